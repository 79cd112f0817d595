"""Documents taken in one by one, each with its outcome; one that fails does not stop the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import explain
from bot.terminal.document_json import document_json
from bot.terminal.progress import Bar, progress_bar
from bot.terminal.safe_text import one_line
from bot.terminal.streams import say, tell
from bot.wording import counted
from index.errors import FootnoteError, StoreError

if TYPE_CHECKING:
    from index.documents import AddResult


@dataclass(frozen=True, slots=True)
class Task:
    """One document to take in: the path it is known by, and what to call with a progress callback."""

    path: str
    run: Callable[[Callable[[int, int], None]], AddResult]


@dataclass(frozen=True, slots=True)
class Failure:
    """A path that was not taken in, and the sentence that says why."""

    path: str
    sentence: str


@dataclass(slots=True)
class Taken:
    """What has come of the tasks so far."""

    results: list[tuple[str, AddResult]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    not_tried: int = 0

    @property
    def passages(self) -> int:
        """The passages of the documents taken in."""
        return sum(result.passages for _, result in self.results)

    def fail(self, failure: Failure) -> None:
        """Note a failure and tell it."""
        self.failures.append(failure)
        tell(failure.sentence)

    def as_json(self) -> dict[str, Any]:
        """Return the object `footnote library add --json` prints."""
        return {
            "results": [_result_json(path, result) for path, result in self.results],
            "errors": [{"path": failure.path, "error": failure.sentence} for failure in self.failures],
        }


def take_in(tasks: Sequence[Task], failures: Iterable[Failure], *, quietly: bool) -> Taken:
    """Run the tasks in order; `failures` are those known before.

    A line for each task that is done goes to stdout, unless it is to be done quietly; one for each failure, to stderr.
    """
    taken = Taken()
    for failure in failures:
        taken.fail(failure)
    with progress_bar(lines_between=not quietly) as bar:
        for number, task in enumerate(tasks, 1):
            if not _run(task, taken, bar, _title(number, tasks, taken), quietly=quietly):
                taken.not_tried = len(tasks) - number
                break
    return taken


def summary(taken: Taken) -> str:
    """Return one line over all: `3 files: 1 added, 1 unchanged, 1 failed; 40 passages`."""
    outcomes = Counter(result.outcome for _, result in taken.results)
    counts = [f"{count} {outcome}" for outcome, count in outcomes.items()]
    if taken.failures:
        counts.append(f"{len(taken.failures)} failed")
    if taken.not_tried:
        counts.append(f"{taken.not_tried} not tried")
    files = counted(len(taken.results) + len(taken.failures) + taken.not_tried, "file")
    return f"{files}: {', '.join(counts)}; {counted(taken.passages, 'passage')}"


def _run(task: Task, taken: Taken, bar: Bar, title: str, *, quietly: bool) -> bool:
    """Run one task; return whether the next has a chance."""
    bar.begin(title)
    try:
        result = task.run(partial(bar.show, title))
    except Exception as error:  # noqa: BLE001 - a file that surprises a reader does not cost the others
        with bar.paused():
            taken.fail(Failure(task.path, _sentence(task, error)))
        return not isinstance(error, StoreError)  # what cannot be kept now cannot be kept for the next file either
    taken.results.append((task.path, result))
    if not quietly:
        with bar.paused():
            say(_line(task.path, result))
    return True


def _title(number: int, tasks: Sequence[Task], taken: Taken) -> str:
    so_far = f" ({counted(taken.passages, 'passage')} so far)" if taken.passages else ""
    return f"{number}/{len(tasks)} {Path(tasks[number - 1].path).name}{so_far}"


def _sentence(task: Task, error: Exception) -> str:
    known = isinstance(error, FootnoteError)  # these name the file themselves
    return explain(error) if known else f"{Path(task.path).name}: {explain(error)}"


def _line(path: str, result: AddResult) -> str:
    figures = f"{counted(result.passages, 'passage')}, {result.embedded:,} embedded, {result.seconds:.1f} s"
    return f"{result.outcome}: {one_line(path)} ({figures})"


def _result_json(path: str, result: AddResult) -> dict[str, Any]:
    return {
        "path": path,
        "outcome": result.outcome,
        "document": document_json(result.document),
        "passages": result.passages,
        "embedded": result.embedded,
        "seconds": round(result.seconds, 3),
    }
