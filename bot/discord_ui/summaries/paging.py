"""A summary cut to pages that Discord takes: sentences under the titles of their sections, each with its marks.

The quotes of a page are opened from one menu, which has 25 lines, so that a page holds more sentences than one of an
answer, whose sources stand below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bot.answering.answer import Citation, Claim
from bot.answering.summaries.request import Scope
from bot.answering.summaries.summary import Summary
from bot.discord_ui.screens.escaping import safe_line
from bot.discord_ui.screens.paging import claim_parts, mark
from bot.discord_ui.screens.quotations import shown_claims
from bot.discord_ui.screens.splitting import length

MOST_QUOTES: Final = 25
"""Lines of a menu."""
LONGEST_TITLE: Final = 200
MESSAGE_LINK: Final = re.compile(r"https://discord\.com/channels/[0-9]{1,20}/[0-9]{1,20}/[0-9]{1,20}")


@dataclass(frozen=True, slots=True)
class Line:
    """A claim, or as much of one as fits, with its marks; `title` is that of its section, which it `opens` or not.

    `alone`: the section has no other.
    """

    title: str
    opens: bool
    alone: bool
    markdown: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says, and the citations its marks stand for, in the order of their numbers."""

    markdown: str
    citations: tuple[Citation, ...]


def pages_of(summary: Summary, room: int) -> Iterator[Page]:
    """Cut a summary to pages of at most `room` UTF-16 units; there is at least one, which may be empty."""
    page: list[Line] = []
    for line in _lines(summary, room - LONGEST_TITLE - length("\n****\n- ")):
        if page and not _fits([*page, line], room):
            yield Page(_text(page), tuple(_cited(page)))
            page = []
        page.append(line)
    yield Page(_text(page), tuple(_cited(page)))


def _lines(summary: Summary, room: int) -> Iterator[Line]:
    known = {citation.number: citation for citation in summary.answer.citations}
    marked = _linked if summary.request.scope is Scope.DISCUSSION else mark
    for title, claims in _titled(summary):
        parts = [part for claim in claims for part in claim_parts(claim, known, room, marked, _unlisted)]
        for at, part in enumerate(parts):
            yield Line(title, not at, len(parts) == 1, part.markdown, part.citations)


def _titled(summary: Summary) -> Iterator[tuple[str, Sequence[Claim]]]:
    """Yield the parts, their claims as they are shown; those of a discussion say themselves who is quoted."""
    answer = summary.answer
    claims = iter(answer.claims if summary.request.scope is Scope.DISCUSSION else shown_claims(answer))
    for part in summary.parts:
        title = safe_line(part.title, LONGEST_TITLE) if part.title else ""
        yield title, [*islice(claims, len(part.claims))]


def _unlisted(_: Citation) -> str:
    """Return nothing: the sources are in a menu, where they take no room."""
    return ""


def _linked(citation: Citation) -> str:
    """Return the mark of a message, which leads there. Nothing else is led to, whatever stands in the citation."""
    link = citation.quote.document.source
    return f"**[[{citation.number}]]({link})**" if MESSAGE_LINK.fullmatch(link) else mark(citation)


def _fits(lines: Sequence[Line], room: int) -> bool:
    return len(_cited(lines)) <= MOST_QUOTES and length(_text(lines)) <= room


def _text(lines: Sequence[Line]) -> str:
    """Put lines together, each section's under its title, which stands again where a page goes on with it."""
    said: list[str] = []
    for at, line in enumerate(lines):
        if line.title and (line.opens or not at):
            said.append(f"\n**{line.title}**" if at else f"**{line.title}**")
        said.append(line.markdown if line.alone else f"- {line.markdown}")
    return "\n".join(said)


def _cited(lines: Sequence[Line]) -> list[Citation]:
    found = {citation.number: citation for line in lines for citation in line.citations}
    return [found[number] for number in sorted(found)]
