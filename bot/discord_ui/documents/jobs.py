"""Stored work on documents: one job at a time for each server, in threads of its own so that answers do not wait.

A job is stored before it begins and dropped when its document is committed or cannot be. What a stop or a crash leaves
is done at the next start; done twice, it changes nothing.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Final

from bot.app import App
from bot.discord_ui.documents.batch import Batch, Item
from bot.discord_ui.documents.finding import find_document
from bot.discord_ui.documents.tries import MOST, Tries
from bot.discord_ui.lanes import Lanes
from bot.errors import NotNow
from bot.logs import event
from bot.records.nouns import Job, JobKind
from index.documents import AddResult
from index.errors import SourceMissing, SourceUnreadable, StoreError
from index.names import shown_name

THREADS: Final = 2
MOST_FILES_WAITING: Final = 50
FILES_OF_FULL_SIZE_WAITING: Final = 4
"""The bytes that may wait for a server, in files as large as they may be."""

logger = logging.getLogger(__name__)


class Stopped(Exception):
    """Footnote is stopping: the job stays stored and goes on at the next start."""


class Jobs:
    """Carries out jobs; to be used from one event loop."""

    def __init__(self, app: App) -> None:
        """Work on the libraries of `app`."""
        self._app = app
        self._most_bytes = FILES_OF_FULL_SIZE_WAITING * app.settings.max_file_bytes
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="adding")
        self._lanes = Lanes(sys.maxsize)
        self._held: dict[int, tuple[Job, int]] = {}
        self._tries = Tries(app.records)
        self._stopping = Event()

    @property
    def stopping(self) -> bool:
        """Whether no more work is begun."""
        return self._stopping.is_set()

    def check_room(self, library: str, files: int, size: int) -> None:
        """Raise NotNow unless so many more files, of so many bytes together, may wait for this server."""
        sizes = [held for job, held in self._held.values() if job.library == library and job.kind == "add"]
        if len(sizes) + files > MOST_FILES_WAITING or sum(sizes) + size > self._most_bytes:
            raise NotNow(f"{len(sizes):,} files are waiting to be added here; send more when these are done.")

    def reindexing(self, library: str) -> set[str]:
        """Return the ids of the documents that wait to be made anew already."""
        return {job.name for job, _ in self._held.values() if job.library == library and job.kind == "reindex"}

    async def store(self, batch: Batch, kind: JobKind, name: str, data: bytes = b"") -> Job:
        """Store a job of a batch, so that it is done whatever happens. Raises NotNow and StoreError."""
        if kind == "add":
            self.check_room(batch.library, 1, len(data))
        add = self._app.records.add_job
        job = await asyncio.to_thread(add, batch.library, kind, name, data, batch.channel, batch.member)
        self.hold(job, len(data))
        return job

    def hold(self, job: Job, size: int = 0) -> None:
        """Count a job among those that wait."""
        self._held[job.id] = (job, size)

    async def carry_out(self, job: Job, item: Item) -> None:
        """Do a job when those that came before it for its server are done; note in `item` what came of it."""

        async def turn() -> None:
            self._check_going()
            await asyncio.get_running_loop().run_in_executor(self._threads, self._do, job, item)

        try:
            self._check_going()
            await self._lanes.run(job.library, turn)
        except (Stopped, NotNow):  # it is broken off, or its turn comes no more
            item.stage = "paused"
        finally:
            del self._held[job.id]

    async def stop(self, seconds: float) -> None:
        """Ask what runs to stop, and wait for that so long."""
        self._stopping.set()
        if not await self._lanes.drain(seconds):
            await asyncio.to_thread(self._excuse, [job for job, _ in self._held.values()])
        self._threads.shutdown(wait=False)

    def _check_going(self) -> None:
        if self.stopping:
            raise Stopped

    def _do(self, job: Job, item: Item) -> None:
        """Do a job, in a thread. Raises Stopped."""
        self._check_going()
        item.stage = "working"
        try:
            item.succeed(self._result(job, item))
        except Stopped:
            self._close(job, drop=False)
            raise
        except Exception as error:
            if self.stopping:  # what is going away under the job may be what it tripped over
                self._close(job, drop=False)
                raise Stopped from error
            item.fail(error)
        self._close(job, drop=True)
        _log(job, item)

    def _result(self, job: Job, item: Item) -> AddResult:
        if not self._tries.begin(job.id):
            raise SourceUnreadable(f"{item.name}: Footnote broke down over this {MOST} times, and leaves it out now.")

        def progress(done: int, total: int) -> None:
            self._check_going()
            item.advance(done, total)

        library = self._app.library(job.library)
        if job.kind == "reindex":
            document = find_document(library, job.name)
            item.name = shown_name(document.title)
            return library.reindex(document, progress)
        data = self._app.records.job_data(job.library, job.id)
        if data is None:
            raise SourceMissing(f"{item.name}: the file is no longer kept; send it again.")
        return library.add_bytes(job.name, job.name, data, progress)

    def _excuse(self, jobs: list[Job]) -> None:
        """Note of jobs that end with the process that it was not they who ended it."""
        for job in jobs:
            self._close(job, drop=False)

    def _close(self, job: Job, *, drop: bool) -> None:
        try:
            if drop:
                self._app.records.finish_job(job.library, job.id)
            self._tries.end(job.id)
        except StoreError as error:  # the job is done again at the next start, and changes nothing then
            event(logger, logging.WARNING, "job kept", server=job.library, job=job.id, reason=str(error))


def _log(job: Job, item: Item) -> None:
    result = item.result
    event(
        logger,
        logging.INFO,
        result.outcome if result else "not taken in",
        server=job.library,
        job=job.id,
        passages=result and result.passages,
        seconds=result and round(result.seconds, 2),
    )
