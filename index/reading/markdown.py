"""Markdown: the file as it is, with the places of its headings, front matter and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from index.documents import Heading, Reading, Span
from index.reading.dates import day_of
from index.reading.encodings.decoding import decoded
from index.reading.format import Format
from index.reading.front_matter import FrontMatter, front_matter
from index.reading.html.comments import comments_within
from index.reading.spans import merged
from index.reading.titles import clean_title, title_from

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LINE_END = re.compile(r"\r\n?|\n")
_LONGEST_HEADING = 1000


def read(file: str, data: bytes) -> Reading:
    """Return the file decoded, untouched. Raises SourceUnreadable."""
    found = decoded(file, data)
    text = found.text
    lines = _lines(text)
    matter = front_matter(text, lines)
    parser = _parser()
    env: dict[str, object] = {}
    tokens = parser.parse(_body(text, lines, matter), env)
    headings = tuple(_headings(parser, tokens, env, lines))
    return Reading(
        title=_title(headings, matter) or title_from(file),
        text=text,
        headings=headings,
        furniture=merged([*([matter.span] if matter else []), *_comments(text, tokens, lines)]),
        notes=found.notes,
        published=day_of(matter.date) if matter else None,
    )


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # Only block structure has to be found; the inside of a paragraph is parsed for headings alone.
    return MarkdownIt("commonmark").disable("inline")


def _lines(text: str) -> list[Span]:
    """Return the lines as the parser numbers them, without their ends, in offsets of the untouched text."""
    start = 1 if text.startswith("\ufeff") else 0
    lines: list[Span] = []
    for end in _LINE_END.finditer(text):
        lines.append(Span(start, end.start()))
        start = end.end()
    lines.append(Span(start, len(text)))
    return lines


def _body(text: str, lines: list[Span], matter: FrontMatter | None) -> str:
    """Return what the parser reads: no byte order mark, and blank lines for front matter so that the count holds."""
    if matter is None:
        return text[lines[0].start :]
    rest = text[lines[matter.lines].start :] if matter.lines < len(lines) else ""
    return "\n" * matter.lines + rest


def _headings(parser: MarkdownIt, tokens: list[Token], env: dict[str, object], lines: list[Span]) -> Iterator[Heading]:
    for opening, inline in pairwise(tokens):
        # A heading within a list or a quotation heads nothing that follows it.
        if opening.type != "heading_open" or opening.level or opening.map is None:
            continue
        words = _words(parser, inline.content[:_LONGEST_HEADING], env)
        if words:
            yield Heading(_span(lines, opening.map), int(opening.tag[1:]), words)


def _words(parser: MarkdownIt, source: str, env: dict[str, object]) -> str:
    """Return what a reader sees of a heading's Markdown: `## The *second* [law](x)` reads "The second law"."""
    pieces: list[Token] = []
    parser.inline.parse(source, parser, env, pieces)
    seen = (" " if piece.type.endswith("break") else piece.content for piece in pieces if piece.type != "html_inline")
    return " ".join("".join(seen).split())


def _title(headings: tuple[Heading, ...], matter: FrontMatter | None) -> str:
    first = next((heading.text for heading in headings if heading.level == 1), "")
    return clean_title(first) or (clean_title(matter.title) if matter else "")


def _comments(text: str, tokens: list[Token], lines: list[Span]) -> Iterator[Span]:
    for token in tokens:
        if token.map is not None and token.type in {"html_block", "inline"}:
            yield from comments_within(text, _span(lines, token.map), html=token.type == "html_block")


def _span(lines: list[Span], numbers: list[int]) -> Span:
    """Return the whole lines `numbers[0]` to `numbers[1]` (exclusive)."""
    return Span(lines[numbers[0]].start, lines[numbers[1] - 1].end)


FORMAT = Format("Markdown", (".md", ".markdown"), ("text/markdown", "text/x-markdown"), read)
