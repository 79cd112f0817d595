"""`footnote library jobs`, `resume` and `cancel`: work that outlives a crash."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.terminal.options import DEFAULT_LIBRARY, AsJson, LibraryName
from bot.terminal.safe_text import one_line
from bot.terminal.session import opened
from bot.terminal.streams import say, show_json, tell
from bot.terminal.taking_in import finish_what_was_broken_off
from bot.wording import counted

if TYPE_CHECKING:
    from index.jobs.job import Job


def jobs(library: LibraryName = DEFAULT_LIBRARY, as_json: AsJson = False) -> None:
    """List the jobs of the library: those that run or wait, and the last that ended."""
    with opened() as app:
        listed = app.jobs.listed(library)
    if as_json:
        show_json({"library": library, "jobs": [_json(job) for job in listed]})
    elif listed:
        for job in listed:
            say(_line(job))
    else:
        tell(f"The library {library} has had no jobs.")


def resume(library: LibraryName = DEFAULT_LIBRARY) -> None:
    """Finish the jobs of the library that were broken off, by a crash or a restart."""
    with opened() as app:
        ended = finish_what_was_broken_off(app, library)
    for job in ended:
        say(_line(job))
    if not ended:
        tell("No job is waiting.")


def cancel(
    number: Annotated[int, typer.Argument(metavar="JOB", help="The job's number.", min=1, show_default=False)],
    library: LibraryName = DEFAULT_LIBRARY,
) -> None:
    """Cancel a job that runs or waits; what it has done already stays done."""
    with opened() as app:
        before = app.jobs.find(library, number)
        app.jobs.cancel(library, number)
    say(f"cancelled: job {number}" if before.open else f"Job {number} was {before.state} already.")


def _line(job: Job) -> str:
    done = f"{job.progress.items_done} of {counted(job.progress.items, 'item')}"
    line = f"job {job.id}: {job.kind}, {job.state}, {done}, {job.created_at:%Y-%m-%d %H:%M} UTC"
    if not job.open or not job.progress.title:
        return line
    passages = f", {job.progress.passages_done} of {counted(job.progress.passages, 'passage')}"
    return f"{line}: {one_line(job.progress.title)}{passages if job.progress.passages else ''}"


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
