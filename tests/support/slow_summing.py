"""A summary that is made step by step, as a test says: what it shows, how far it is, and when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from queue import Empty, Queue

from bot.answering.generative.writing import STOPPED
from bot.answering.summaries.request import SummaryRequest
from bot.answering.summaries.summary import Coverage, Summary
from bot.answering.summaries.watching import Watcher
from bot.errors import Stopped
from index.documents import Document
from tests.support.given_summaries import short_summary

SECTIONS = 41


class SlowSumming:
    """Stands for `App.summarize`. `asked` are the requests, `ended` counts those that are over."""

    def __init__(self) -> None:
        self.asked: list[SummaryRequest] = []
        self.ended = 0
        self.document: Document | None = None
        """What is quoted."""
        self._steps: Queue[int | Exception] = Queue()

    def read(self, sections: int) -> None:
        """Let it have read so many sections; at all of them it is done."""
        self._steps.put(sections)

    def fail(self, error: Exception) -> None:
        """Let it fail."""
        self._steps.put(error)

    def summarize(self, _library: str, request: SummaryRequest, watcher: Watcher) -> Summary:
        """Read on as the test says, with a sentence a section until it is stopped."""
        self.asked.append(request)
        try:
            return self._made(request, watcher, lambda: watcher.stopped)
        finally:
            self.ended += 1

    def _made(self, request: SummaryRequest, watcher: Watcher, stopped: Callable[[], bool]) -> Summary:
        read = 0
        while read < SECTIONS and not stopped():
            try:
                step = self._steps.get(timeout=0.005)
            except Empty:
                continue
            if isinstance(step, Exception):
                raise step
            read = step
            watcher.progress(read, SECTIONS)
            watcher.show(self._of(request, read))
        if not read:
            raise Stopped(STOPPED)
        made = self._of(request, read)
        note = STOPPED if read < SECTIONS else None
        return replace(made, answer=replace(made.answer, note=note))

    def _of(self, request: SummaryRequest, read: int) -> Summary:
        coverage = Coverage(read, SECTIONS, "section", "of version 2")
        return replace(short_summary(min(read, 9), document=self.document), request=request, coverage=coverage)
