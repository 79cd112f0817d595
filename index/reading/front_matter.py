"""The YAML block at the top of a Markdown file. It is found and its title taken, not parsed: YAML can be hostile."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.documents import Span

_YAML_LINE = re.compile(r"\s|#|- |-$|\w[\w .-]{0,60}:(?:\s|$)|[\]}]")
_FIELD = re.compile(r"(title|date):\s*(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """`span` covers the block with its fences, `lines` counts its lines; `title` and `date` are "" where none is."""

    span: Span
    lines: int
    title: str
    date: str


def front_matter(text: str, lines: list[Span]) -> FrontMatter | None:
    """Return the file's front matter, None where the first line only draws a rule above prose."""
    if lines[0].of(text).rstrip() != "---":
        return None
    fields: dict[str, str] = {}
    for number, line in enumerate(lines[1:], start=1):
        words = line.of(text).rstrip()
        if words in {"---", "..."}:
            span = Span(lines[0].start, line.end)
            return (
                FrontMatter(span, number + 1, fields.get("title", ""), fields.get("date", "")) if number > 1 else None
            )
        if words and not _YAML_LINE.match(words):
            return None
        field = _FIELD.match(words)
        if field and (value := field[2].strip("\"' ")):
            fields.setdefault(field[1].lower(), value)
    return None
