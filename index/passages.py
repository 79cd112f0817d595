"""A reading to passages: the spans that are searched and quoted.

A passage never crosses a heading and never holds page furniture; within a section LlamaIndex's sentence splitter packs
whole sentences up to `PASSAGE_TOKENS`. Every character that is neither white space nor furniture is in one passage.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.documents import HEADING_SEPARATOR, Heading, Passage, Reading, Span
from index.sentences import sentence_pieces, sentence_spans

PASSAGE_TOKENS = 250
"""Most word pieces in a passage: with its two special tokens and a short title it still fits the model's 256."""

CHARACTERS_PER_TOKEN = 8
"""A passage holds at most this many characters a token. The tokenizer takes any run of over 100 letters for one unknown
word, so that a megabyte without a space would count as one token."""

ROUGH_TOKEN = re.compile(r"\w{1,6}|[^\w\s]")

Tokens = Callable[[str], list[int]]


@dataclass(frozen=True, slots=True)
class _Section:
    span: Span
    heading: str
    headings: tuple[Heading, ...]


def make_passages(reading: Reading, tokens: Tokens) -> list[Passage]:
    """Split a reading into passages, in order. `tokens` is the embedding model's tokenizer."""
    from llama_index.core.node_parser import SentenceSplitter  # seconds to import, needed only when a document comes in

    splitter = SentenceSplitter(
        chunk_size=PASSAGE_TOKENS,
        chunk_overlap=0,
        tokenizer=lambda text: _sized(text, tokens),
        paragraph_separator="\n\n",
        chunking_tokenizer_fn=sentence_pieces,
    )
    line_starts = [0, *(i + 1 for i, character in enumerate(reading.text) if character == "\n")]
    return [
        _passage(reading.text, span, section, bisect_right(line_starts, span.start))
        for section in _sections(reading)
        for stretch in _without_furniture(section.span, reading.furniture)
        for span in _chunks(reading.text, stretch, splitter.split_text)
    ]


def rough_tokens(text: str) -> list[int]:
    """Stand in for the model's tokenizer where there is no model: about as many tokens, of no meaning."""
    return [0] * sum(1 for _ in ROUGH_TOKEN.finditer(text))  # findall would keep every other thread waiting


def _sized(text: str, tokens: Tokens) -> list[int]:
    ids = tokens(text)
    return ids + [0] * (len(text) // CHARACTERS_PER_TOKEN - len(ids))


def _sections(reading: Reading) -> Iterator[_Section]:
    """Cut the text at its headings. A heading with no text of its own opens the section of the heading after it."""
    path: list[Heading] = []
    opening: tuple[Heading, ...] = ()
    start = 0
    for heading in reading.headings:
        body_start = opening[-1].span.end if opening else start
        if reading.text[body_start : heading.span.start].strip(" \t\r\n\ufeff"):
            yield _Section(Span(start, heading.span.start), _path(path, reading.title), opening)
            start, opening = heading.span.start, ()
        path = [*(outer for outer in path if outer.level < heading.level), heading]
        opening = (*opening, heading)
    yield _Section(Span(start, len(reading.text)), _path(path, reading.title), opening)


def _path(headings: list[Heading], title: str) -> str:
    """Join the headings above a passage; the document's title is not repeated in them."""
    return HEADING_SEPARATOR.join(heading.text for heading in headings if heading.text != title)


def _without_furniture(span: Span, furniture: tuple[Span, ...]) -> Iterator[Span]:
    start = span.start
    for block in furniture:
        if block.end > start and block.start < span.end:
            yield Span(start, max(start, block.start))
            start = max(start, block.end)
    yield Span(start, max(start, span.end))


def _chunks(text: str, stretch: Span, split: Callable[[str], list[str]]) -> Iterator[Span]:
    cursor = stretch.start
    for chunk in filter(None, split(stretch.of(text))):  # an empty text comes back as one empty chunk
        start = text.index(chunk, cursor)
        cursor = start + len(chunk)
        yield Span(start, cursor)


def _passage(text: str, span: Span, section: _Section, line: int) -> Passage:
    body = span.of(text)
    sentences = (Span(span.start + s.start, span.start + s.end) for s in sentence_spans(body))
    quotable = tuple(s for s in sentences if not any(_overlap(s, heading.span) for heading in section.headings))
    return Passage(span=span, text=body, heading=section.heading, line=line, sentences=quotable)


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
