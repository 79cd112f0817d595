"""The nouns of work on a library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from index.documents import Change

JobKind = Literal["add", "reindex", "refresh"]

JobState = Literal["waiting", "running", "done", "cancelled"]
"""A job that was broken off, by a restart or by a crash, is waiting again; one whose items all failed is done too."""

ItemKind = Literal["file", "bytes", "url", "folder", "reindex", "refresh"]
"""What an item's name is: for `file` and `folder` an absolute path of this machine, for `bytes` a file's name, for
`url` a web address, for `reindex` a document's id, or nothing for the whole library, for `refresh` a document's id."""

ItemState = Literal["waiting", "done", "failed"]


@dataclass(frozen=True, slots=True)
class NewItem:
    """One thing to do. `data` are the bytes of a file that is nowhere else."""

    kind: ItemKind
    name: str
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an item: its documents, and a sentence for each thing that could not be done.

    Of a folder's documents only those that changed are among the `changes`; `unchanged` counts the others.
    """

    changes: tuple[Change, ...] = ()
    problems: tuple[str, ...] = ()
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do, and what has become of it; `outcome` is empty until then."""

    number: int
    kind: ItemKind
    name: str
    state: ItemState = "waiting"
    outcome: Outcome = Outcome()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is: items, the passages of the item under way, and a guess at the seconds it still takes.

    `title` names the item under way; `seconds_left` is None while nothing can be said.
    """

    items_done: int = 0
    items: int = 0
    title: str = ""
    passages_done: int = 0
    passages: int = 0
    seconds_left: float | None = None


def at_the_end(progress: Progress) -> Progress:
    """Return the progress of a job that is over: how much was done, and no longer of what."""
    return Progress(items_done=progress.items_done, items=progress.items)


@dataclass(frozen=True, slots=True)
class Job:
    """What was asked for in one go. `asked` is by whom and where, in the words of whoever will tell them.

    `tries` counts how often it was begun without coming to an end; `told` is whether its end has been reported.
    """

    id: int
    library: str
    kind: JobKind
    state: JobState
    asked: str
    told: bool
    tries: int
    created_at: datetime
    ended_at: datetime | None
    progress: Progress
    items: Sequence[Item] = ()

    @property
    def open(self) -> bool:
        """Whether there is still something to do."""
        return self.state in {"waiting", "running"}
