"""A job carried out in front of a person: what became of each file in a line, progress, and a summary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.terminal.document_json import document_json
from bot.terminal.progress import Bar, progress_bar
from bot.terminal.safe_text import one_line
from bot.terminal.streams import say, tell
from bot.wording import counted
from index.errors import DocumentNotFound

if TYPE_CHECKING:
    from bot.app import App
    from index.documents import Change
    from index.jobs.job import Item, Job, JobKind, NewItem, Progress


@dataclass(frozen=True, slots=True)
class Failure:
    """A path that was not taken in, and the sentence that says why."""

    path: str
    sentence: str


@dataclass(slots=True)
class Taken:
    """What has come of a job so far. `shown` says what to call an item, where that is not its name."""

    shown: Mapping[str, str] = field(default_factory=dict)
    results: list[tuple[str, Change]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    unchanged: int = 0

    @property
    def passages(self) -> int:
        """The passages of the documents taken in."""
        return sum(change.passages for _, change in self.results)

    def fail(self, failure: Failure) -> None:
        """Note a failure and tell it."""
        self.failures.append(failure)
        tell(failure.sentence)


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

    `failures` are those known before.

    A line for each document goes to stdout, unless it is to be done quietly; one for each failure, and for what could
    not be read, to stderr. Ctrl-C cancels the job. Raises StoreError.
    """
    for failure in failures:
        taken.fail(failure)
    if not items:
        return
    finish_what_was_broken_off(app, library)
    job = app.jobs.submit(library, kind, items)
    with progress_bar(lines_between=not quietly) as bar:
        _carry_out(app, job, _Telling(taken, bar, quietly=quietly))


def finish_what_was_broken_off(app: App, library: str) -> list[Job]:
    """Carry out the library's jobs that a crash has left, and return them as they ended."""
    ended = []
    for job in app.jobs.unfinished():
        if job.library == library:
            tell(f"Going on with job {job.id}, which was broken off.")
            with progress_bar() as bar:
                ended.append(_carry_out(app, job, _Telling(Taken(), bar, quietly=True)))
    return ended


def summary(taken: Taken) -> str:
    """Return one line over all: `3 files: 1 added, 1 unchanged, 1 failed; 40 passages`."""
    outcomes = Counter(change.outcome for _, change in taken.results)
    if taken.unchanged:
        outcomes["unchanged"] += taken.unchanged
    counts = [f"{count} {outcome}" for outcome, count in outcomes.items()]
    if taken.failures:
        counts.append(f"{len(taken.failures)} failed")
    files = counted(len(taken.results) + taken.unchanged + len(taken.failures), "file")
    return f"{files}: {', '.join(counts) or 'nothing to do'}; {counted(taken.passages, 'passage')}"


def as_json(app: App, library: str, taken: Taken) -> dict[str, Any]:
    """Return the object the commands that take in print with --json."""
    return {
        "results": [_result_json(app, library, path, change) for path, change in taken.results],
        "unchanged": taken.unchanged,
        "errors": [{"path": failure.path, "error": failure.sentence} for failure in taken.failures],
    }


def _carry_out(app: App, job: Job, telling: _Telling) -> Job:
    try:
        return app.jobs.run(job, progress=telling.show, ended=telling.end)
    except KeyboardInterrupt:
        app.jobs.cancel(job.library, job.id)
        raise


class _Telling:
    """Tells of a job while it is carried out."""

    def __init__(self, taken: Taken, bar: Bar, *, quietly: bool) -> None:
        self._taken = taken
        self._bar = bar
        self._quietly = quietly
        self._shown = -1

    def show(self, progress: Progress) -> None:
        """Show how far the job is."""
        title = f"{min(progress.items_done + 1, progress.items)}/{progress.items} {progress.title}"
        if progress.seconds_left is not None:
            title = f"{title} ({_seconds(progress.seconds_left)} left)"
        if progress.passages:
            self._bar.show(title, progress.passages_done, progress.passages)
        elif progress.items_done != self._shown:
            self._bar.begin(title)
        self._shown = progress.items_done

    def end(self, item: Item) -> None:
        """Tell what became of an item."""
        self._taken.unchanged += item.outcome.unchanged
        with self._bar.paused():
            known_as = self._taken.shown.get(item.name, item.name)
            for problem in item.outcome.problems:
                self._taken.fail(Failure(known_as, problem))
            for change in item.outcome.changes:
                name = known_as if item.kind in {"file", "url"} else change.title
                self._taken.results.append((name, change))
                if not self._quietly:
                    say(_line(name, change))
                for note in change.notes:
                    tell(f"{one_line(Path(name).name)}: {note}")


def _line(name: str, change: Change) -> str:
    if change.outcome == "removed":
        return f"removed: {one_line(name)}"
    if change.outcome == "unchanged":
        return f"unchanged: {one_line(name)}"
    figures = f"{counted(change.passages, 'passage')}, {change.embedded:,} embedded, {change.seconds:.1f} s"
    return f"{change.outcome}: {one_line(name)} ({figures})"


def _seconds(seconds: float) -> str:
    return f"{seconds / 60:.0f} min" if seconds >= 90 else f"{max(1, round(seconds))} s"


def _result_json(app: App, library: str, path: str, change: Change) -> dict[str, Any]:
    try:
        document = document_json(app.library(library).find(change.document_id))
    except DocumentNotFound:  # removed, by this job or meanwhile
        document = {"id": change.document_id, "title": change.title, "source": path, "version": change.version}
    return {
        "path": path,
        "outcome": change.outcome,
        "document": document,
        "passages": change.passages,
        "embedded": change.embedded,
        "seconds": round(change.seconds, 3),
        "new_passages": change.came,
        "gone_passages": change.went,
        "notes": list(change.notes),
    }
