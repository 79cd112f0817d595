"""A model's quotes, found in the passages it was shown.

A quote belongs to the passage whose id it names and stands there letter for letter, white space and the shape of
quotation marks apart. One with dots of omission counts as its parts, if all stand there in that order. What is then
quoted are the whole sentences around the words: a stretch cut out of a sentence can say what the sentence does not ("he
did not say that it is safe").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.answering.answer import Quote
from bot.answering.generative.fencing import Shown
from bot.answering.generative.limits import MOST_QUOTE_CHARS
from bot.answering.generative.record import WrittenQuote
from bot.answering.verification.quotes import QUOTATION_MARKS, plain
from index.documents import Hit, Passage, Span

OMISSION: Final = re.compile(r"\s*[\[(]?(?:…|\.{3,}|(?:\. ){2}\.)[\])]?\s*")
WRAPPED: Final = re.compile(r"\s*[\"“'‘«](?P<inside>.*)[\"”'’»]\s*[.,;]?\s*", re.DOTALL)
FEW_WORDS: Final = 3
"""A quote of so few words says where it stands only if it stands there once."""
SIGN: Final = re.compile(r"[^\W_]")
INSIDE_A_NUMBER: Final = re.compile(r"\d[.,:/-]?\Z")
GOES_ON_AS_NUMBER: Final = re.compile(r"[.,:/-]?\d")


@dataclass(frozen=True, slots=True)
class Found:
    """A quote and the hit it stands in."""

    quote: Quote
    hit: Hit


def find_quotes(written: WrittenQuote, shown: Shown) -> tuple[Found, ...]:
    """Return the sentences a model's quote stands in, in order; none where it does not stand in the passage named."""
    if len(written.text) > MOST_QUOTE_CHARS:
        return ()
    for hit in shown.named(written.passage):
        stretches = find_stretches(written.text, hit.passage)
        if stretches:
            return tuple(Found(_quote(hit, span), hit) for span in stretches)
    return ()


def find_stretches(text: str, passage: Passage) -> list[Span]:
    """Return the spans of the passage, in characters of its version, that hold what the text quotes."""
    inside = WRAPPED.fullmatch(text)
    for candidate in dict.fromkeys((text, inside["inside"] if inside else text)):
        found = _parts(candidate, passage)
        if found:
            return found
    return []


def _parts(text: str, passage: Passage) -> list[Span]:
    whole = _stretches(text, passage, 0)
    if whole:
        return whole[:1] if _is_told_apart(text, whole) else []
    parts = [part for part in OMISSION.split(text) if part]
    found: list[Span] = []
    at = 0
    for part in parts:
        spans = _stretches(part, passage, at)
        if part == text or not spans or not _is_told_apart(part, spans):
            return []
        found.append(spans[0])
        at = spans[0].end - passage.span.start
    return found


def _is_told_apart(text: str, spans: Sequence[Span]) -> bool:
    return len(text.split()) > FEW_WORDS or len(spans) == 1


def _stretches(text: str, passage: Passage, start: int) -> list[Span]:
    """Return where the text stands in the passage from `start` on, as whole words and numbers."""
    if not SIGN.search(text):
        return []
    offset = passage.span.start
    return [
        Span(offset + match.start(), offset + match.end())
        for match in re.compile(_pattern(text)).finditer(passage.text, start)
        if _is_whole(passage.text, match.start(), match.end())
    ]


def _pattern(text: str) -> str:
    """Return an expression for the text with any white space and any shape of quotation marks."""
    return r"\s+".join("".join(map(_sign, word)) for word in text.split())


def _sign(character: str) -> str:
    same = plain(character)
    marks = "".join(chr(mark) for mark, shape in QUOTATION_MARKS.items() if shape == same)
    return f"[{same}{marks}]" if marks else re.escape(character)


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch begins and ends between words: "able" in "unable" and "5" in "2.5" are no quotes."""
    before, first, last, after = text[max(0, start - 2) : start], text[start], text[end - 1], text[end : end + 2]
    if first.isalnum() and (before[-1:].isalnum() or (first.isdigit() and INSIDE_A_NUMBER.search(before))):
        return False
    return not (last.isalnum() and (after[:1].isalnum() or (last.isdigit() and GOES_ON_AS_NUMBER.match(after))))


def _quote(hit: Hit, span: Span) -> Quote:
    passage = hit.passage
    whole = _in_sentences(span, passage.sentences)
    start = whole.start - passage.span.start
    return Quote(
        document=hit.document,
        span=whole,
        text=passage.text[start : whole.end - passage.span.start],
        heading=passage.heading,
        line=passage.line + passage.text.count("\n", 0, start),
        page=passage.page,
    )


def _in_sentences(span: Span, sentences: Sequence[Span]) -> Span:
    """Return the span from the beginning of the sentence it begins in to the end of the one it ends in."""
    touched = [each for each in sentences if each.start < span.end and span.start < each.end]
    return Span(min([span.start, *(each.start for each in touched)]), max([span.end, *(each.end for each in touched)]))
