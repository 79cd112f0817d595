"""The writer of summaries that uses a model: every section told, and what matters of it chosen and put in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.answering.generative.limits import Limits
from bot.answering.generative.writing import NAME, STOPPED
from bot.answering.models import ChatModel
from bot.answering.summaries.assembling import TitledClaims, summary_of, under_titles
from bot.answering.summaries.extractive.focus import Focus
from bot.answering.summaries.extractive.writing import SIZES
from bot.answering.summaries.generative.picking import best, pick
from bot.answering.summaries.generative.reading import Reader, Readings
from bot.answering.summaries.generative.telling import NOTHING_SAID, Means, RecentTexts
from bot.answering.summaries.material import Material
from bot.answering.summaries.request import Length, Scope, SummaryRequest
from bot.answering.summaries.summary import Coverage, Summary
from bot.answering.summaries.watching import Watcher
from bot.answering.verification.quotes import LiveTexts
from bot.answering.verification.verifying import Checked
from bot.errors import ModelUnavailable, Stopped
from prompts import Prompts

A_LINE: Final = (2, 600)
"""How many claims a section has in a full summary at most, and how many characters."""
FEWEST_CLAIMS: Final = 2
MOST_CLAIMS: Final = 6
"""Claims asked for of a section."""
CLAIMS_TO_CHOOSE_FROM: Final = 15
LONGEST: Final = 600_000
"""Characters a model is had read: a book of two hundred pages, and about a hundred calls."""
TOO_LONG: Final = (
    "This is longer than what a model is had read for a summary, so it is said in the documents' own sentences."
)


@dataclass(frozen=True, slots=True)
class Written:
    """A summary, and whether it need not be asked for again: all was read and nothing left open.

    `read` has the numbers of the sections that were read whole.
    """

    summary: Summary
    whole: bool
    read: Sequence[int]


@dataclass(frozen=True, slots=True)
class SummaryWriting:
    """The writing of summaries with these prompts and within these limits; `clock` tells the seconds."""

    prompts: Prompts
    limits: Limits
    clock: Callable[[], float]

    def write(
        self,
        request: SummaryRequest,
        material: Material,
        texts: LiveTexts,
        focus: Focus,
        model: Callable[[], ChatModel],
        watcher: Watcher,
    ) -> Written:
        """Have a model summarise the material; `model` gives it for one call.

        Raises ModelUnavailable, whose sentence says why, where nothing came of it, Stopped, and StoreError.
        """
        if sum(section.size for section in material.sections) > LONGEST:
            raise ModelUnavailable(TOO_LONG)
        means = Means(
            prompts=self.prompts,
            limits=self.limits,
            model=model,
            texts=RecentTexts(texts),
            stopped=lambda: watcher.stopped,
            clock=self.clock,
            wish=_wish(request),
            choosy=bool(request.focus.strip() or request.scope is Scope.TOPIC),
            claims=_claims(request.length, len(material.sections)),
        )
        return _Way(means, model(), request, material, watcher).written(focus)


@dataclass(frozen=True, slots=True)
class _Way:
    """The way of one summary. `model` is not asked, but knows its name; `lines` are of the sections done with."""

    means: Means
    model: ChatModel
    request: SummaryRequest
    material: Material
    watcher: Watcher
    lines: dict[int, TitledClaims] = field(default_factory=dict)

    def written(self, focus: Focus) -> Written:
        readings = Reader(self.means, self.material, focus, self._tell).read()
        stopped = self.watcher.stopped
        if stopped and not readings.claims:
            raise Stopped(STOPPED)
        if not readings.claims:
            raise ModelUnavailable(readings.reason or NOTHING_SAID)
        chosen = None if stopped or readings.ended else self._chosen(readings)
        summary = self._summary(readings, chosen)
        settled = self.request.length is Length.FULL or chosen is not None
        whole = summary.coverage.whole and summary.answer.note is None and settled and not readings.doubtful
        return Written(summary, whole, readings.read)

    def _tell(self, readings: Readings) -> None:
        """Show what there is by now."""
        self.watcher.progress(readings.done, len(self.material.sections))
        if readings.claims:
            self.watcher.show(self._summary(readings, None))

    def _chosen(self, readings: Readings) -> list[Checked] | None:
        """Return the model's choice, or all where all fits; None where nothing is chosen, or it fails."""
        if self.request.length is Length.FULL:
            return None
        size = SIZES[self.request.length]
        fitting = best(readings.claims, *size)
        return fitting if len(fitting) == len(readings.claims) else pick(self.means, readings.claims, *size)

    def _summary(self, readings: Readings, chosen: Sequence[Checked] | None) -> Summary:
        """Return the summary; where nothing is chosen by the model, it is by the extractive means."""
        if self.request.length is Length.FULL:
            told = [self._line(number, readings) for number in range(len(readings.sections))]
        else:
            told = [TitledClaims("", chosen or best(readings.claims, *SIZES[self.request.length]))]
        verified, parts = under_titles(told, self.means.texts)
        material = self.material
        failed = tuple(readings.failed)
        coverage = Coverage(
            len(readings.read), len(material.sections), material.unit, material.where, failed, note=material.note
        )
        name, note = self.model.name, self._note(readings)
        return summary_of(self.request, material, verified, parts, coverage, writer=NAME, model=name, note=note)

    def _line(self, number: int, readings: Readings) -> TitledClaims:
        """Return what a full summary says of a section: of one that is done with it is chosen only once."""
        if number in self.lines:
            return self.lines[number]
        line = TitledClaims(self.material.sections[number].title, best(readings.sections[number], *A_LINE))
        if number < readings.done:
            self.lines[number] = line
        return line

    def _note(self, readings: Readings) -> str | None:
        if self.watcher.stopped and readings.done < len(self.material.sections):
            return STOPPED
        return (readings.reason if readings.ended else readings.failed_because) or None


def _claims(length: Length, sections: int) -> int:
    """Return how many claims to ask for of a section: of a few, what makes a short summary and something to choose."""
    wanted = CLAIMS_TO_CHOOSE_FROM // max(1, sections) if length is Length.SHORT else 0
    return max(FEWEST_CLAIMS, min(MOST_CLAIMS, wanted))


def _wish(request: SummaryRequest) -> str:
    """Return what the person wants, as data for a model."""
    topic = request.topic if request.scope is Scope.TOPIC else ""
    named = {"Topic": " ".join(topic.split()), "Focus": " ".join(request.focus.split())}
    return "\n".join(f"{name}: {words or 'none'}" for name, words in named.items())
