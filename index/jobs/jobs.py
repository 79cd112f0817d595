"""The door to jobs: asked for, listed, cancelled, and carried out, one at a time for each library.

That holds between processes too: whoever carries out a library's jobs has a lock on a file, which the system takes back
from a process that dies.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Final

from filelock import FileLock, Timeout

from index import staging
from index.documents import now
from index.errors import JobNotFound
from index.jobs import catalogue
from index.jobs.job import Item, Job, JobKind, NewItem, Progress, at_the_end
from index.jobs.running import Cancelled, Run, Stopped, Watch
from index.library import Library
from index.store import Store, refusal_of

SECONDS_BETWEEN_LOOKS: Final = 0.2
"""How often whoever waits for another process's job looks whether it is still wanted."""


class Jobs:
    """The jobs of a store's libraries. Safe to use from several threads."""

    def __init__(self, store: Store, library: Callable[[str], Library], explain: Callable[[Exception], str]) -> None:
        """Work on the libraries `library` returns for their names; `explain` makes a sentence of any error."""
        self._store = store
        self._library = library
        self._explain = explain

    def submit(
        self, library: str, kind: JobKind, items: Sequence[NewItem], asked: str = "", *, told: bool = True
    ) -> Job:
        """Store a job, so that it is done whatever happens. Raises StoreError.

        `told` False has it listed by `untold` when it has ended.
        """
        with self._store.writing() as connection:
            number = catalogue.add(connection, library, kind, items, asked, now(), told=told)
            return _found(catalogue.find(connection, library, number))

    def listed(self, library: str) -> list[Job]:
        """Return the library's jobs, without their items, the newest first."""
        with self._store.reading() as connection:
            return catalogue.listed(connection, library)

    def unfinished(self) -> list[Job]:
        """Return every library's open jobs, without their items, the oldest first."""
        with self._store.reading() as connection:
            return catalogue.unfinished(connection)

    def untold(self) -> list[Job]:
        """Return the ended jobs that someone is still to be told of, without their items, the oldest first."""
        with self._store.reading() as connection:
            return catalogue.untold(connection)

    def find(self, library: str, number: int) -> Job:
        """Return a job with its items. Raises JobNotFound."""
        with self._store.reading() as connection:
            return _found(catalogue.find(connection, library, number))

    def waiting_bytes(self, library: str) -> tuple[int, int]:
        """Return how many files wait with their bytes in the library's jobs, and how many bytes those are."""
        with self._store.reading() as connection:
            return catalogue.waiting_bytes(connection, library)

    def mark_told(self, job: Job) -> None:
        """Note that the job's end has been reported."""
        with self._store.writing() as connection:
            found = catalogue.find(connection, job.library, job.id)
            if found:
                catalogue.change(connection, replace(found, told=True))

    def cancel(self, library: str, number: int) -> Job:
        """Cancel a job; what it has done already stays done. One that is over is left as it is. Raises JobNotFound."""
        with self._store.writing() as connection:
            job = _found(catalogue.find(connection, library, number))
            if not job.open:
                return job
            cancelled = replace(job, state="cancelled", ended_at=now(), progress=at_the_end(job.progress))
            catalogue.change(connection, cancelled)
            catalogue.drop_data(connection, library, number)
            return cancelled

    def excuse(self, job: Job) -> None:
        """Note of a job that it is about to be ended with the process, through no fault of its own. Raises StoreError.

        This beginning of it is not counted among its tries.
        """
        with self._store.writing() as connection:
            found = catalogue.find(connection, job.library, job.id)
            if found and found.open:
                catalogue.change(connection, replace(found, state="waiting", tries=max(0, found.tries - 1)))

    def at_work(self, library: str) -> bool:
        """Return whether somebody carries out a job of the library at this moment. Raises StoreError."""
        lock = self._lock(library)
        try:
            lock.acquire()
        except Timeout:
            return True
        except OSError as error:
            raise refusal_of(error) from error
        lock.release()
        return False

    @contextmanager
    def halted(self, library: str) -> Iterator[None]:
        """Cancel the library's jobs, and have none carried out until the end of the block.

        Waits for the one under way to notice, for which reading one file to its end may take its time. Raises
        StoreError.
        """
        for job in self.listed(library):
            if job.open:
                with suppress(JobNotFound):
                    self.cancel(library, job.id)
        with self._turn(library, lambda: None):
            yield

    def run(
        self,
        job: Job,
        *,
        progress: Callable[[Progress], object] = lambda _: None,
        ended: Callable[[Item], object] = lambda _: None,
        stopping: Callable[[], bool] = lambda: False,
        waiting: Callable[[], object] = lambda: None,
    ) -> Job:
        """Carry a job out, when the library's turn has come, and return it as it ended.

        `progress` is told how far it is, `ended` of each item that is done; `stopping` is asked often whether to break
        off, and `waiting` is called every now and then while somebody else has the library's turn. A job that is broken
        off is returned open, and goes on when it is run again. Raises StoreError.
        """
        watch = Watch(progress, ended, stopping, self._explain)
        run = Run(self._store, self._library(job.library), job, watch)
        try:
            with self._turn(job.library, run.check_wanted, waiting):
                run.begin()
                run.carry_out()
        except Stopped:
            run.pause()
        except Cancelled:
            pass
        except BaseException:
            run.pause()
            raise
        if not run.was_let_down:
            self._clear_away(job.library)
        try:
            return self.find(job.library, job.id)
        except JobNotFound:
            raise JobNotFound(
                f"Job {job.id} is no longer there: its library was forgotten, or a backup was restored meanwhile; ask "
                "for it again."
            ) from None

    def _clear_away(self, library: str) -> None:
        """Let go of vectors that were made for documents which came to nothing, once no job is left to use them."""
        with self._store.reading() as connection:
            over = not catalogue.has_open(connection, library) and staging.any_staged(connection, library)
        if over:
            with self._store.writing() as connection:
                if not catalogue.has_open(connection, library):
                    staging.drop_all(connection, library)

    @contextmanager
    def _turn(
        self, library: str, check_wanted: Callable[[], object], waiting: Callable[[], object] = lambda: None
    ) -> Iterator[None]:
        """Wait until nobody else carries out a job of the library; both functions are called meanwhile."""
        lock = self._lock(library)
        while True:
            check_wanted()
            try:
                lock.acquire()
            except Timeout:
                waiting()
                time.sleep(SECONDS_BETWEEN_LOOKS)
            except OSError as error:
                raise refusal_of(error) from error
            else:
                break
        try:
            yield
        finally:
            lock.release()

    def _lock(self, library: str) -> FileLock:
        folder = self._store.path.with_name(f"{self._store.path.name}-locks")
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise refusal_of(error) from error
        name = hashlib.sha256(library.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return FileLock(folder / name, thread_local=False, blocking=False)


def _found(job: Job | None) -> Job:
    if job is None:
        raise JobNotFound("There is no such job; list the jobs to see those there are.")
    return job
