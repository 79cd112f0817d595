"""Verification: what of a writer's proposals may be shown. It trusts no writer and reads the store itself.

Two checks, reported apart:

1. `found`: every quote stands letter for letter in the live version of its document, at its place. White space and the
   shape of quotation marks may differ; what is then shown is the stored text, never the writer's.
2. `supported`: the claim says no more than its quotes. A claim in the quotes' own words is; of any other, support is
   not established, and its quotes are shown in its place.

A proposal with no quote that is found is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.answering.answer import Citation, Claim, Proposal, Quote
from index.documents import Span

QUOTATION_MARKS = {ord(mark): plain for plain, marks in (('"', "“”„‟«»"), ("'", "‘’‚‛‹›")) for mark in marks}  # noqa: RUF001


class LiveTexts(Protocol):
    """Where the truth is read: the library, or anything that can tell a version's live text."""

    def live_text(self, document_id: str, version: int) -> str | None:
        """Return the version's text if it is live, else None."""
        ...


@dataclass(frozen=True, slots=True)
class Verified:
    """What may be shown, and what the two checks found of it."""

    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    quotes_proposed: int
    quotes_found: int
    claims_supported: int
    claims_replaced: int


def verify(proposals: Iterable[Proposal], texts: LiveTexts) -> Verified:
    """Check every proposal, number the quotes that are left in order of use, and count what was found."""
    proposals = list(proposals)
    cache: dict[tuple[str, int], str | None] = {}
    shown: list[tuple[str, tuple[Quote, ...], bool]] = []
    for proposal in proposals:
        quotes = tuple(_found(proposal.quotes, texts, cache))
        if quotes:
            supported = says_no_more(proposal.text, quotes)
            shown.append((proposal.text if supported else _in_place_of_claim(quotes), quotes, supported))
    numbers: dict[Quote, int] = {}
    claims = tuple(
        Claim(text, tuple(numbers.setdefault(quote, len(numbers) + 1) for quote in quotes)) for text, quotes, _ in shown
    )
    supported_count = sum(supported for _, _, supported in shown)
    return Verified(
        claims=claims,
        citations=tuple(Citation(number, quote) for quote, number in numbers.items()),
        quotes_proposed=sum(len(proposal.quotes) for proposal in proposals),
        quotes_found=sum(len(quotes) for _, quotes, _ in shown),
        claims_supported=supported_count,
        claims_replaced=len(shown) - supported_count,
    )


def locate(quote: str, text: str, near: Span) -> Span | None:
    """Return the span of `text` that says what `quote` says, white space and quotation marks aside: `near` or none.

    A quote that stands somewhere else is not the quote of this place.
    """
    inside = 0 <= near.start < near.end <= len(text)
    return near if inside and quote.strip() and _plain(near.of(text)) == _plain(quote) else None


def says_no_more(claim: str, quotes: Sequence[Quote]) -> bool:
    """Tell whether the claim is, but for white space and quotation marks, its quotes' own words in their order."""
    return _plain(claim) == _plain(" ".join(quote.text for quote in quotes))


def _found(quotes: Iterable[Quote], texts: LiveTexts, cache: dict[tuple[str, int], str | None]) -> Iterator[Quote]:
    for quote in quotes:
        key = (quote.document.id, quote.document.version)
        if key not in cache:
            cache[key] = texts.live_text(*key)
        text = cache[key]
        span = locate(quote.text, text, quote.span) if text is not None else None
        if text is not None and span is not None:
            yield replace(quote, span=span, text=span.of(text))


def _in_place_of_claim(quotes: Sequence[Quote]) -> str:
    return " ".join(" ".join(quote.text.split()) for quote in quotes)


def _plain(text: str) -> str:
    return " ".join(text.translate(QUOTATION_MARKS).split())
