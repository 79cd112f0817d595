"""Which line ends a writer meant, and which only wrap prose.

A line end within a paragraph is meant before a list item, after a full stop, after a line that had room for more, and
where both lines are of a kind that is written line by line: rows of a table or a list of fields, messages, code.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from itertools import islice

from index.documents import Span

LIST_MARKER = re.compile(r"\s*+(?:[-*+•‣–]|\(?\d{1,3}[.)]|[a-z]\)|\||>|#)\s")
FINISHED = re.compile(r"[.!?:;…。！？][\"'”’)\]*_]*$")
LINE_END_LOOKED_AT = 40

CELLS = " | "
"""Parts the cells of a table's row."""
ENTRY = re.compile(r"\s*+(?:\[[^\]\n]{1,40}\]\s?)?(?:[^\n]{0,200}› )?(?:[^\n.,;:!?]|[.,;:!?](?! )){1,60}:\s")
"""Opens a line that says what it is about: a row "Name: Ada; Role: chair", a message "[10:02] Ada: Yes", "a › b: 7"."""
FIELDS = re.compile(r"\s*+[^\n.,;:!?]{1,60}: [^\n]*?; [^\n.,;:!?]{1,60}: ")
CODE = re.compile(
    r"[{}]|\w[(\[]|[\w)\]] ?[-+*/|&:]?=|->|=>|::|;\s*$|</?\w|^\s*+(?:import|def|const|elif|from \S+ import|return)\b"
)

SHORT_LINE = 0.7
"""A line shorter than this share of the longest one around it was ended by its writer, not by wrapping."""
LINES_AROUND = 20
"""Lines before and after in which the longest is looked for, so that a change far away changes nothing here."""
AT_ONCE = 50_000
"""Characters that are cut into lines at once, at least: cutting megabytes would keep every other thread waiting."""
LINE_END = re.compile(r"\r?\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What str.splitlines takes for a line's end."""
OPENING = 500
"""Characters of a line by which its kind is told."""


def neighbouring_lines(text: str, paragraph: Span) -> Iterator[tuple[str, str, int]]:
    """Yield each line of a stretch with the line after it ("" after the last) and the length of the longest around."""
    lines = _lines(text, paragraph)
    ahead = deque(islice(lines, LINES_AROUND + 1))
    lengths = deque(map(len, ahead), maxlen=2 * LINES_AROUND + 1)
    while ahead:
        line = ahead.popleft()
        yield line, ahead[0] if ahead else "", max(lengths)
        coming = next(lines, "")
        lengths.append(len(coming))
        if coming:
            ahead.append(coming)


def stands_alone(line: str, following: str, longest: int) -> bool:
    """Tell whether the end of a line is the end of a sentence too, whatever its punctuation."""
    if LIST_MARKER.match(following) or FINISHED.search(line.rstrip()[-LINE_END_LOOKED_AT:]):
        return True
    if CELLS in line and CELLS in following:
        return True
    if ENTRY.match(line) and ENTRY.match(following) and _is_lower(line) == _is_lower(following):
        return True
    if CODE.search(line[:OPENING]) and CODE.search(following[:OPENING]):
        return True
    return len(line) < SHORT_LINE * longest and not _is_lower(following)


def is_row(text: str, block: Span) -> bool:
    """Tell whether a stretch is a row of a table, which is one sentence whatever its cells hold."""
    opening = text[block.start : min(block.end, block.start + OPENING)]
    return bool(FIELDS.match(opening)) or (CELLS in opening and block.end - block.start <= OPENING)


def _is_lower(line: str) -> bool:
    return line.lstrip()[:1].islower()


def _lines(text: str, paragraph: Span) -> Iterator[str]:
    start = paragraph.start
    while start < paragraph.end:
        line_end = LINE_END.search(text, start + AT_ONCE, paragraph.end)
        end = line_end.end() if line_end else paragraph.end
        yield from text[start:end].splitlines(keepends=True)
        start = end
