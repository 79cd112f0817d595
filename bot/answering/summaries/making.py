"""The making of one summary: from what is kept, by a model, or in the documents' own sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass, field

from bot.answering import extractive as answers
from bot.answering.generative.writing import STOPPED
from bot.answering.models import ChatModel
from bot.answering.summaries.assembling import summary_of, verified_parts
from bot.answering.summaries.caching import KeptSummaries, RecentSummaries, SummaryCache
from bot.answering.summaries.extractive import writing as extractive
from bot.answering.summaries.extractive.focus import Focus, focus_on, on_subject
from bot.answering.summaries.generative.writing import SummaryWriting, Written
from bot.answering.summaries.material import Material
from bot.answering.summaries.request import Scope, SummaryRequest
from bot.answering.summaries.summary import Coverage, Summary
from bot.answering.summaries.watching import Watcher
from bot.errors import ModelUnavailable, Stopped
from index.library import Library

ModelForCall = Callable[[], ChatModel | None]
"""Gives the model for one call, which counts as one question; None where there is none."""


@dataclass(frozen=True, slots=True)
class How:
    """How summaries are made: `writing` those of a model, kept in `kept`, which is asked at the server named."""

    writing: SummaryWriting
    kept: KeptSummaries | None
    server: str
    recent: RecentSummaries = field(default_factory=RecentSummaries)


class Making:
    """One summary on its way."""

    def __init__(
        self, how: How, library: Library, request: SummaryRequest, watcher: Watcher, model: ModelForCall
    ) -> None:
        """Note how the library stands: to be made before anything is read of it. Raises StoreError."""
        self._how = how
        self._library = library
        self._request = request
        self._watcher = watcher
        self._model_for_call = model
        self._model = model()
        self._cache = SummaryCache(how.recent if self._model is None else how.kept, library, request)

    def kept(self) -> Summary | None:
        """Return what was made of the same request before, if nothing has changed since."""
        return self._cache.find(self._made_by())

    def keep(self, written: Written) -> None:
        """Keep a summary that need not be made again."""
        if written.whole:
            self._cache.keep(self._made_by(), written.summary)

    def written(self, material: Material) -> Written:
        """Make the summary. Raises Stopped where nothing was read yet, and StoreError."""
        focus = _focus(self._library, self._request, material)
        first = self._model
        if first is None or not material.sections:
            return self._extracted(material, focus)
        write = self._how.writing.write
        try:
            model = lambda: self._model_for_call() or first  # noqa: E731 - read in one place
            return write(self._request, material, self._library, focus, model, self._watcher)
        except ModelUnavailable as error:
            return self._extracted(material, focus, str(error))

    def _made_by(self) -> list[str]:
        """Return what the summary depends on beside what is asked for and the documents.

        A server may tell its model's name only with its first reply.
        """
        if self._model is None:
            return [answers.NAME]
        writing = self._how.writing
        return [self._how.server, self._model.name, writing.prompts.version, *map(str, astuple(writing.limits))]

    def _extracted(self, material: Material, focus: Focus, failure: str | None = None) -> Written:
        """Summarise in the documents' own sentences; `failure` says why no model does."""
        request, watcher = self._request, self._watcher
        sections = len(material.sections)
        offered = extractive.read_through(
            material, focus, lambda: watcher.stopped, lambda read: watcher.progress(read, sections)
        )
        read = len(offered.sections)
        if sections and not read:
            raise Stopped(STOPPED)
        verified, parts = verified_parts(extractive.write(material, offered, request.length), self._library)
        said = " ".join(filter(None, (material.note, _focus_note(request, focus, offered))))
        coverage = Coverage(read, sections, material.unit, material.where, note=said)
        note = STOPPED if read < sections else failure
        summary = summary_of(request, material, verified, parts, coverage, writer=answers.NAME, note=note)
        return Written(summary, coverage.whole and note is None, range(read))


def _focus_note(request: SummaryRequest, focus: Focus, offered: extractive.Offered) -> str:
    """Return a sentence for a person whose focus is on what nothing that was read speaks of; else nothing."""
    found = (each for section in offered.sections for each in section)
    if (
        not focus.terms
        or request.scope is Scope.TOPIC
        or any(focus.met_by(each.quote.text, each.vector) for each in found)
    ):
        return ""
    return f"Nothing here speaks of “{request.focus}”; this is a summary without it."


def _focus(library: Library, request: SummaryRequest, material: Material) -> Focus:
    """Return what to dwell on: of a topic, itself alone, unless the person asks for a kind of fact about it."""
    asked = focus_on(request.focus, library.sections.vector) if request.focus else Focus()
    if request.scope is Scope.TOPIC and asked.shows is None:
        words = f"{request.topic} {request.focus}"
        return on_subject(words, library.sections.vector, only=True, rarity=material.rarity)
    return asked
