"""A job carried out in front of a person: what became of each document in a line, and how far it is."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.terminal.options import library_option
from bot.terminal.progress import Bar, progress_bar
from bot.terminal.safe_text import one_line
from bot.terminal.streams import say, tell
from bot.terminal.taken import Failure, Taken, line
from index.errors import LibraryError

if TYPE_CHECKING:
    from bot.app import App
    from index.jobs.job import Item, Job, JobKind, NewItem, Progress

SECONDS_BEFORE_TELLING: Final = 1.0
OTHERS_AT_WORK: Final = "Another Footnote process is at work on this library; waiting until it is done."


def take_in(
    app: App,
    library: str,
    kind: JobKind,
    items: Sequence[NewItem],
    failures: Sequence[Failure],
    taken: Taken,
    *,
    quietly: bool,
) -> None:
    """Carry out a new job, after what was broken off, and note in `taken` what comes of it.

    `failures` are those known before. A line for each document goes to stdout, unless it is to be done quietly; one for
    each failure, and for what could not be read, to stderr. Ctrl-C cancels the job. Raises StoreError.
    """
    for failure in failures:
        taken.fail(failure)
    if not items:
        return
    finish_what_was_broken_off(app, library, Taken(), quietly=True)
    job = app.jobs.submit(library, kind, items)
    with progress_bar(lines_between=not quietly) as bar:
        telling = _Telling(taken, bar, quietly=quietly)
        try:
            ended = app.jobs.run(job, progress=telling.show, ended=telling.end, waiting=telling.wait)
        except KeyboardInterrupt:
            with suppress(LibraryError):
                app.jobs.cancel(library, job.id)
            raise
        telling.end_job(ended)


def finish_what_was_broken_off(app: App, library: str, taken: Taken, *, quietly: bool) -> None:
    """Carry out the library's jobs that a crash has left, as `take_in` does. Ctrl-C leaves the one under way waiting.

    What is under way in another process is waited for.
    """
    for job in app.jobs.unfinished():
        if job.library != library:
            continue
        with progress_bar(lines_between=not quietly) as bar:
            telling = _Telling(taken, bar, quietly=quietly, begins=f"Going on with job {job.id}, which was broken off.")
            try:
                app.jobs.run(job, progress=telling.show, ended=telling.end, waiting=telling.wait)
            except KeyboardInterrupt:
                if telling.begun:
                    _tell_how_to_go_on(job)
                raise


def _tell_how_to_go_on(job: Job) -> None:
    option = library_option(job.library)
    tell(
        f"Job {job.id} is left waiting: `footnote library resume{option}` goes on with it, "
        f"`footnote library cancel {job.id}{option}` drops it."
    )


class Patience:
    """Tells, once, that the library's turn has not come for a while."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._told = False

    def wait(self) -> bool:
        """Count the time since the first call; return whether it is now to be told."""
        self._since = self._since or time.monotonic()
        if self._told or time.monotonic() - self._since < SECONDS_BEFORE_TELLING:
            return False
        self._told = True
        return True


class _Telling:
    """Tells of a job while it is carried out. `begun` is whether that is in this process."""

    def __init__(self, taken: Taken, bar: Bar, *, quietly: bool, begins: str = "") -> None:
        self.begun = False
        self._taken = taken
        self._bar = bar
        self._quietly = quietly
        self._begins = begins
        self._items_done = -1
        self._told: set[int] = set()
        self._patience = Patience()

    def wait(self) -> None:
        """Say that others are at work, once that takes a while."""
        if self._patience.wait():
            self._tell(OTHERS_AT_WORK)

    def show(self, progress: Progress) -> None:
        """Show how far the job is."""
        if not self.begun and self._begins:
            self._tell(self._begins)
        self.begun = True
        title = _title(progress)
        if progress.passages:
            self._bar.show(title, progress.passages_done, progress.passages)
        elif progress.items_done != self._items_done:
            self._bar.begin(title)
        self._items_done = progress.items_done

    def end(self, item: Item) -> None:
        """Tell what became of an item."""
        self._told.add(item.number)
        self._taken.unchanged += item.outcome.unchanged
        with self._bar.paused():
            known_as = self._taken.shown.get(item.name, item.name)
            for problem in item.outcome.problems:
                self._taken.fail(Failure(known_as, problem))
            for change in item.outcome.changes:
                name = known_as if item.kind in {"file", "url"} else change.title
                self._taken.results.append((name, change))
                if not self._quietly:
                    say(line(name, change))
                for note in change.notes:
                    tell(f"{_short(item.kind, name)}: {note}")

    def end_job(self, job: Job) -> None:
        """Tell what another process has done of the job, and that somebody has cancelled it."""
        for item in job.items:
            if item.state != "waiting" and item.number not in self._told:
                self.end(item)
        if job.state == "cancelled":
            sentence = f"Job {job.id} was cancelled; what it had done by then stays done."
            self._taken.fail(Failure(f"job {job.id}", sentence))

    def _tell(self, sentence: str) -> None:
        with self._bar.paused():
            tell(sentence)


def _title(progress: Progress) -> str:
    place = f"{min(progress.items_done + 1, progress.items):,}/{progress.items:,}" if progress.items > 1 else ""
    left = "" if progress.seconds_left is None else f"{_seconds(progress.seconds_left)} left"
    return ": ".join(filter(None, (", ".join(filter(None, (place, left))), one_line(progress.title))))


def _seconds(seconds: float) -> str:
    return f"{seconds / 60:,.0f} min" if seconds >= 90 else f"{max(1, round(seconds))} s"


def _short(kind: str, name: str) -> str:
    return Path(name).name if kind == "file" else name
