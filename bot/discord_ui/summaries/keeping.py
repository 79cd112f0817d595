"""A summary as a kept answer and back: so it has the buttons of answers, which outlive a restart.

A summary nothing of which may be stored is held in memory instead, and is gone with the process.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import discord

from bot.answering.answer import Claim
from bot.answering.summaries.summary import Part, Summary
from bot.app import App
from bot.discord_ui.questions.requests import keep
from bot.errors import NotAllowed, SummaryError
from bot.records.nouns import GivenAnswer, Searched, Summarised, TitledClaims

MOST_HELD: Final = 100
"""Summaries held in memory; those made longest ago go first."""

NO_SUMMARY: Final = "This is no summary."
REMOVED_MEANWHILE: Final = "A document was removed while it was summarised; make the summary again."

Check = Callable[[discord.Interaction], Awaitable[None]]
"""Raises NotAllowed where the person of an interaction may not see a summary any more."""


@dataclass(frozen=True, slots=True)
class Held:
    """A summary in memory, for its asker alone, and what to check at every use of it."""

    given: GivenAnswer
    check: Check | None


class HeldSummaries:
    """Summaries that are not stored; to be used from one event loop."""

    def __init__(self) -> None:
        """Hold none."""
        self._held: OrderedDict[tuple[str, str], Held] = OrderedDict()

    def hold(self, given: GivenAnswer, check: Check | None) -> None:
        """Hold one more."""
        self._held[given.library, given.id] = Held(given, check)
        while len(self._held) > MOST_HELD:
            self._held.popitem(last=False)

    def find(self, library: str, summary_id: str) -> Held | None:
        """Return the library's summary with this id, if it is held."""
        return self._held.get((library, summary_id))


def searched_of(summary: Summary, documents: int, passages: int) -> Searched:
    """Return what is kept of a summary beside its answer; `documents` and `passages` are those it was made of."""
    parts = tuple(TitledClaims(part.title, len(part.claims)) for part in summary.parts)
    whole = Summarised(summary.request, summary.title, parts, summary.coverage)
    return Searched(documents, passages, summary=whole)


def keep_summary(app: App, given: GivenAnswer) -> None:
    """Keep a summary for its buttons. Raises SummaryError where a document it quotes is not there any more.

    It is looked again once it is kept: what removes a document meanwhile finds in it what is to be forgotten.
    """
    if _removed(app, given):
        raise SummaryError(REMOVED_MEANWHILE)
    keep(app, given)
    if removed := _removed(app, given):
        for document in removed:
            app.records.forget_document(given.library, document)
        raise SummaryError(REMOVED_MEANWHILE)


def _removed(app: App, given: GivenAnswer) -> set[str]:
    """Return the ids of the documents it quotes that are not there any more."""
    cited = {citation.quote.document.id for citation in given.answer.citations}
    return cited - {document.id for document in app.library(given.library).documents()}


def summary_in(given: GivenAnswer) -> Summary:
    """Return the summary a kept answer is. Raises NotAllowed where it is none."""
    kept = given.searched.summary
    if kept is None:
        raise NotAllowed(NO_SUMMARY)
    return Summary(kept.request, kept.title, given.answer, _parts(given.answer.claims, kept.parts), kept.coverage)


def _parts(claims: tuple[Claim, ...], titled: tuple[TitledClaims, ...]) -> tuple[Part, ...]:
    parts, at = [], 0
    for each in titled:
        parts.append(Part(each.title, claims[at : at + each.claims]))
        at += each.claims
    return tuple(parts)
