"""One claim held against the library: which quotes support it, or say otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.answering.answer import Proposal, Quote
from bot.answering.checking.candidates import candidates
from bot.answering.checking.checked import Standing
from bot.answering.checking.otherwise import contradiction, same_matter
from bot.answering.checking.subjects import PRONOUN
from bot.answering.generative.opinions import may_settle
from bot.answering.verification.quotes import says_the_same
from bot.answering.verification.verifying import Checked, Verifier
from index.library import Library

SAY_SO: Final = "The documents say so."
DO_NOT_SAY: Final = "The documents do not say this."


@dataclass(frozen=True, slots=True)
class Held:
    """A claim in its writer's words, how it stands, and the quotes that show it.

    `open`: the claim beside the quote that comes nearest, where the rules cannot tell whether that supports it.
    """

    text: str
    verdict: Standing
    reason: str
    quotes: tuple[Quote, ...] = ()
    open: Checked | None = None


class Holding:
    """Holds claims against one library."""

    def __init__(self, library: Library) -> None:
        """Look for quotes in this library."""
        self._library = library
        self._verifier = Verifier(library)

    def hold(self, text: str, readings: Sequence[str]) -> Held:
        """Hold a claim against the library, in whatever it may be read to say. Raises StoreError."""
        tried = []
        for checked in self._tried([*readings, text]):
            if _supports(checked):
                return Held(text, Standing.SUPPORTED, SAY_SO, checked.quotes)
            tried.append(checked)
        for checked in tried:
            reason = contradiction(checked)
            if reason:
                return Held(text, Standing.CONTRADICTED, reason, checked.quotes)
        return Held(text, Standing.UNSUPPORTED, DO_NOT_SAY, open=_nearest(tried))

    def _tried(self, readings: Iterable[str]) -> Iterator[Checked]:
        """Yield each reading beside each of its candidates, with what the judge says."""
        for said in dict.fromkeys(readings):
            for quotes in candidates(self._library, said):
                checked = self._verifier.check(Proposal(said, quotes))
                if checked is not None:
                    yield checked


def _supports(checked: Checked) -> bool:
    """Tell whether the quotes support the claim. Of one that leaves open whom "it" means, only its own words do."""
    if PRONOUN.match(checked.text):
        return says_the_same(checked.text, [quote.text for quote in checked.quotes])
    return checked.supported


def _nearest(tried: Iterable[Checked]) -> Checked | None:
    open_ones = [checked for checked in tried if may_settle(checked) and same_matter(checked)]
    return max(open_ones, key=lambda checked: checked.judgement.score, default=None)
