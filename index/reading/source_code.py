"""Source code: the file as it is, in sections that each hold one definition with the comments above it.

What marks the place of a definition is the line end before it: a heading is not quoted, and every line of code can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import PurePosixPath
from typing import Final

from index.documents import Heading, Reading, Span
from index.reading.definitions import definitions
from index.reading.encodings.decoding import decoded
from index.reading.format import Format
from index.reading.titles import clean_title

_LINE = re.compile(r"[^\n]+\n?|\n")
_ABOVE = re.compile(
    r"\s*(?:#(?!\s*(?:include|define|undef|if|ifdef|ifndef|else|endif|pragma)\b)|//|/\*|\*|--|;|@|\[\w)"
)
_MOST_ABOVE = 100
_MOST_LEVELS = 6
_MOST_DEFINITIONS = 20_000
"""Beyond these a file was made by a program, and goes on without headings."""

EXTENSIONS: Final = (
    *(".py", ".pyi", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".java", ".kt", ".kts", ".scala", ".groovy"),
    *(".c", ".h", ".cc", ".cpp", ".hpp", ".cs", ".go", ".rs", ".swift", ".rb", ".php", ".lua", ".pl", ".r", ".dart"),
    *(".sh", ".bash", ".ps1", ".sql", ".css", ".scss", ".ini", ".cfg", ".conf", ".properties", ".tex"),
)


def read(file: str, data: bytes) -> Reading:
    """Return the file decoded, untouched, with its definitions for headings; its title is its name."""
    found = decoded(file, data)
    headings = tuple(_headings(PurePosixPath(file).suffix.lower(), found.text))
    return Reading(title=clean_title(file) or "code", text=found.text, headings=headings, notes=found.notes)


def _headings(extension: str, text: str) -> Iterator[Heading]:
    spans = [Span(found.start(), found.end()) for found in _LINE.finditer(text)]
    lines = [span.of(text) for span in spans]
    last = 0
    for found in islice(definitions(extension, lines), _MOST_DEFINITIONS):
        start = spans[_top(lines, found.line)].start
        name = clean_title(found.name)
        # A definition on the first line has no line end before it, and nothing to be parted from.
        if start > last and name:
            yield Heading(Span(start - 1, start), min(found.level, _MOST_LEVELS), name)
            last = start


def _top(lines: Sequence[str], line: int) -> int:
    """Return the number of the line where the comments and decorators right above a definition begin."""
    top = line
    while top > max(line - _MOST_ABOVE, 0) and _ABOVE.match(lines[top - 1]):
        top -= 1
    return top


FORMAT = Format(
    "source code",
    EXTENSIONS,
    ("text/x-python", "text/javascript", "application/javascript", "text/css", "text/x-c", "application/sql"),
    read,
)
