"""The YAML block at the top of a Markdown file. It is found and its title taken, not parsed: YAML can be hostile."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.documents import Span

_YAML_LINE = re.compile(r"\s|#|- |-$|\w[\w .-]{0,60}:(?:\s|$)|[\]}]")
_TITLE = re.compile(r"title:\s*(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`span` covers the block with its fences, `lines` counts its lines, `title` is "" where it names none."""

    span: Span
    lines: int
    title: str


def front_matter(text: str, lines: list[Span]) -> FrontMatter | None:
    """Return the file's front matter, None where the first line only draws a rule above prose."""
    if lines[0].of(text).rstrip() != "---":
        return None
    title = ""
    for number, line in enumerate(lines[1:], start=1):
        words = line.of(text).rstrip()
        if words in {"---", "..."}:
            return FrontMatter(Span(lines[0].start, line.end), number + 1, title) if number > 1 else None
        if words and not _YAML_LINE.match(words):
            return None
        found = _TITLE.match(words)
        title = title or (found[1].strip("\"' ") if found else "")
    return None
