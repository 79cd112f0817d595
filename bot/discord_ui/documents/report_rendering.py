"""What changed in followed documents, on the screen: in a server's channel for everyone, all of it for who presses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.discord_ui.documents.adding_rendering import LONGEST_SENTENCE, counted_outcomes, notes_under
from bot.discord_ui.documents.library_rendering import WHOLE
from bot.discord_ui.documents.turning import nearest_page, on_page, turns
from bot.discord_ui.screens.actions import custom_id
from bot.discord_ui.screens.escaping import safe_line
from bot.discord_ui.screens.places import shown_title
from bot.discord_ui.screens.screen import Block, Button, Row, Screen, Section, Text
from bot.wording import counted
from index.documents import Change
from index.jobs.job import Job, Outcome

ON_A_PAGE: Final = 6
LONGEST_NOTE: Final = 60
HEADING: Final = "**What changed in the documents**"

News = Change | str
"""A document that came, changed or went, or a sentence on what could not be done."""


def news(job: Job) -> list[News]:
    """Return what of a job's end there is to tell."""
    changes = (change for item in job.items for change in item.outcome.changes if change.outcome != "unchanged")
    # Once each: Discord refuses a message that has two buttons of one id.
    once = {(change.document_id, change.version, change.replaced): change for change in changes}
    return [*once.values(), *(problem for item in job.items for problem in item.outcome.problems)]


def report_screen(job: Job) -> Screen:
    """Return what everyone in the channel sees, with a button that leads to what does not fit."""
    told = news(job)
    more = len(told) - ON_A_PAGE
    rows = (Row((Button(f"All {len(told):,}", custom_id("report", job.library, job.id)),)),) if more > 0 else ()
    return _screen(job, told[:ON_A_PAGE], rows)


def page_screen(job: Job, page: int) -> Screen:
    """Return a page of all there is to tell, for one person. Pages count from 0."""
    told = news(job)
    page, last = nearest_page(page, len(told), ON_A_PAGE)
    rows = turns(page, last, lambda other: custom_id("report-page", job.library, job.id, other))
    return _screen(job, on_page(told, page, ON_A_PAGE), rows)


def _screen(job: Job, shown: Sequence[News], rows: Sequence[Row]) -> Screen:
    problems = [problem for item in job.items for problem in item.outcome.problems]
    changes = tuple(each for each in news(job) if isinstance(each, Change))
    counts = ", ".join(counted_outcomes([Outcome(changes, tuple(problems))]))
    blocks = [_block(job.library, each) for each in shown]
    return Screen((Text(f"{HEADING}: {counts}"), *blocks, *rows), "problem" if problems else "notice")


def _block(library: str, told: News) -> Block:
    if isinstance(told, str):
        return Text(f"⚠️ {safe_line(told, LONGEST_SENTENCE)}")
    title = f"**{shown_title(told.title)}**"
    moved = [f"{counted(told.came, 'passage')} new"] if told.came else []
    moved += [f"{counted(told.went, 'passage')} gone"] if told.went else []
    figures = ", ".join(moved) or "no passage new or gone"
    if told.version is None:
        return Text(f"{title} was removed\n-# {figures}")
    happened = "is new" if told.replaced is None else f"changed, now version {told.version:,}"
    text = "\n".join([f"{title} {happened}", f"-# {figures}", *notes_under(told.notes, 1, LONGEST_NOTE)])
    if told.replaced is None:
        return Section(text, Button("Read", custom_id("read", library, told.document_id, told.version, WHOLE)))
    compare = custom_id("compare", library, told.document_id, told.replaced, told.version)
    return Section(text, Button("What changed", compare))
