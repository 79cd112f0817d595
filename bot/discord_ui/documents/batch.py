"""What was asked for in one go, and what has become of each part of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from bot.discord_ui.documents.asked import Asked
from bot.errors import explain
from index.errors import FootnoteError
from index.jobs.job import Job, JobKind, Outcome, Progress

Stage = Literal["fetching", "waiting", "working", "done", "failed", "cancelled", "paused"]
ENDED: Final[tuple[Stage, ...]] = ("done", "failed", "cancelled")


@dataclass(slots=True)
class Item:
    """One file, web page or document, for which there is one job once its bytes are there. `name` is fit to be shown.

    The thread that works on it changes it; whoever shows how far it is only reads. `job` is set when that has ended.
    """

    name: str
    kind: JobKind = "add"
    stage: Stage = "waiting"
    progress: Progress = field(default_factory=Progress)
    outcome: Outcome = field(default_factory=Outcome)
    job: Job | None = None

    @property
    def share(self) -> float:
        """How much of it is done, 0..1."""
        if self.stage in ENDED:
            return 1.0
        return self.progress.passages_done / self.progress.passages if self.progress.passages else 0.0

    def advance(self, progress: Progress) -> None:
        """Note how far the work is."""
        self.stage, self.progress = "working", progress

    def end(self, job: Job) -> None:
        """Note what came of its job, which may be that it goes on later."""
        if job.open:
            self.stage = "paused"
            return
        self.job, self.outcome = job, _outcome(job)
        done = self.outcome.changes or self.outcome.unchanged or not self.outcome.problems
        self.stage = "cancelled" if job.state == "cancelled" else "done" if done else "failed"

    def fail(self, error: Exception) -> None:
        """Note why nothing came of it, in a sentence that names it."""
        known = isinstance(error, FootnoteError)  # these name the file themselves
        sentence = explain(error) if known else f"{self.name}: {explain(error)}"
        self.stage, self.outcome = "failed", Outcome(problems=(sentence,))


@dataclass(frozen=True, slots=True)
class Batch:
    """What was asked for in one go, for one server."""

    library: str
    asked: Asked
    items: list[Item] = field(default_factory=list)

    @property
    def share(self) -> float:
        """How much of it is done, 0..1."""
        return sum(item.share for item in self.items) / len(self.items) if self.items else 1.0

    def of_stage(self, *stages: Stage) -> list[Item]:
        """Return the items at one of these stages."""
        return [item for item in self.items if item.stage in stages]


def _outcome(job: Job) -> Outcome:
    outcomes: Sequence[Outcome] = [item.outcome for item in job.items]
    return Outcome(
        changes=tuple(change for outcome in outcomes for change in outcome.changes),
        problems=tuple(problem for outcome in outcomes for problem in outcome.problems),
        unchanged=sum(outcome.unchanged for outcome in outcomes),
    )
