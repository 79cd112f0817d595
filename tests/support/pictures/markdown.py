"""Discord's markdown, as far as the bot writes it, taken apart into lines of spans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, Literal

from tests.support.pictures.lettering import Look

Kind = Literal["words", "code", "mention"]
Names = Callable[[str], str]
"""Returns the name behind an id, with its mark: `@Maya`, `#general`."""

SMALL: Final = "-# "
QUOTE: Final = ">"
NUMBERED: Final = re.compile(r"\d+\. ")
LISTED: Final = "- "
BULLET: Final = "• "
INLINE: Final = re.compile(
    r"\\(?P<escaped>[^\w\s])"
    r"|`(?P<code>[^`\n]+)`"
    r"|\[(?P<link>\[\d+\])\]\(https://[^)\s]+\)"
    r"|<t:(?P<day>\d+):(?P<style>[Df])>"
    r"|<(?P<mention>(?:@|\#)\d+)>"
    r"|(?P<switch>\*\*|__|\*)"
)
SWITCHES: Final = {"**": "bold", "__": "underlined", "*": "italic"}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that looks the same."""

    text: str
    look: Look
    kind: Kind = "words"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was written. `hang` is how much of its beginning the lines it wraps to are indented by."""

    spans: tuple[Span, ...]
    quoted: bool = False
    hang: str = ""


def lines(markdown: str, look: Look, names: Names = str) -> Iterator[Line]:
    """Take markdown apart. Spans look like `look` but for what the markdown says of them."""
    for text in markdown.split("\n"):
        quoted = text.startswith(QUOTE)
        line = text[1:].removeprefix(" ") if quoted else text
        base = replace(look, size=look.size - 2, tone="faint") if line.startswith(SMALL) else look
        if line.startswith(LISTED):
            yield Line((Span(BULLET, base), *_spans(line.removeprefix(LISTED), base, names)), quoted, BULLET)
            continue
        number = NUMBERED.match(line)
        yield Line(tuple(_spans(line.removeprefix(SMALL), base, names)), quoted, number[0] if number else "")


def said(markdown: str, names: Names = str) -> str:
    """The words of a text alone, on one line."""
    plain = Look(1)
    return " ".join("".join(span.text for span in line.spans) for line in lines(markdown, plain, names))


def _spans(line: str, look: Look, names: Names) -> Iterator[Span]:
    at = 0
    for found in INLINE.finditer(line):
        if line[at : found.start()]:
            yield Span(line[at : found.start()], look)
        at = found.end()
        if found["switch"]:
            name = SWITCHES[found["switch"]]
            look = replace(look, **{name: not getattr(look, name)})
        else:
            yield _special(found, look, names)
    if line[at:]:
        yield Span(line[at:], look)


def _special(found: re.Match[str], look: Look, names: Names) -> Span:
    if found["escaped"]:
        return Span(found["escaped"], look)
    if found["code"]:
        return Span(found["code"], replace(look, code=True, size=look.size - 1), "code")
    if found["link"]:
        return Span(found["link"], replace(look, tone="link"))
    if found["mention"]:
        return Span(names(found["mention"]), replace(look, tone="mention"), "mention")
    day = datetime.fromtimestamp(int(found["day"]), UTC)
    time = f" {day:%I:%M %p}" if found["style"] == "f" else ""
    return Span(f"{day:%B} {day.day}, {day.year}{time}", look)
