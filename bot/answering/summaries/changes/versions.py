"""A document beside what it was: the sentences that came, that went, and that were altered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.answering.answer import Quote
from bot.answering.summaries import gathering
from bot.answering.summaries.changes.moments import said
from bot.answering.summaries.changes.pairing import altered
from bot.answering.summaries.changes.telling import of_alteration, of_each
from bot.answering.summaries.extractive import writing as extractive
from bot.answering.summaries.extractive.choosing import choose, line_of
from bot.answering.summaries.extractive.focus import Focus
from bot.errors import Stopped
from index.documents import Document, Sentence, Version
from index.errors import VersionNotFound
from index.library import Library

OF_NEW_DOCUMENT: Final = (3, 700)
"""Sentences, and characters, that a new document has in a summary that is not full."""
NEWS: Final = 0.6
"""What a sentence of a new document is worth beside one of a document that people know and that is altered."""


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence as it was, as it is now, or both. `worth` is 0 for what the summary should not dwell on."""

    was: Quote | None
    now: Quote | None
    worth: float

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes there are, the newer one last."""
        return tuple(quote for quote in (self.was, self.now) if quote)


@dataclass(frozen=True, slots=True)
class Compared:
    """A document that has changed, and how. `old` is the version it was compared with, None for a new document.

    Of a new document the `changes` are the best of its sentences. `note` is one more plain sentence.
    """

    document: Document
    old: int | None
    changes: Sequence[Change]
    note: str = ""

    @property
    def title(self) -> str:
        """What stands above the changes: `Rules (version 1 to 2)`."""
        how = "new" if self.old is None else f"version {self.old:,} to {self.document.version:,}"
        return f"{self.document.title} ({how})"


@dataclass(frozen=True, slots=True)
class Comparing:
    """How documents are compared: since when, `full`: with a line for each section of a new one; until `stopped`."""

    library: Library
    since: datetime
    focus: Focus
    full: bool
    stopped: Callable[[], bool]

    def compared(self, document: Document, told: Callable[[float], object]) -> Compared | None:
        """Compare the document with what it was; None where no version of it came since then.

        `told` which share of the document is read, 0..1, where that takes long.
        Raises VersionNotFound where no version before the live one is kept, or the document is gone, Stopped, and
        StoreError.
        """
        versions = [each for each in self.library.versions(document) if each.number <= document.version]
        if not versions:
            raise VersionNotFound(f"“{document.title}”: it was removed meanwhile.")
        before = next((each for each in versions if each.created_at <= self.since), None)
        oldest = versions[-1]
        if before is None and oldest.number == 1:
            return Compared(document, None, self._best_of(document, told))
        if before is None and oldest.number == document.version:
            raise VersionNotFound(f"“{document.title}”: no earlier version of it is kept.")
        old = before or oldest
        if old.number == document.version:
            return None
        return Compared(document, old.number, self._changes(document, old), "" if before else _why(document, old))

    def _best_of(self, document: Document, told: Callable[[float], object]) -> list[Change]:
        """Return the best sentences of a new document, or of each of its sections."""
        material = gathering.of_document(self.library, document)
        sections = len(material.sections)
        offered = extractive.read_through(
            material, self.focus, self.stopped, lambda read: told(read / sections)
        ).sections
        if self.stopped():
            raise Stopped("Stopped.")
        best = choose([each for section in offered for each in section], *OF_NEW_DOCUMENT)
        if self.full:
            lines = [line_of(section) for section in offered if section]
            best = sorted({each.quote: each for each in (*best, *lines)}.values(), key=lambda each: each.quote.span)
        return [Change(None, each.quote, NEWS * each.worth) for each in best]

    def _changes(self, document: Document, old: Version) -> list[Change]:
        comparison = self.library.compare(document, old.number, document.version)
        then = replace(document, version=old.number, updated_at=old.created_at, characters=old.characters)
        went = [_quote(then, each) for each in comparison.went]
        came = [_quote(document, each) for each in comparison.came]
        now_of = dict(altered(went, came, self.stopped))
        lost, gained = of_each(went, self.focus), of_each(came, self.focus)
        paired = set(now_of.values())
        return [
            *(Change(None, came[at], gained[at]) for at in range(len(came)) if at not in paired),
            *(
                Change(went[at], came[to], of_alteration(went[at], came[to], max(lost[at], gained[to])))
                for at, to in sorted(now_of.items())
            ),
            *(Change(went[at], None, lost[at]) for at in range(len(went)) if at not in now_of),
        ]


def _why(document: Document, oldest: Version) -> str:
    kept = f"version {oldest.number:,} of {said(oldest.created_at)}, the oldest that is kept"
    return f"“{document.title}” is compared with {kept}."


def _quote(document: Document, sentence: Sentence) -> Quote:
    return Quote(document, sentence.span, sentence.text, sentence.heading, sentence.line, sentence.page)
