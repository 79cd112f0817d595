"""A passage on the screen, the quote in it highlighted, with the passages before and after it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.discord_ui.screens.actions import custom_id
from bot.discord_ui.screens.escaping import safe
from bot.discord_ui.screens.places import day, shown_title, spot_in_document, title_and_heading
from bot.discord_ui.screens.screen import Button, Link, Row, Screen, Text
from bot.discord_ui.screens.source_links import text_fragment_link
from bot.discord_ui.screens.splitting import border, length
from index.documents import Passage, Span

ROOM: Final = 3200
"""UTF-16 units for a passage, escaped, quoted and highlighted; the rest of Discord's 4,000 says where it stands."""
HIGHLIGHT: Final = ("**__", "__**")
PER_LINE: Final = length("> \n" + "".join(HIGHLIGHT))

NOTHING_BEFORE: Final = custom_id("end", "-", "before")
NOTHING_AFTER: Final = custom_id("end", "-", "after")
"""For the buttons at the ends of a document, which cannot be pressed but must have an id."""


@dataclass(frozen=True, slots=True)
class PassageView:
    """A leaf of a version of a document: a passage, or a part of a very long one.

    `text` is the leaf's and `start` where it begins in the version's text; `quote` is a span of the version's text, or
    None where there is none to show. `changed_at` is when a newer version took its place, None while it is live.
    `previous` and `next` are the custom ids of the buttons, None at the ends of the document.
    """

    title: str
    source: str
    version: int
    version_date: datetime
    changed_at: datetime | None
    heading: str
    page: int | None
    line: int
    text: str
    start: int
    quote: Span | None
    previous: str | None
    next: str | None


def leaves(passages: Iterable[Passage]) -> list[Span]:
    """Return what is shown at a time, in order: each passage's span, or those of its parts where it is too long."""
    return [leaf for passage in passages for leaf in _fitting(passage.text, passage.span.start)]


def leaf_at(found: Sequence[Span], at: int) -> int:
    """Return the position of the leaf that holds the character `at`, or else of the one before it (0 if none is)."""
    return max(0, bisect_right([leaf.start for leaf in found], at) - 1)


def passage_screen(view: PassageView) -> Screen:
    """Return a passage with its place, its quote highlighted, and the buttons to go on from there."""
    spot = spot_in_document(view.page, view.line)
    lines = [
        title_and_heading(view.title, view.heading),
        f"-# {spot} · version {view.version:,} of {day(view.version_date)}",
    ]
    if view.changed_at is not None:
        lines.append(f"⚠️ **An older version:** the document has changed since, on {day(view.changed_at)}.")
    buttons = tuple(_buttons(view))
    rows = (Row(buttons),) if buttons else ()
    text = Text(highlighted(view.text, _quote_in(view)))
    return Screen((Text("\n".join(lines)), text, *rows), "answer" if view.changed_at is None else "not_found")


def gone_screen(title: str) -> Screen:
    """Return what is shown for a passage of a document that was removed."""
    sentence = f"“{shown_title(title)}” was removed from the library, so its passages can no longer be shown."
    return Screen((Text(sentence),), "notice")


def highlighted(text: str, quote: Span | None) -> str:
    """Return `text` as a block quote that shows it, what `quote` covers of it in bold and underlined."""
    lines = [""]
    for part, is_quote in _parts(text, quote):
        first, *others = (_marked(line) if is_quote else line for line in safe(part).split("\n"))
        lines[-1] += first
        lines += others
    return "\n".join(f"> {line}" for line in lines)


def _parts(text: str, quote: Span | None) -> Iterator[tuple[str, bool]]:
    """Cut `text` around the quote, never between the two characters of a line break."""
    if quote is None:
        yield text, False
        return
    start, end = (at + (text[at - 1 : at + 1] == "\r\n") for at in (quote.start, quote.end))
    yield text[:start], False
    yield text[start:end], True
    yield text[end:], False


def _marked(line: str) -> str:
    """Highlight a line, but not the white space around it."""
    core = line.strip()
    before, after = HIGHLIGHT
    return line.replace(core, f"{before}{core}{after}", 1) if core else line


def _quote_in(view: PassageView) -> Span | None:
    """Return what of the quote lies in the leaf, counted from its start."""
    if view.quote is None:
        return None
    start, end = (min(max(at - view.start, 0), len(view.text)) for at in (view.quote.start, view.quote.end))
    return Span(start, end) if view.text[start:end].strip() else None


def _buttons(view: PassageView) -> Iterator[Button | Link]:
    if view.previous or view.next:
        yield Button("◀ Previous passage", view.previous or NOTHING_BEFORE, disabled=view.previous is None)
        yield Button("Next passage ▶", view.next or NOTHING_AFTER, disabled=view.next is None)
    quote = _quote_in(view)
    link = text_fragment_link(view.source, (quote or Span(0, 0)).of(view.text))
    if link is not None:
        yield Link("Open source", link)


def _fitting(text: str, start: int) -> Iterator[Span]:
    """Yield the span of `text`, which begins at `start`, or of its halves, whichever fit; none for white space."""
    if not text.strip():
        return
    shown = safe(text)
    if length(shown) + PER_LINE * (shown.count("\n") + 1) <= ROOM:
        yield Span(start, start + len(text))
        return
    at = border(text, max(2, length(text) * 2 // 3))
    yield from _fitting(text[:at], start)
    yield from _fitting(text[at:], start + at)
