"""A reading to passages: the spans that are searched and quoted.

A passage never crosses a heading or a page's start and never holds page furniture; in between, `packing` puts whole
paragraphs or sentences together up to `PASSAGE_TOKENS`. Every character that is neither white space nor furniture is in
one passage.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from index.documents import HEADING_SEPARATOR, Heading, Passage, Reading, Span
from index.errors import SourceTooLarge
from index.keeping import kept_spans, within
from index.names import shown_name
from index.packing import packed
from index.paging import page_at, parts_by_page
from index.sentences import sentences_in, sentences_of
from index.units import CHARACTERS_PER_TOKEN, Size, size_by, units

PASSAGE_TOKENS = 250
"""Most word pieces in a passage: with its two special tokens and a short title it still fits the model's 256."""

MOST_SENTENCES = 300_000
"""Most sentences in a document: those of ten million letters of prose three times over. Each is embedded."""

ROUGH_TOKEN = re.compile(r"\w{1,6}|[^\w\s]")

Tokens = Callable[[str], list[int]]


@dataclass(frozen=True, slots=True)
class _Section:
    span: Span
    heading: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of one section and page without furniture, and the sentences that begin in it."""

    span: Span
    heading: str
    sentences: Sequence[Span]


def make_passages(
    reading: Reading, tokens: Tokens, passage_tokens: int = PASSAGE_TOKENS, before: Sequence[Passage] = ()
) -> list[Passage]:
    """Split a reading into passages, in order.

    `tokens` is the embedding model's tokenizer and `passage_tokens` the most tokens in a passage. The sentences of a
    passage all begin on its page. `before` are the passages of the version whose place the reading takes: those that
    stand in it as they were stay. Raises SourceTooLarge for one of too many sentences.
    """
    size = size_by(tokens)
    passages: list[Passage] = []
    line, counted = 1, 0
    parts = _parts(reading)
    kept = _kept(before, reading, parts) if before else []
    for part in parts:
        for span in _spans(reading.text, part, kept, size, passage_tokens):
            line += reading.text.count("\n", counted, span.start)
            counted = span.start
            passages.append(
                Passage(
                    span=span,
                    text=span.of(reading.text),
                    heading=part.heading,
                    line=line,
                    sentences=tuple(_quotable(sentences_in(reading.text, span, part.sentences), reading.headings)),
                    page=page_at(reading.pages, span.start),
                )
            )
    return passages


def rough_tokens(text: str) -> list[int]:
    """Stand in for the model's tokenizer where there is no model: about as many tokens, of no meaning."""
    return [0] * sum(1 for _ in ROUGH_TOKEN.finditer(text))  # findall would keep every other thread waiting


def _parts(reading: Reading) -> list[_Part]:
    """Return the stretches that no passage crosses the border of, in order. Raises SourceTooLarge."""
    parts: list[_Part] = []
    left = MOST_SENTENCES
    for section in _sections(reading):
        for stretch in _without_furniture(section.span, reading.furniture):
            found = tuple(islice(sentences_of(reading.text, stretch), left + 1))
            left -= len(found)
            if left < 0:
                name = shown_name(reading.title)
                raise SourceTooLarge(f"{name}: there are over {MOST_SENTENCES:,} sentences or lines in it; split it.")
            parts += [
                _Part(span, section.heading, sentences)
                for span, sentences in parts_by_page(stretch, found, reading.pages)
            ]
    return parts


def _kept(before: Sequence[Passage], reading: Reading, parts: Sequence[_Part]) -> list[Span]:
    sentences = [each for part in parts for each in part.sentences]
    return kept_spans(before, reading.text, list(_quotable(sentences, reading.headings)))


def _spans(text: str, part: _Part, kept: Sequence[Span], size: Size, most: int) -> Iterator[Span]:
    """Yield the spans of a part's passages: those that stay, and what is packed between them."""
    for span, stays in _stretches(text, part.span, within(kept, part.span), size, most):
        if stays:
            yield span
            continue
        first, after = (bisect_left(part.sentences, at, key=attrgetter("start")) for at in (span.start, span.end))
        for each in packed(units(text, span, part.sentences[first:after], size, most), most):
            if visible := _stripped(text, each):
                yield visible


def _stretches(text: str, part: Span, kept: Sequence[Span], size: Size, most: int) -> Iterator[tuple[Span, bool]]:
    """Cut a part into the passages that stay and what is between; one that fits into a gap beside it goes there."""
    start = part.start
    staying = [span for span in kept if size(span.of(text)) <= most]
    for at, span in enumerate(staying):
        after = staying[at + 1].start if at + 1 < len(staying) else part.end
        gaps = [gap for gap in (Span(start, span.start), Span(span.end, after)) if _stripped(text, gap)]
        joined = (Span(min(gap.start, span.start), max(gap.end, span.end)) for gap in gaps)
        if any(each.end - each.start <= most * CHARACTERS_PER_TOKEN and size(each.of(text)) <= most for each in joined):
            continue
        yield Span(start, span.start), False
        yield span, True
        start = span.end
    yield Span(start, part.end), False


def _stripped(text: str, span: Span) -> Span | None:
    """Return a span without the white space around it; None if nothing is left."""
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip())
    end = span.start + len(piece.rstrip())
    return Span(start, end) if start < end else None


def _sections(reading: Reading) -> Iterator[_Section]:
    """Cut the text at its headings. A heading with no text of its own opens the section of the heading after it."""
    path: list[Heading] = []
    start = body_start = 0
    for heading in reading.headings:
        if reading.text[body_start : heading.span.start].strip(" \t\r\n\ufeff"):
            yield _Section(Span(start, heading.span.start), _path(path, reading.title))
            start = heading.span.start
        path = [*(outer for outer in path if outer.level < heading.level), heading]
        body_start = heading.span.end
    yield _Section(Span(start, len(reading.text)), _path(path, reading.title))


def _path(headings: list[Heading], title: str) -> str:
    """Join the headings above a passage; the document's title is not repeated in them."""
    return HEADING_SEPARATOR.join(heading.text for heading in headings if heading.text != title)


def _without_furniture(span: Span, furniture: Sequence[Span]) -> Iterator[Span]:
    start = span.start
    for at in range(bisect_right(furniture, start, key=attrgetter("end")), len(furniture)):
        block = furniture[at]
        if block.start >= span.end:
            break
        yield Span(start, max(start, block.start))
        start = max(start, block.end)
    yield Span(start, max(start, span.end))


def _quotable(sentences: Iterable[Span], headings: Sequence[Heading]) -> Iterator[Span]:
    """Yield the sentences that no heading is part of."""
    for sentence in sentences:
        after = bisect_right(headings, sentence.start, key=lambda heading: heading.span.end)
        if after == len(headings) or headings[after].span.start >= sentence.end:
            yield sentence
