"""What of a writer's proposals may be shown, told as each comes in.

Two checks, reported apart:

1. The quotes are found (quotes.py). A quote that is not is dropped, and a proposal left with none as well.
2. The claim says no more than its quotes (judging.py). Of a claim that does, or of which it cannot be told, the quotes
   are shown in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.answering.answer import Citation, Claim, Proposal, Quote
from bot.answering.verification.judgement import Judge, Judgement, Verdict
from bot.answering.verification.judging import judge as judge_by_rules
from bot.answering.verification.quotes import LiveTexts, QuoteFinder, says_the_same


@dataclass(frozen=True, slots=True)
class Checked:
    """A proposal some of whose quotes were found: these, and what the judge says of its text beside them."""

    text: str
    quotes: tuple[Quote, ...]
    judgement: Judgement

    @property
    def supported(self) -> bool:
        """Whether the claim may be shown as it was written."""
        return self.judgement.verdict is Verdict.SUPPORTED


@dataclass(frozen=True, slots=True)
class Verified:
    """What may be shown, and what the two checks found of it."""

    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    quotes_proposed: int
    quotes_found: int
    claims_supported: int
    claims_replaced: int


class Verifier:
    """Checks proposals one by one, and tells at any time what of them may be shown."""

    def __init__(self, texts: LiveTexts, judge: Judge = judge_by_rules) -> None:
        """Find quotes in these texts, and let `judge` decide about claims."""
        self._finder = QuoteFinder(texts)
        self._judge = judge
        self._proposed = 0
        self.checked: list[Checked] = []

    def check(self, proposal: Proposal) -> Checked | None:
        """Check a proposal; None, and it is dropped, where none of its quotes is found."""
        self._proposed += len(proposal.quotes)
        quotes = tuple(dict.fromkeys(self._finder.found(proposal.quotes)))
        if not quotes:
            return None
        judgement = self._judge(proposal.text, [quote.text for quote in quotes], _context(quotes))
        checked = Checked(proposal.text, quotes, judgement)
        self.checked.append(checked)
        return checked

    def settle(self, position: int, judgement: Judgement) -> None:
        """Put what was found later, by other means, of the checked proposal at this position in its place."""
        self.checked[position] = replace(self.checked[position], judgement=judgement)

    def verified(self) -> Verified:
        """Return what may be shown so far; quotes are numbered in order of use."""
        numbers: dict[Quote, int] = {}
        claims = tuple(_claim(checked, numbers) for checked in self.checked)
        supported = sum(checked.supported for checked in self.checked)
        return Verified(
            claims=claims,
            citations=tuple(Citation(number, quote) for quote, number in numbers.items()),
            quotes_proposed=self._proposed,
            quotes_found=sum(len(checked.quotes) for checked in self.checked),
            claims_supported=supported,
            claims_replaced=len(self.checked) - supported,
        )


def verify(proposals: Iterable[Proposal], texts: LiveTexts, judge: Judge = judge_by_rules) -> Verified:
    """Check every proposal."""
    verifier = Verifier(texts, judge)
    for proposal in proposals:
        verifier.check(proposal)
    return verifier.verified()


def _claim(checked: Checked, numbers: dict[Quote, int]) -> Claim:
    cited = tuple(numbers.setdefault(quote, len(numbers) + 1) for quote in checked.quotes)
    if not checked.supported:
        return Claim(_in_place_of_claim(checked.quotes), cited)
    return Claim(checked.text, cited, not says_the_same(checked.text, [quote.text for quote in checked.quotes]))


def _in_place_of_claim(quotes: Sequence[Quote]) -> str:
    return " ".join(" ".join(quote.text.split()) for quote in quotes)


def _context(quotes: Sequence[Quote]) -> str:
    return "\n".join(dict.fromkeys(f"{quote.document.title} {quote.heading}".strip() for quote in quotes))
