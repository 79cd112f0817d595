"""Summaries as screens: what is said, how much was read, and the ways to each quote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, takewhile
from typing import Final

from bot.answering.answer import Citation
from bot.answering.summaries.markdown import nothing_said
from bot.answering.summaries.request import Scope
from bot.answering.summaries.summary import Coverage, Summary
from bot.discord_ui.rendering import (
    LONGEST_NOTE,
    NOT_FOUND,
    SOURCES,
    Role,
    answer_screen,
    question_title,
    written_by,
)
from bot.discord_ui.screens.actions import custom_id
from bot.discord_ui.screens.escaping import safe, safe_line
from bot.discord_ui.screens.paging import source
from bot.discord_ui.screens.places import spot_in_document
from bot.discord_ui.screens.screen import Accent, Block, Button, Menu, Option, Row, Rule, Screen, Section, Text
from bot.discord_ui.screens.splitting import length, shortened
from bot.discord_ui.summaries.keeping import summary_in
from bot.discord_ui.summaries.paging import Page, pages_of
from bot.records.nouns import GivenAnswer
from index.documents import HEADING_SEPARATOR

ROOM: Final = 2800
"""UTF-16 units on a page for sentences and sources; the rest is for what stands around them."""
ROOM_FOR_COVERAGE: Final = 300
"""Of that rest. What coverage takes beyond it comes off the sentences' room."""
LONGEST_COVERAGE: Final = 1_500
MORE: Final = "and {:,} more"
FEW_QUOTES: Final = 3
"""So many have a line and a button each; more are opened from a menu."""
NOTHING_SAID: Final = "**No sentence was found for this summary.**"
NO_CHANGE: Final = "**There is no change to tell.**"
OF_MESSAGES: Final = "Quoted from the messages"
OPEN_A_QUOTE: Final = "Show the passage of a source"

Kept = tuple[str, str]
"""The library and the id under which a summary is kept, so that its quotes can be opened."""


def screens(summary: Summary, kept: Kept | None = None) -> list[Screen]:
    """Return the pages of a summary, at least one, without the buttons that are for the whole of it.

    Quotes can be opened where it is `kept`. The marks of a discussion lead to its messages by themselves.
    """
    coverage = coverage_text(summary.coverage)
    room = ROOM - max(0, length(coverage) - ROOM_FOR_COVERAGE)
    pages = [*pages_of(summary, room)]
    accent: Accent = "answer" if summary.coverage.whole and summary.answer.claims else "not_found"
    return [
        Screen((*_body(summary, page, coverage, kept, room), *_end(summary, number, len(pages))), accent)
        for number, page in enumerate(pages, start=1)
    ]


def coverage_text(coverage: Coverage) -> str:
    """Return how much was read as markdown; of very many failed sections the first, and how many more there are."""
    failed = coverage.failed
    room = LONGEST_COVERAGE - length(safe(str(replace(coverage, failed=(MORE,)))))
    taken = accumulate(length(safe(name)) + len("; ") for name in failed)
    fitting = sum(1 for _ in takewhile(lambda so_far: so_far <= room, taken))
    if fitting < len(failed):
        failed = (*failed[:fitting], MORE.format(len(failed) - fitting))
    said = shortened(" ".join(safe(str(replace(coverage, failed=failed))).split()), LONGEST_COVERAGE)
    return f"-# {said}" if coverage.whole else f"⚠️ {said}"


def summary_screen(given: GivenAnswer, page: int = 1, *, role: Role, held: bool = False) -> Screen:
    """Return a page of a summary with its buttons, the nearest there is. Pages count from 1.

    `role` says who sees it. One that is `held` is in memory alone: its quotes are not opened, and nobody asks on.
    """
    pages = screens(summary_in(given), None if held else (given.library, given.id))
    page = min(max(page, 1), len(pages))
    shown = pages[page - 1]
    if not given.answer.claims:
        return shown
    rows = (Row(tuple(_buttons(given, role, held=held))), *_turns(given, page, len(pages)))
    return replace(shown, blocks=(*shown.blocks, *rows))


