"""One job being carried out: its items one after the other, what came of them kept, its progress told."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Final

from index.documents import now
from index.errors import EndpointError, FootnoteError, StoreError
from index.jobs import catalogue
from index.jobs.items import do, shown_title
from index.jobs.job import Item, Job, Outcome, at_the_end
from index.jobs.time_left import TimeLeft
from index.library import Library
from index.store import Store

SECONDS_BETWEEN_NOTES: Final = 1.0
"""How often what has been done is written down. What is done again after a crash is found unchanged."""

MOST_TRIES: Final = 3
"""How often an item may take the whole process down with it."""


class Stopped(Exception):
    """Footnote is stopping: the job stays stored and goes on when it is run again."""


class Cancelled(Exception):
    """Somebody has cancelled the job."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told of a job, and asked whether it is to go on.

    `progress` gets a Progress, often; `ended` gets each item that is done; `explain` makes a sentence of an error that
    is none of ours.
    """

    progress: Callable[[Any], object]
    ended: Callable[[Item], object]
    stopping: Callable[[], bool]
    explain: Callable[[Exception], str]


class Run:
    """A job being carried out, in one thread.

    `was_let_down` is whether a server that embeds failed it: then it is asked for again, and goes on where it was.
    """

    def __init__(self, store: Store, library: Library, job: Job, watch: Watch) -> None:
        self._store = store
        self._library = library
        self._job = job
        self._watch = watch
        self.was_let_down = False
        self._begun = False
        self._waiting: list[Item] = []
        self._ended: list[Item] = []
        self._noted_at = time.monotonic()
        self._time_left = TimeLeft()

    def begin(self) -> None:
        """Take the job up. Raises Cancelled."""
        with self._store.writing() as connection:
            found = catalogue.find(connection, self._job.library, self._job.id)
            if found is None or not found.open:
                raise Cancelled
            self._job = replace(found, state="running", tries=found.tries + 1)
            catalogue.change(connection, self._job)
        self._begun = True
        self._waiting = [item for item in self._job.items if item.state == "waiting"]
        self._time_left.begin(len(self._waiting))
        self._show(items_done=len(self._job.items) - len(self._waiting), items=len(self._job.items))
        if self._waiting and self._job.tries > MOST_TRIES:
            gave_up = f"Footnote broke down over this {MOST_TRIES} times, and leaves it out now."
            culprit = self._waiting.pop(0)
            self._end(culprit, Outcome(problems=(f"{shown_title(culprit)}: {gave_up}",)))
            self._note()

    def carry_out(self) -> None:
        """Do what is waiting. Raises Stopped, Cancelled and StoreError."""
        broke_down = self._job.tries > 1
        for item in self._waiting:
            self.check_going()
            self._show(title=shown_title(item), passages_done=0, passages=0)
            self._end(item, self._outcome(item))
            self._note_if(broke_down)  # to be exact about where, should it do so again
        self._job = replace(self._job, state="done", ended_at=now(), progress=at_the_end(self._job.progress))
        self._note()

    def pause(self) -> None:
        """Note what is done; the job waits again. One that was not begun here is as somebody else has it."""
        if not self._begun:
            return
        self._job = replace(self._job, state="waiting", tries=max(0, self._job.tries - 1))
        with suppress(Cancelled, StoreError):  # what is stored says enough to go on
            self._note()

    def check_going(self) -> None:
        """Raise Stopped or Cancelled when the job is not to go on."""
        if self._watch.stopping():
            raise Stopped
        self._note_if(time.monotonic() - self._noted_at >= SECONDS_BETWEEN_NOTES)

    def check_wanted(self) -> None:
        """Raise Stopped or Cancelled when the job, whose turn has not come, is not to begin."""
        if self._watch.stopping():
            raise Stopped
        with self._store.reading() as connection:
            if catalogue.state_of(connection, self._job.library, self._job.id) not in catalogue.OPEN:
                raise Cancelled

    def _outcome(self, item: Item) -> Outcome:
        def advance(done: int, total: int) -> None:
            self._show(passages_done=done, passages=total)
            self.check_going()

        try:
            return do(self._store, self._library, self._job.id, item, advance)
        except (Stopped, Cancelled, StoreError):
            raise
        except Exception as error:
            if self._watch.stopping():  # what is going away under the job may be what it tripped over
                raise Stopped from error
            self.was_let_down |= isinstance(error, EndpointError)
            return Outcome(problems=(self._sentence(item, error),))

    def _sentence(self, item: Item, error: Exception) -> str:
        sentence = self._watch.explain(error)
        names_it = isinstance(error, FootnoteError) and not isinstance(error, EndpointError)
        return sentence if names_it else f"{shown_title(item)}: {sentence}"

    def _end(self, item: Item, outcome: Outcome) -> None:
        failed = outcome.problems and not outcome.changes and not outcome.unchanged
        ended = replace(item, state="failed" if failed else "done", outcome=outcome)
        self._ended.append(ended)
        self._time_left.end_one()
        self._job = replace(self._job, tries=1)
        self._show(items_done=self._job.progress.items_done + 1, passages_done=0, passages=0)
        self._watch.ended(ended)

    def _show(self, **changes: Any) -> None:
        progress = replace(self._job.progress, **changes)
        share = progress.passages_done / progress.passages if progress.passages else 0.0
        progress = replace(progress, seconds_left=self._time_left.seconds(share))
        self._job = replace(self._job, progress=progress)
        self._watch.progress(progress)

    def _note_if(self, due: bool) -> None:
        if due:
            self._note()

    def _note(self) -> None:
        """Write down how far the job is and what came of its items. Raises Cancelled and StoreError."""
        with self._store.writing() as connection:
            if catalogue.state_of(connection, self._job.library, self._job.id) not in catalogue.OPEN:
                raise Cancelled
            catalogue.end_items(connection, self._job.library, self._job.id, self._ended)
            catalogue.change(connection, self._job)
            if not self._job.open:
                catalogue.drop_old(connection, self._job.library)
        self._ended.clear()
        self._noted_at = time.monotonic()
