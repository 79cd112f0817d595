"""A text as the lines that have something on them, each with what the furniture rules look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.documents import Heading, Span

_LINE = re.compile(r"[^\r\n]+")
_LINE_END = re.compile(r"\r\n?|\n")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_LIST_MARK = re.compile(r"(?:[-*+•–]|\d{1,3}[.)])\s+")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*|_)(.+)\1")
_ENDS = " \t:.!…→»›>←«\u2039*|–—-"
_SENTENCE_ENDS = (".", "!", "?", ":", ";", ",", "…", '."', ".”")
# A longer line is never furniture, and so no rule ever looks at it: this keeps every rule fast.
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its place, its `text` without list marks, emphasis and link targets ("" where no rule may look at it).

    `phrase` is the text in lower case without what may stand around it. `gap_before` and `gap_after` say whether blank
    lines part it from its neighbours, `listed` whether it is a list item. `target` is where it leads if it is nothing
    but a link, else "". `level` is its heading level, else 0.
    """

    span: Span
    text: str
    phrase: str
    gap_before: bool
    gap_after: bool
    listed: bool = False
    target: str = ""
    level: int = 0

    @property
    def alone(self) -> bool:
        """Whether the line is a paragraph of its own."""
        return self.gap_before and self.gap_after

    @property
    def prose(self) -> bool:
        """Whether the line reads as a sentence."""
        return not self.text or (self.text.endswith(_SENTENCE_ENDS) and len(self.text.split()) > 3)

    @property
    def label(self) -> bool:
        """Whether the line reads as a term or a title."""
        return bool(self.text) and len(self.text.split()) <= 5 and not self.text.endswith(_SENTENCE_ENDS)


def lines_of(text: str, headings: Iterable[Heading]) -> list[Line]:
    """Return the lines of `text` that are not blank, in order; a heading of several lines counts as one."""
    places = list(_places(text, headings))
    gaps = [True, *(_apart(text, left, right) for (left, _), (right, _) in pairwise(places)), True]
    fenced = False
    lines: list[Line] = []
    for number, (span, heading) in enumerate(places):
        if heading is not None:
            words = heading.text[:_LONGEST]
            lines.append(Line(span, words, _phrase(words), gaps[number], gaps[number + 1], level=heading.level))
            continue
        fence = _FENCE.match(text, span.start, span.end) is not None
        shown = "" if fenced or fence else span.of(text)
        fenced ^= fence
        lines.append(_line(span, shown, gaps[number], gaps[number + 1]))
    return lines


def _places(text: str, headings: Iterable[Heading]) -> Iterator[tuple[Span, Heading | None]]:
    starts = {heading.span.start: heading for heading in headings if heading.span.start < heading.span.end <= len(text)}
    done = 0
    for match in _LINE.finditer(text):
        if match.start() < done or match[0].isspace():
            continue
        heading = starts.get(match.start())
        done = heading.span.end if heading else match.end()
        yield Span(match.start(), done), heading


def _line(span: Span, shown: str, gap_before: bool, gap_after: bool) -> Line:
    words = shown.strip().lstrip("\ufeff")
    if not words or len(words) > _LONGEST:
        return Line(span, "", "", gap_before, gap_after)
    mark = _LIST_MARK.match(words)
    words = words[mark.end() :] if mark else words
    link = _LINK.fullmatch(words)
    words = " ".join(_LINK.sub(r"\1", words).split())
    emphasised = _EMPHASIS.fullmatch(words)
    words = emphasised[2] if emphasised else words
    return Line(span, words, _phrase(words), gap_before, gap_after, mark is not None, link[2] if link else "")


def _phrase(words: str) -> str:
    return words.casefold().replace("’", "'").strip(_ENDS)


def _apart(text: str, left: Span, right: Span) -> bool:
    """Whether a blank line stands between two lines."""
    ends = _LINE_END.finditer(text, left.end, right.start)
    return next(ends, None) is not None and next(ends, None) is not None
