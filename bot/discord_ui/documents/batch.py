"""Files or documents taken in together, and what has become of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.errors import explain
from index.documents import AddResult
from index.errors import FootnoteError

Stage = Literal["fetching", "waiting", "working", "done", "failed", "paused"]


@dataclass(slots=True)
class Item:
    """One file or document. `name` is fit to be shown; `done` of `total` texts are embedded while it is worked on.

    The thread that works on it changes it; whoever shows how far it is only reads.
    """

    name: str
    stage: Stage = "waiting"
    done: int = 0
    total: int = 0
    result: AddResult | None = None
    sentence: str = ""

    def advance(self, done: int, total: int) -> None:
        """Note how far the work is."""
        self.done, self.total = done, total

    def succeed(self, result: AddResult) -> None:
        """Note what came of it."""
        self.stage, self.result = "done", result

    def fail(self, error: Exception) -> None:
        """Note why nothing came of it, in a sentence that names it."""
        known = isinstance(error, FootnoteError)  # these name the file themselves
        self.stage, self.sentence = "failed", explain(error) if known else f"{self.name}: {explain(error)}"


@dataclass(frozen=True, slots=True)
class Batch:
    """What was asked for in one go, for one server; `channel` and `member` are where and by whom, as Discord's ids."""

    library: str
    channel: int
    member: int
    items: list[Item] = field(default_factory=list)

    def of_stage(self, *stages: Stage) -> list[Item]:
        """Return the items at one of these stages."""
        return [item for item in self.items if item.stage in stages]
