"""The way of a text that is checked, on one page: split into claims, each held against what the library says.

A claim is supported when some sentence of the documents, or two of them together, pass the judge for it, and
contradicted when a sentence about the same matter says otherwise. All else the documents do not say. What is cited was
found in the stored texts, as for an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from bot.answering.answer import Citation, Quote
from bot.answering.checking.checked import CheckedClaim, CheckedText
from bot.answering.checking.claims import statements
from bot.answering.checking.holding import Held, Holding
from bot.answering.checking.opinion import Opinion
from bot.answering.checking.subjects import Subjects
from bot.errors import ModelUnavailable
from index.library import Library

MOST_CHARACTERS: Final = 50_000
MOST_SENTENCES: Final = 100
"""What of a text is checked, from its start."""

TOO_LONG: Final = "Only the start of the text was checked, for it is too long."
STATES_NOTHING: Final = "There is nothing in this text to check: it states nothing."


def check(library: Library, text: str, opinion: Opinion | None = None) -> CheckedText:
    """Return the claims of the text, each with its verdict; `opinion` is of those the rules leave open.

    Raises StoreError. Where the model fails, the rules' verdicts stay, and the note says so.
    """
    sentences = list(islice(statements(text[:MOST_CHARACTERS]), MOST_SENTENCES + 1))
    read = sentences[:MOST_SENTENCES]
    subjects, holding = Subjects(), Holding(library)
    held = [holding.hold(each.text, subjects.readings(each.said)) for each in read if each is not None]
    notes = [_left_out(len(read), len(read) - len(held))]
    if len(text) > MOST_CHARACTERS or len(sentences) > MOST_SENTENCES:
        notes.append(TOO_LONG)
    if opinion:
        try:
            held = opinion.settled(held)
        except ModelUnavailable as error:
            notes.append(f"No model was heard: {error}")
    return _numbered(held, " ".join(filter(None, notes)) or None)


def _numbered(held: Sequence[Held], note: str | None) -> CheckedText:
    numbers: dict[Quote, int] = {}
    claims = tuple(CheckedClaim(each.text, each.verdict, each.reason, _cited(each.quotes, numbers)) for each in held)
    return CheckedText(claims, tuple(Citation(number, quote) for quote, number in numbers.items()), note)


def _cited(quotes: Iterable[Quote], numbers: dict[Quote, int]) -> tuple[int, ...]:
    return tuple(numbers.setdefault(quote, len(numbers) + 1) for quote in quotes)


def _left_out(read: int, left_out: int) -> str | None:
    """Say how many of the sentences that were read state nothing."""
    if read == left_out:
        return STATES_NOTHING
    if left_out == 1:
        return "1 sentence that states nothing was left out."
    return f"{left_out:,} sentences that state nothing were left out." if left_out else None
