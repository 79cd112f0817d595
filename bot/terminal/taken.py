"""What came of a job, as the commands that take documents in tell it: a line each, a summary, and --json."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.terminal.document_json import document_json
from bot.terminal.safe_text import one_line
from bot.terminal.streams import tell
from bot.wording import counted
from index.errors import DocumentNotFound

if TYPE_CHECKING:
    from bot.app import App
    from index.documents import Change


@dataclass(frozen=True, slots=True)
class Failure:
    """A path, an address or a document that was not taken in, and the sentence that says why."""

    path: str
    sentence: str


@dataclass(slots=True)
class Taken:
    """What has come of a job so far.

    `shown` says what to call an item, where that is not its name. `unchanged` counts documents of followed folders that
    stayed as they are, which are not among the `results`.
    """

    shown: Mapping[str, str] = field(default_factory=dict)
    results: list[tuple[str, Change]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    unchanged: int = 0

    @property
    def count(self) -> int:
        """How many things came to an end, well or not."""
        return len(self.results) + len(self.failures) + self.unchanged

    def fail(self, failure: Failure) -> None:
        """Note a failure and tell it."""
        self.failures.append(failure)
        tell(failure.sentence)


def line(name: str, change: Change) -> str:
    """Return what became of a document, in a line."""
    if change.outcome in {"removed", "unchanged"}:
        return f"{change.outcome}: {one_line(name)}"
    figures = f"{counted(change.passages, 'passage')}, {change.embedded:,} embedded, {change.seconds:.1f} s"
    return f"{change.outcome}: {one_line(name)} ({figures})"


def summary(taken: Taken, noun: str) -> str:
    """Return one line over all: `3 files: 1 added, 1 unchanged, 1 failed; 40 passages`."""
    outcomes = Counter(change.outcome for _, change in taken.results)
    if taken.unchanged:
        outcomes["unchanged"] += taken.unchanged
    counts = [f"{count:,} {outcome}" for outcome, count in outcomes.items()]
    if taken.failures:
        counts.append(f"{len(taken.failures):,} failed")
    passages = sum(change.passages for _, change in taken.results)
    return f"{counted(taken.count, noun)}: {', '.join(counts)}; {counted(passages, 'passage')}"


def as_json(app: App, library: str, taken: Taken) -> dict[str, Any]:
    """Return the object the commands that take in print with --json."""
    return {
        "results": [_result_json(app, library, path, change) for path, change in taken.results],
        "unchanged": taken.unchanged,
        "errors": [{"path": failure.path, "error": failure.sentence} for failure in taken.failures],
    }


def _result_json(app: App, library: str, path: str, change: Change) -> dict[str, Any]:
    try:
        document = document_json(app.library(library).find(change.document_id))
    except DocumentNotFound:  # removed, by this job or meanwhile
        document = {"id": change.document_id, "title": change.title, "source": None, "version": change.version}
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
