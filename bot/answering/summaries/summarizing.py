"""The way of a summary: gather, read, choose or have written, verify, and say how much was read."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from bot.answering.generative.limits import Limits
from bot.answering.generative.prompting import prompts_in
from bot.answering.summaries import gathering
from bot.answering.summaries.caching import KeptSummaries
from bot.answering.summaries.changes.summing_up import changes_since
from bot.answering.summaries.generative.writing import SummaryWriting
from bot.answering.summaries.making import How, Making, ModelForCall
from bot.answering.summaries.material import Material
from bot.answering.summaries.request import Scope, SummaryRequest
from bot.answering.summaries.rereading import changed, without
from bot.answering.summaries.summary import Summary
from bot.answering.summaries.watching import Nobody, Watcher
from bot.errors import SummaryError
from index.library import Library

NOBODY: Final = Nobody()
LONGEST_TOPIC: Final = 200


def no_model() -> None:
    """Give no model: summaries are in the documents' own sentences."""


class Summarizing:
    """Summarises one library at a time; holds only how to."""

    def __init__(
        self,
        *,
        min_confidence: float,
        limits: Limits | None = None,
        prompts: Path | None = None,
        kept: KeptSummaries | None = None,
        server: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take a topic for dealt with from this chance on that a passage answers to it.

        `limits` are those of one call of a model, `prompts` a folder with prompts in place of Footnote's own, `kept`
        is where a model's summaries are kept, `server` names the server it is asked at, `clock` tells the seconds a
        model is waited for. Raises SettingsError.
        """
        self._min_confidence = min_confidence
        self.writing = SummaryWriting(prompts_in(prompts), limits or Limits(), clock)
        self._how = How(self.writing, kept, server)

    def summarize(
        self, library: Library, request: SummaryRequest, watcher: Watcher = NOBODY, model: ModelForCall = no_model
    ) -> Summary:
        """Summarise what the request asks for, every sentence with its quote.

        A model writes, if there is one; where nothing comes of that, the summary is in the documents' own sentences and
        says why. A watcher that stops it gets what was read by then, said to be no more than that. What changes while
        it is read is read once more. Raises SummaryError for what cannot be summarised, DocumentNotFound, Stopped where
        nothing was read yet, and StoreError.
        """
        started = time.perf_counter()
        check(request)
        request = replace(request, topic=_on_one_line(request.topic), focus=_on_one_line(request.focus))
        if request.scope is Scope.CHANGES:
            summary = changes_since(library, request, watcher)
        else:
            summary = self._made(library, request, watcher, model)
        timings = {"total": (time.perf_counter() - started) * 1000}
        return replace(summary, answer=replace(summary.answer, timings_ms=timings))

    def forget(self, library: str) -> None:
        """Hold in memory nothing of what was said of a library, of which something was removed."""
        self._how.recent.forget(library)

    def _made(self, library: Library, request: SummaryRequest, watcher: Watcher, model: ModelForCall) -> Summary:
        """Return the summary as kept or made anew, of documents that were live to the end."""
        again = True
        while True:
            making = Making(self._how, library, request, watcher, model)
            if kept := making.kept():
                return kept
            material = self._gathered(library, request)
            written = making.written(material)
            gone = changed(library, material)
            if not gone:
                making.keep(written)
                return written.summary
            if not again or watcher.stopped:
                return without(gone, written, material, library)
            again = False

    def _gathered(self, library: Library, request: SummaryRequest) -> Material:
        match request.scope:
            case Scope.DOCUMENT:
                return gathering.of_document(library, library.find(request.document))
            case Scope.LIBRARY:
                return gathering.of_library(library)
            case Scope.TOPIC:
                return gathering.of_topic(library, request.topic, self._min_confidence)
        raise SummaryError(f"A library has no summary of the kind “{request.scope}”.")


def check(request: SummaryRequest) -> None:
    """Raise SummaryError for a request that cannot be carried out; looks at nothing but its words."""
    if request.scope is Scope.TOPIC and not request.topic.strip():
        raise SummaryError("Say which topic to summarise.")
    if max(len(request.topic), len(request.focus)) > LONGEST_TOPIC:
        raise SummaryError(f"A topic and a focus have at most {LONGEST_TOPIC} characters each. Use fewer words.")


def _on_one_line(words: str) -> str:
    """Return a person's words for a topic or a focus with single spaces: a blank focus is none."""
    return " ".join(words.split())
