"""One reply of a model, verified record by record."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from bot.answering.answer import Claim, Proposal
from bot.answering.generative.fencing import Shown
from bot.answering.generative.limits import MOST_CLAIM_CHARS, MOST_CLAIMS
from bot.answering.generative.quoting import find_quotes
from bot.answering.generative.record import NothingSaid, Record, WrittenQuote
from bot.answering.generative.relevance import has_to_do
from bot.answering.verification.quotes import plain
from bot.answering.verification.verifying import Verified, Verifier
from index.names import UNSEEN

END_MARKS: Final = re.compile(r"(?:\s*(?:\[[\w\s,;:-]{1,40}\]|【[^】]{1,40}】|\(\d{1,2}\)))+(?=[\s.!?]*\Z)")
"""Ids and numbers in brackets that models put behind a sentence, as if they could cite."""
LETTER: Final = re.compile(r"[^\W_]")

NOT_FOUND: Final = "None of its quotes stands, letter for letter, in the passage it was given for."
TOO_LONG: Final = "It is far longer than one sentence."


class Attempt:
    """What a model writes at one go, and what of it may be shown."""

    def __init__(self, shown: Shown, rarity: Mapping[str, float] | None, verifier: Verifier) -> None:
        """Find quotes in the passages shown; `rarity` is of the question's terms, None where there is no question."""
        self.verifier = verifier
        self.says_nothing = False
        self._shown = shown
        self._rarity = rarity
        self._seen: set[str] = set()
        self._lost: list[str] = []

    @property
    def full(self) -> bool:
        """Whether no more is taken."""
        return len(self.verifier.checked) + len(self._lost) >= MOST_CLAIMS

    @property
    def empty(self) -> bool:
        """Whether nothing of it may be shown."""
        return not self.verifier.checked

    @property
    def held(self) -> bool:
        """Whether at least half of what was written may be shown as it was written."""
        supported = sum(checked.supported for checked in self.verifier.checked)
        return supported > 0 and 2 * supported >= len(self.verifier.checked) + len(self._lost)

    def take(self, record: Record | NothingSaid) -> bool:
        """Verify the next record; return whether there is something new to show."""
        if isinstance(record, NothingSaid):
            self.says_nothing = True
            return False
        claim = tidy(record.claim)
        if not LETTER.search(claim) or self.full or plain(claim).casefold() in self._seen:
            return False
        self._seen.add(plain(claim).casefold())
        if len(claim) > MOST_CLAIM_CHARS:
            self._lost.append(_reason(claim[:MOST_CLAIM_CHARS], [TOO_LONG]))
            return False
        return self._verify(claim, record)

    def _verify(self, claim: str, record: Record) -> bool:
        written = record.quotes or (WrittenQuote("", claim),)  # a claim alone may be a sentence of the documents
        found = [each for quote in written for each in find_quotes(quote, self._shown)]
        if not found:
            self._lost.append(_reason(claim, [NOT_FOUND]))
            return False
        if self._rarity is not None and not any(has_to_do(each, self._rarity) for each in found):
            return False
        return self.verifier.check(Proposal(claim, tuple(each.quote for each in found))) is not None

    def reasons(self) -> list[str]:
        """Return what was wrong, a line for each claim that cannot be shown as it was written."""
        return self._lost + [
            _reason(checked.text, [finding.reason for finding in checked.judgement.failed])
            for checked in self.verifier.checked
            if not checked.supported
        ]

    def verified(self) -> Verified:
        """Return what may be shown so far, no quote said twice in a claim's place."""
        verified = self.verifier.verified()
        return replace(verified, claims=tuple(_without_repeats(verified.claims)))


def tidy(claim: str) -> str:
    """Return a claim on one line, without characters nobody sees and without citation marks of the model's own."""
    seen = "".join(" " if unicodedata.category(character) in UNSEEN else character for character in claim)
    return " ".join(END_MARKS.sub("", seen).split())


def _without_repeats(claims: Iterable[Claim]) -> list[Claim]:
    """Leave out sentences of the documents that were all said before."""
    kept: list[Claim] = []
    said: set[int] = set()
    for claim in claims:
        if not claim.own_words:
            if said.issuperset(claim.citations):
                continue
            said.update(claim.citations)
        kept.append(claim)
    return kept


def _reason(claim: str, reasons: Iterable[str]) -> str:
    return f"- {claim}\n  {' '.join(reasons)}"
