"""The smallest pieces that passages are made of, and how strongly the text parts them.

A piece is a sentence with the white space after it, or, of a sentence too long for a passage, a few letters of it. The
pieces of a stretch joined are the stretch again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from index.documents import Span
from index.sentences import PARAGRAPH_BREAK

Size = Callable[[str], int]

CHARACTERS_PER_TOKEN = 8
"""A passage holds at most this many characters a token. The tokenizer takes any run of over 100 letters for one unknown
word, so that a megabyte without a space would count as one token."""

LONGEST_REMEMBERED = 32
"""Letters of a word whose size is remembered."""

MARKS = ",;:，、；：。！？…"  # noqa: RUF001 - these are the marks of East Asian scripts
FULL_WIDTH_MARKS = frozenset("，、；：。！？")  # noqa: RUF001
"""Marks that no white space follows."""
BIT = re.compile(rf"[^\s{MARKS}]{{1,16}}[{MARKS}]{{0,16}}\s*+|[{MARKS}]{{1,16}}\s*+|\s++")
"""A word or a part of one. Sixteen letters of any script are few enough tokens for the smallest passage."""


class Parting(IntEnum):
    """How strongly two pieces are parted: within a word least, at a blank line most."""

    LETTER = 0
    WORD = 1
    PHRASE = 2
    SENTENCE = 3
    PARAGRAPH = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece, its size in tokens, and what parts it from the piece before it."""

    span: Span
    tokens: int
    parting: Parting


def size_by(tokens: Callable[[str], list[int]]) -> Size:
    """Return what measures texts in tokens, word by word, and remembers the words."""

    @lru_cache(maxsize=50_000)
    def remembered(word: str) -> int:
        return len(tokens(word))

    def word_size(word: str) -> int:
        return remembered(word) if len(word) <= LONGEST_REMEMBERED else len(tokens(word))

    def size(text: str) -> int:
        return max(sum(map(word_size, text.split())), -(-len(text) // CHARACTERS_PER_TOKEN))

    return size


def units(text: str, stretch: Span, sentences: Sequence[Span], size: Size, most: int) -> Iterator[Unit]:
    """Yield the pieces of a stretch of `text`, none larger than `most` tokens, in order; `sentences` lie within it."""
    starts = [stretch.start, *(sentence.start for sentence in sentences[1:]), stretch.end]
    parting = Parting.PARAGRAPH
    for at, piece in enumerate(map(Span, starts, starts[1:])):
        tokens = size(piece.of(text)) if piece.end - piece.start <= most * CHARACTERS_PER_TOKEN else most + 1
        if tokens <= most:
            yield Unit(piece, tokens, parting)
        else:
            yield from _bits(text, piece, size, parting)
        if sentences:
            parting = _parting(text, Span(sentences[at].end, piece.end))


def _bits(text: str, piece: Span, size: Size, parting: Parting) -> Iterator[Unit]:
    for bit in BIT.finditer(text, piece.start, piece.end):
        yield Unit(Span(*bit.span()), size(bit.group()), parting)
        parting = _weak_parting(bit.group())


def _parting(text: str, gap: Span) -> Parting:
    """Return what parts two sentences with that gap between them."""
    return Parting.PARAGRAPH if PARAGRAPH_BREAK.search(text, gap.start, gap.end) else Parting.SENTENCE


def _weak_parting(before: str) -> Parting:
    """Return what parts the bits of one sentence, by the bit before."""
    visible = before.rstrip()
    spaced = visible != before
    if visible and (visible[-1] in FULL_WIDTH_MARKS or (spaced and visible[-1] in MARKS)):
        return Parting.PHRASE
    return Parting.WORD if spaced else Parting.LETTER
