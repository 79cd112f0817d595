"""Which lines of a text belong to the page it was taken from rather than to the document.

Losing a line of the document is worse than keeping a line of the page: a rule takes whole short lines only, by their
exact words and their surroundings, and what a heading or a question introduces stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from index.documents import Heading, Span
from index.reading.boilerplate import blocks
from index.reading.boilerplate.lines import Line, lines_of
from index.reading.boilerplate.patterns import fits_pattern
from index.reading.boilerplate.phrases import ALONE, ALWAYS, IN_COMPANY


def find_furniture(text: str, headings: Iterable[Heading] = ()) -> tuple[Span, ...]:
    """Return the whole lines of `text` that are page furniture, neighbouring ones as one span: sorted, disjoint.

    Returns nothing where everything would be furniture: then it is what the document is about.
    """
    lines = lines_of(text, headings)
    marks = _by_words(lines) | blocks.menus(lines) | blocks.cookie_notices(lines)
    marks |= blocks.related_lists(lines) | blocks.anchor_lists(lines) | blocks.copyright_lines(lines)
    marks = {number for number in marks if not _introduced(lines, number, marks)}
    marks = _with_company(lines, marks)
    marks -= _heads_of_something(lines, marks)
    return _spans(lines, marks) if len(marks) < len(lines) else ()


def _by_words(lines: Sequence[Line]) -> set[int]:
    """Return the lines whose own words give them away."""
    found = {number for number, line in enumerate(lines) if line.phrase in ALWAYS or fits_pattern(line)}
    alone = {number for number, line in enumerate(lines) if line.phrase in ALONE and (line.alone or line.level)}
    candidates = alone | found
    return found | {number for number in alone if not _defined_term(lines, number, candidates)}


def _defined_term(lines: Sequence[Line], number: int, candidates: set[int]) -> bool:
    """Whether the line is one of several terms that each have a paragraph of their own, as in a glossary."""
    if not _heads_prose(lines, number, candidates):
        return False
    others = (other for other in (number - 2, number + 2) if 0 <= other < len(lines) and other not in candidates)
    return any(lines[other].alone and lines[other].label for other in others)


def _introduced(lines: Sequence[Line], number: int, marks: set[int]) -> bool:
    """Whether the line before asks for this one: a question, or words that end in a colon."""
    before = number - 1
    return number > 0 and before not in marks and lines[before].text.endswith((":", "?")) and not lines[number].level


def _with_company(lines: Sequence[Line], marks: set[int]) -> set[int]:
    """Add the words that mean something else on their own ("Website", "Menu") but stand beside furniture here."""
    marks = set(marks)
    for order, step in ((range(len(lines)), -1), (range(len(lines) - 1, -1, -1), 1)):
        marks.update(_joining(lines, marks, order, step))
    return marks


def _joining(lines: Sequence[Line], marks: set[int], order: range, step: int) -> set[int]:
    joined: set[int] = set()
    for number in order:
        beside = number + step
        if lines[number].phrase in IN_COMPANY and (beside in marks or beside in joined):
            joined.add(number)
    return {number for number in joined if not _heads_prose(lines, number, marks)}


def _heads_prose(lines: Sequence[Line], number: int, marks: set[int]) -> bool:
    """Whether the line may be the title of the paragraph after it."""
    line, after = lines[number], number + 1
    return not line.level and line.gap_before and after < len(lines) and after not in marks and lines[after].prose


def _heads_of_something(lines: Sequence[Line], marks: set[int]) -> set[int]:
    """Return the marked headings with something under them that is not furniture."""
    kept: set[int] = set()
    holds, below = False, 0
    for number in range(len(lines) - 1, -1, -1):
        level = lines[number].level
        if not level:
            holds = holds or number not in marks
            continue
        if number in marks and (holds or below > level):
            kept.add(number)
        below = level if number not in marks or number in kept else below
        holds = False
    return kept


def _spans(lines: Sequence[Line], marks: set[int]) -> tuple[Span, ...]:
    runs = groupby(range(len(lines)), key=marks.__contains__)
    groups = [list(numbers) for marked, numbers in runs if marked]
    return tuple(Span(lines[group[0]].span.start, lines[group[-1]].span.end) for group in groups)
