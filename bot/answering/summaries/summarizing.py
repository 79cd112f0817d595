"""The way of a summary: gather, read, choose or have written, verify, and say how much was read."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Final

from bot.answering import extractive as answers
from bot.answering.summaries import extractive, gathering
from bot.answering.summaries.assembling import summary_of, verified_parts
from bot.answering.summaries.focus import Focus, focus_on, on_subject
from bot.answering.summaries.material import Material
from bot.answering.summaries.request import Scope, SummaryRequest
from bot.answering.summaries.summary import Coverage, Summary
from bot.answering.summaries.watching import Nobody, Watcher
from bot.errors import Stopped, SummaryError
from index.library import Library

NOBODY: Final = Nobody()
LONGEST_TOPIC: Final = 200
STOPPED: Final = "Stopped."


class Summarizing:
    """Summarises one library at a time; holds only how to."""

    def __init__(self, *, min_confidence: float) -> None:
        """Take a topic for dealt with from this chance on that a passage answers to it."""
        self._min_confidence = min_confidence

    def summarize(self, library: Library, request: SummaryRequest, watcher: Watcher = NOBODY) -> Summary:
        """Summarise what the request asks for, every sentence with its quote.

        A watcher that stops it gets what was read by then, said to be no more than that. Raises SummaryError for what
        cannot be summarised, DocumentNotFound, Stopped where nothing was read yet, and StoreError.
        """
        started = time.perf_counter()
        check(request)
        material = self._gathered(library, request)
        summary = self._extracted(library, request, material, watcher)
        timings = {"total": (time.perf_counter() - started) * 1000}
        return replace(summary, answer=replace(summary.answer, timings_ms=timings))

    def _gathered(self, library: Library, request: SummaryRequest) -> Material:
        match request.scope:
            case Scope.DOCUMENT:
                return gathering.of_document(library, library.find(request.document))
            case Scope.LIBRARY:
                return gathering.of_library(library)
            case Scope.TOPIC:
                return gathering.of_topic(library, request.topic, self._min_confidence)
        raise SummaryError(f"A library has no summary of the kind “{request.scope}”.")

    def _extracted(self, library: Library, request: SummaryRequest, material: Material, watcher: Watcher) -> Summary:
        """Summarise in the documents' own sentences."""
        sections = len(material.sections)
        focus = _focus(library, request, material)
        offered = extractive.read_through(
            material, focus, lambda: watcher.stopped, lambda read: watcher.progress(read, sections)
        )
        read = len(offered.sections)
        if sections and not read:
            raise Stopped(STOPPED)
        verified, parts = verified_parts(extractive.write(material, offered, request.length), library)
        coverage = Coverage(read, sections, material.unit, material.where, note=material.note)
        note = STOPPED if read < sections else None
        return summary_of(request, material, verified, parts, coverage, writer=answers.NAME, note=note)


def _focus(library: Library, request: SummaryRequest, material: Material) -> Focus:
    """Return what to dwell on: of a topic, itself alone, unless the person asks for a kind of fact about it."""
    asked = focus_on(request.focus, library.sections.vector) if request.focus else Focus()
    if request.scope is Scope.TOPIC and asked.shows is None:
        words = f"{request.topic} {request.focus}"
        return on_subject(words, library.sections.vector, only=True, rarity=material.rarity)
    return asked


def check(request: SummaryRequest) -> None:
    """Raise SummaryError for a request that cannot be carried out; looks at nothing but its words."""
    if request.scope is Scope.TOPIC and not request.topic.strip():
        raise SummaryError("Say which topic to summarise.")
    if max(len(request.topic), len(request.focus)) > LONGEST_TOPIC:
        raise SummaryError(f"A topic and a focus have at most {LONGEST_TOPIC} characters each. Use fewer words.")
