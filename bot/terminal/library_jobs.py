"""`footnote library jobs`, `resume` and `cancel`: work that outlives a crash."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.terminal.endings import FAILED
from bot.terminal.options import DEFAULT_LIBRARY, AsJson, LibraryName, library_option
from bot.terminal.safe_text import one_line
from bot.terminal.session import opened
from bot.terminal.streams import say, show_json, tell
from bot.terminal.taken import Taken, as_json, summary
from bot.terminal.taking_in import finish_what_was_broken_off
from bot.wording import counted
from index.errors import StoreError

if TYPE_CHECKING:
    from bot.app import App
    from index.jobs.job import Job


def jobs(library: LibraryName = DEFAULT_LIBRARY, output_json: AsJson = False) -> None:
    """List the jobs: what runs or waits, and the last that ended."""
    with opened() as app:
        listed = _listed(app, library)
    if output_json:
        show_json({"library": library, "jobs": [_json(job) for job in listed]})
        return
    for job in listed:
        say(_line(job))
    if not listed:
        tell(f"The library {library} has had no jobs.")
    elif any(job.state == "waiting" for job in listed) and not any(job.state == "running" for job in listed):
        tell(f"`footnote library resume{library_option(library)}` carries out what waits.")


def resume(library: LibraryName = DEFAULT_LIBRARY, output_json: AsJson = False) -> None:
    """Finish jobs that a crash or a restart broke off."""
    taken = Taken()
    with opened() as app:
        waiting = any(job.library == library for job in app.jobs.unfinished())
        finish_what_was_broken_off(app, library, taken, quietly=output_json)
        if output_json:
            show_json(as_json(app, library, taken))
    if not waiting:
        tell("No job is waiting.")
    elif not output_json and taken.count > 1:
        say(summary(taken, "document"))
    if taken.failures:
        raise typer.Exit(FAILED)


def cancel(
    number: Annotated[int, typer.Argument(metavar="JOB", help="The job's number.", min=1, show_default=False)],
    library: LibraryName = DEFAULT_LIBRARY,
    output_json: AsJson = False,
) -> None:
    """Cancel a job; what it has done already stays done."""
    with opened() as app:
        before = app.jobs.find(library, number)
        job = app.jobs.cancel(library, number)
    if output_json:
        show_json({"job": _json(job)})
    elif before.open:
        say(f"cancelled: job {number}")
    else:
        tell(f"Job {number} was {before.state} already.")


def _listed(app: App, library: str) -> Sequence[Job]:
    """Return the library's jobs; one that a crash broke off is waiting, whatever is stored of it."""
    listed = app.jobs.listed(library)
    if not any(job.state == "running" for job in listed):
        return listed
    with suppress(StoreError):  # where nothing can be written nobody can be asked, and nobody is at work
        if app.jobs.at_work(library):
            return listed
    return [replace(job, state="waiting") if job.state == "running" else job for job in listed]


def _line(job: Job) -> str:
    progress = job.progress
    done = f"{progress.items_done:,} of {counted(progress.items, 'item')}"
    text = f"job {job.id}: {job.kind}, {job.state}, {done}, {job.created_at:%Y-%m-%d %H:%M} UTC"
    if job.state != "running" or not progress.title:
        return text
    passages = f", {progress.passages_done:,} of {counted(progress.passages, 'passage')}" if progress.passages else ""
    return f"{text}: {one_line(progress.title)}{passages}"


def _json(job: Job) -> dict[str, Any]:
    progress = job.progress
    return {
        "id": job.id,
        "kind": job.kind,
        "state": job.state,
        "created_at": job.created_at.isoformat(),
        "ended_at": job.ended_at.isoformat() if job.ended_at else None,
        "items_done": progress.items_done,
        "items": progress.items,
        "passages_done": progress.passages_done,
        "passages": progress.passages,
        "seconds_left": None if progress.seconds_left is None or not job.open else round(progress.seconds_left),
    }