def given_screen(given: GivenAnswer, page: int = 1, *, role: Role | None = None) -> Screen:
    """Return a page of what was given, an answer under its question or a summary."""
    if given.searched.summary is None:
        return answer_screen(given, page, show_question=True, role=role)
    return summary_screen(given, page, role=role or ("private" if given.private else "public"))


def _body(summary: Summary, page: Page, coverage: str, kept: Kept | None, room: int) -> Iterator[Block]:
    """Yield what was asked for, how much was read, what is said, and the ways to the quotes."""
    title = question_title(summary.answer.question)
    yield Text(f"{title.markdown}\n{coverage}")
    yield Text(page.markdown or _nothing(summary))
    if kept is not None and page.citations:
        yield from _quotes(page, kept, room)


def _quotes(page: Page, kept: Kept, room: int) -> Iterator[Block]:
    listed = [source(citation) for citation in page.citations]
    if len(listed) <= FEW_QUOTES and length(page.markdown) + sum(map(length, listed)) <= room:
        yield Rule()
        yield Text(SOURCES)
        for line, citation in zip(listed, page.citations, strict=True):
            yield Section(line, Button("Show passage", custom_id("passage", *kept, citation.number, "-")))
    else:
        of_one = len({citation.quote.document.id for citation in page.citations}) == 1
        options = tuple(_option(citation, with_title=not of_one) for citation in page.citations)
        yield Menu(custom_id("quote", *kept), OPEN_A_QUOTE, options)


def _option(citation: Citation, *, with_title: bool) -> Option:
    """Return a quote as a line of a menu: `3. Rules › Fire` and below it `version 1 · line 40 · The extinguishers…`."""
    quote = citation.quote
    path = quote.heading.split(HEADING_SEPARATOR) if quote.heading else []
    below = path[1:] if path[:1] == [quote.document.title] else path
    title = [quote.document.title] if with_title or not below else []
    spot = f"version {quote.document.version:,} · {spot_in_document(quote.page, quote.line)}"
    label = f"{citation.number}. {HEADING_SEPARATOR.join([*title, *below[-1:]])}"
    return Option(label, str(citation.number), f"{spot} · {quote.text}")


def _nothing(summary: Summary) -> str:
    """Return what stands in the place of sentences."""
    scope, said = summary.request.scope, nothing_said(summary)
    if scope is Scope.TOPIC:
        return NOT_FOUND
    if said:
        return f"**{safe_line(said, LONGEST_NOTE)}**"
    return NO_CHANGE if scope is Scope.CHANGES else NOTHING_SAID


def _end(summary: Summary, page: int, pages: int) -> Iterator[Block]:
    """Yield the small print, where there is any."""
    answer, lines = summary.answer, []
    if answer.claims:
        of_messages = summary.request.scope is Scope.DISCUSSION and answer.model is None
        lines.append(OF_MESSAGES if of_messages else written_by(answer))
    if answer.note:
        lines.append(safe_line(answer.note, LONGEST_NOTE))
    if pages > 1:
        lines.append(f"Page {page} of {pages}")
    if lines:
        yield Text("\n".join(f"-# {line}" for line in lines))


def _buttons(given: GivenAnswer, role: Role, *, held: bool) -> Iterator[Button]:
    of = (given.library, given.id)
    first_shown = not held and not given.shared
    if first_shown and role != "thread":
        action = "summary-ask" if role == "private" else "thread"
        yield Button("Ask about this", custom_id(action, *of), "primary")
    yield Button("Export", custom_id("export", *of))
    if first_shown and role == "private":
        yield Button("Share", custom_id("share", *of))
    if not held:
        yield Button("Helpful", custom_id("rate", *of, 1))
        yield Button("Not helpful", custom_id("rate", *of, 0))


def _turns(given: GivenAnswer, page: int, pages: int) -> Iterator[Row]:
    if pages > 1:
        of = (given.library, given.id)
        back = Button("◀ Back", custom_id("summary-page", *of, page - 1), disabled=page == 1)
        more = Button("More ▶", custom_id("summary-page", *of, page + 1), disabled=page == pages)
        yield Row((back, more))
