"""The first check: a quote stands letter for letter in the live version of its document, at its place.

White space and the shape of quotation marks may differ; what is then shown is the stored text, never the writer's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, Protocol

from bot.answering.answer import Quote
from index.documents import Span

QUOTATION_MARKS: Final = {ord(mark): plain for plain, marks in (('"', "“”„‟«»"), ("'", "‘’‚‛‹›")) for mark in marks}  # noqa: RUF001


class LiveTexts(Protocol):
    """Where the truth is read: the library, or anything that can tell a version's live text."""

    def live_text(self, document_id: str, version: int) -> str | None:
        """Return the version's text if it is live, else None."""
        ...


class QuoteFinder:
    """Finds quotes in texts, each of which is read once."""

    def __init__(self, texts: LiveTexts) -> None:
        self._texts = texts
        self._read: dict[tuple[str, int], str | None] = {}

    def found(self, quotes: Iterable[Quote]) -> Iterator[Quote]:
        """Yield those that stand where they say, with the stored text in place of the writer's."""
        for quote in quotes:
            text = self._text(quote)
            span = locate(quote.text, text, quote.span) if text is not None else None
            if text is not None and span is not None:
                yield replace(quote, span=span, text=span.of(text))

    def _text(self, quote: Quote) -> str | None:
        key = (quote.document.id, quote.document.version)
        if key not in self._read:
            self._read[key] = self._texts.live_text(*key)
        return self._read[key]


def locate(quote: str, text: str, near: Span) -> Span | None:
    """Return the span of `text` that says what `quote` says, white space and quotation marks aside: `near` or none.

    A quote that stands somewhere else is not the quote of this place.
    """
    inside = 0 <= near.start < near.end <= len(text)
    return near if inside and quote.strip() and plain(near.of(text)) == plain(quote) else None


def says_the_same(claim: str, quotes: Sequence[str]) -> bool:
    """Tell whether the claim is, but for white space and quotation marks, its quotes' own words in their order."""
    return plain(claim) == plain(" ".join(quotes))


def plain(text: str) -> str:
    """Return the text with plain quotation marks and single spaces."""
    return " ".join(text.translate(QUOTATION_MARKS).split())
