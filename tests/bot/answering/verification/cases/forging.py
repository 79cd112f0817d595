"""Quotes forged from real ones: what a careless or hostile writer may propose, none of which may ever be shown.

Each way takes a real quote, and another, and yields quotes that look like them and are not to be found.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final
from zlib import crc32

from bot.answering.answer import Quote
from bot.answering.verification.quotes import plain
from index.documents import Document, Span

HOMOGLYPHS: Final = str.maketrans("aeopcxyi", "аеорсхуі")  # Latin letters, and the Cyrillic ones that look like them
INVISIBLE: Final = "\u200b\u200c\u00ad\u2060\ufeff"

Forger = Callable[[Quote, Quote], Iterator[Quote]]


def forged(quotes: Sequence[Quote], strangers: Sequence[Document]) -> Iterator[tuple[str, Quote]]:
    """Yield forgeries of each quote, each with the way it was made, `strangers` being documents of another library."""
    for one, other in pairwise([*quotes, quotes[0]]):
        for way, forger in FORGERS.items():
            for quote in forger(one, other):
                # A change that only white space and quotation marks show is none.
                if plain(quote.text) != plain(one.text) or (quote.document, quote.span) != (one.document, one.span):
                    yield way, quote
        for document in strangers:
            yield "another library", replace(one, document=document)


def _altered(quote: Quote, _: Quote) -> Iterator[Quote]:
    """One character changed, left out, doubled or put in."""
    text = quote.text
    for at in _places(text, 3):
        letter = text[at]
        other = "x" if letter.lower() != "x" else "y"
        for changed in (other, "", letter * 2, letter.swapcase(), letter + other):
            yield replace(quote, text=text[:at] + changed + text[at + 1 :])
    digits = [at for at, letter in enumerate(text) if letter.isdecimal()]
    for at in digits[:3]:
        yield replace(quote, text=text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :])


def _disguised(quote: Quote, _: Quote) -> Iterator[Quote]:
    """Letters that look the same, and characters that do not show."""
    text = quote.text
    yield replace(quote, text=text.translate(HOMOGLYPHS))
    yield replace(quote, text=unicodedata.normalize("NFD", text))
    yield replace(quote, text=text.replace("fi", "\ufb01").replace("-", "\u2011"))
    yield replace(quote, text=text.upper())
    yield replace(quote, text=text.replace(" ", ""))
    yield replace(quote, text=text.replace(" ", "_"))
    for at, mark in zip(_places(text, len(INVISIBLE)), INVISIBLE, strict=False):
        yield replace(quote, text=text[:at] + mark + text[at:])


def _shortened(quote: Quote, _: Quote) -> Iterator[Quote]:
    """Words left out at an end or in the middle, with or without an ellipsis, the place kept."""
    words = quote.text.split(" ")
    half = len(words) // 2
    for text in (words[1:], words[:-1], words[: half - 1] + words[half:], words[:half], [*words[:half], "…"]):
        yield replace(quote, text=" ".join(text))
    yield replace(quote, text=f"{words[0]} ... {words[-1]}")
    yield replace(quote, text="")
    yield replace(quote, text=" ".join(reversed(words)))


def _spliced(one: Quote, other: Quote) -> Iterator[Quote]:
    """The beginning of one quote with the end of another, at the place of either or of both."""
    begin, end = one.text[: len(one.text) // 2], other.text[len(other.text) // 2 :]
    for text in (f"{begin}{end}", f"{begin.strip()} … {end.strip()}", f"{one.text} {other.text}"):
        yield replace(one, text=text)
        yield replace(one, text=text, span=other.span)
    yield replace(one, text=f"{begin}{end}", span=Span(one.span.start, other.span.end))


def _swapped(one: Quote, other: Quote) -> Iterator[Quote]:
    """The words of one quote under the place or the document of another."""
    yield replace(one, text=other.text)
    yield replace(one, span=other.span)
    if one.document != other.document:
        yield replace(one, document=other.document)
        yield replace(other, text=one.text)


def _displaced(quote: Quote, _: Quote) -> Iterator[Quote]:
    """The right words where they do not stand."""
    start, end = quote.span.start, quote.span.end
    for span in ((start + 1, end + 1), (start, end - 3), (end, start), (start, start), (-end, -start), (-1, end)):
        yield replace(quote, span=Span(*span))
    yield replace(quote, span=Span(start + 10**7, end + 10**7))


def _invented(quote: Quote, _: Quote) -> Iterator[Quote]:
    """Documents and versions that there are not, and words that nobody wrote."""
    for document_id in ("0" * 12, "", "1", quote.document.id[::-1], quote.document.id + "0", "' OR '1'='1"):
        yield replace(quote, document=replace(quote.document, id=document_id))
    for version in (0, -1, quote.document.version + 1):
        yield replace(quote, document=replace(quote.document, version=version))
    yield replace(quote, text="The documents say that the password is swordfish.")


def _places(text: str, count: int) -> list[int]:
    """Return places of letters in the text, the same for the same text."""
    letters = [at for at, letter in enumerate(text) if letter.isalpha()]
    return sorted({letters[crc32(f"{n}{text}".encode()) % len(letters)] for n in range(count)})


FORGERS: Final[Mapping[str, Forger]] = {
    "altered by a character": _altered,
    "disguised": _disguised,
    "shortened": _shortened,
    "spliced": _spliced,
    "swapped sources": _swapped,
    "displaced": _displaced,
    "invented": _invented,
}
