"""Where a quote stands, in words: the document, the headings above it, page, line and version."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from bot.answering.answer import Quote
from bot.discord_ui.screens.escaping import safe_line
from index.documents import HEADING_SEPARATOR

LONGEST_TITLE: Final = 100
LONGEST_HEADING: Final = 140
UNTITLED: Final = "untitled"


def place(quote: Quote) -> str:
    """Return two lines of markdown: the title with the headings, and in small print the rest."""
    document = quote.document
    spot = spot_in_document(quote.page, quote.line)
    return f"{title_and_heading(document.title, quote.heading)}\n-# {spot} · version of {day(document.updated_at)}"


def title_and_heading(title: str, heading: str) -> str:
    """Return `Handbook › Leave › Sick leave`, the title in bold, each cut where it is very long."""
    path = heading.split(HEADING_SEPARATOR)
    below = HEADING_SEPARATOR.join(path[1:] if path[0] == title else path)  # often a document's first heading
    bold = f"**{shown_title(title)}**"
    return f"{bold}{HEADING_SEPARATOR}{safe_line(below, LONGEST_HEADING)}" if below.strip() else bold


def shown_title(title: str) -> str:
    """Return a title as markdown, cut where it is very long."""
    return safe_line(title, LONGEST_TITLE, UNTITLED)


def spot_in_document(page: int | None, line: int) -> str:
    """Return `page 3 · line 40`."""
    return f"line {line:,}" if page is None else f"page {page:,} · line {line:,}"


def day(moment: datetime) -> str:
    """Return a date that every reader sees in their own language."""
    return f"<t:{int(moment.timestamp())}:D>"


def minute(moment: datetime) -> str:
    """Return a date with the time of day that every reader sees in their own language and zone."""
    return f"<t:{int(moment.timestamp())}:f>"
