"""Jobs on the screen: what is asked for, how far each is, what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.discord_ui.documents.adding_rendering import LONGEST_NAME, LONGEST_SENTENCE, counted_outcomes, time_left
from bot.discord_ui.documents.turning import nearest_page, on_page, turns
from bot.discord_ui.rendering import notice
from bot.discord_ui.screens.actions import custom_id
from bot.discord_ui.screens.escaping import safe_line
from bot.discord_ui.screens.places import minute
from bot.discord_ui.screens.screen import Block, Button, Screen, Section, Text
from bot.wording import counted
from index.jobs.items import shown_title
from index.jobs.job import Item, Job, JobKind

ON_A_PAGE: Final = 6
NOTHING: Final = "Nothing is being added or read anew here, and nothing has been lately."
DOING: Final[dict[JobKind, str]] = {"add": "Add", "reindex": "Read anew", "refresh": "Look at again"}


def jobs_screen(library: str, jobs: Sequence[Job], page: int) -> Screen:
    """Return a page of the library's jobs, the open ones first and then the newest; of those shown with their items."""
    if not jobs:
        return notice(NOTHING)
    page, last = nearest_page(page, len(jobs), ON_A_PAGE)
    still = sum(job.open for job in jobs)
    heading = f"**{counted(still, 'job')} to be done**, {len(jobs) - still:,} ended lately"
    rows = turns(page, last, lambda other: custom_id("jobs", library, other))
    return Screen((Text(heading), *(_block(job, page) for job in on_page(jobs, page, ON_A_PAGE)), *rows), "notice")


def _block(job: Job, page: int) -> Block:
    text = f"**{DOING[job.kind]}:** {_names(job.items)}\n-# {_state(job)}"
    if not job.open:
        return Text(text)
    return Section(text, Button("Cancel", custom_id("cancel", job.library, job.id, page)))


def _names(items: Sequence[Item]) -> str:
    if not items:
        return "—"
    first = safe_line(shown_title(items[0]), LONGEST_NAME)
    return first if len(items) == 1 else f"{first} and {len(items) - 1:,} more"


def _state(job: Job) -> str:
    if not job.open:
        ended = f"{job.state} {minute(job.ended_at)}" if job.ended_at else job.state
        found = counted_outcomes(item.outcome for item in job.items)
        problems = [problem for item in job.items for problem in item.outcome.problems]
        first = [safe_line(problems[0], LONGEST_SENTENCE)] if problems else []
        return " · ".join([ended, *found, *first])
    progress = job.progress
    parts = [f"{job.state}, asked for {minute(job.created_at)}"]
    if progress.items > 1:
        parts.append(f"{progress.items_done:,} of {progress.items:,} done")
    if progress.passages:
        parts.append(f"{100 * progress.passages_done // progress.passages} %")
    if progress.seconds_left is not None and job.state == "running":
        parts.append(f"{time_left(progress.seconds_left)} left")
    return " · ".join(parts)
