"""The quotes of the cases in real libraries, and what becomes of their forgeries there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bot.answering.answer import Proposal, Quote
from bot.answering.verification.verifying import verify
from index.documents import Document, Span
from index.library import Library
from tests.bot.answering.verification.cases.forging import forged
from tests.bot.answering.verification.cases.written import OURS, PROJECT, Case, text_of


def shown_forgeries(
    quotes: Sequence[Quote], library: Library, strangers: Sequence[Document]
) -> tuple[int, Counter[str]]:
    """Return how many quotes were forged, and how many of those were shown, by the way they were forged."""
    proposed = list(forged(quotes, strangers))
    return len(proposed), Counter(way for way, quote in proposed if shown_quotes(library, quote))


def shown_quotes(library: Library, *quotes: Quote) -> list[str]:
    """Propose the words of the first quote as a claim that rests on all of them; return the quotes it is shown by."""
    verified = verify([Proposal(" ".join(quotes[0].text.split()), quotes)], library)
    return [citation.quote.text for citation in verified.citations]


def placed(
    documents: dict[str, Document], cases: Iterable[Case], shared: Path | None, each: int = 4
) -> Iterator[Quote]:
    """Yield the first quotes that the cases have of each document, with their places in it."""
    told: dict[str, dict[str, None]] = {name: {} for name in documents}
    for case in cases:
        told.get(case.document, {}).update(dict.fromkeys(case.quotes))
    for name, quotes in told.items():
        text = text_of(name, shared)
        for quote in list(quotes)[:each]:
            start = text.index(quote)
            yield Quote(
                documents[name], Span(start, start + len(quote)), quote, "", text.count("\n", 0, start) + 1, None
            )


def added(library: Library, cases: Iterable[Case], shared: Path | None) -> dict[str, Document]:
    """Add the documents of the cases to the library; return them by name."""
    names = dict.fromkeys(case.document for case in cases)
    return {name: library.add_bytes(Path(name).name, Path(name).name, _bytes(name, shared)).document for name in names}


def _bytes(name: str, shared: Path | None) -> bytes:
    root = PROJECT if name.startswith(OURS) or shared is None else shared
    return (root / name).read_bytes()
