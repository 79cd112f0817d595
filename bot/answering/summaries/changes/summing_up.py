"""What changed since a moment: of every document what came, what went and what was altered, with quotes of both.

Each claim says of itself which it is, so that none can be taken for what the documents say now that is no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from bot.answering import extractive as answers
from bot.answering.answer import Citation, Claim, Quote
from bot.answering.summaries.assembling import summary_of
from bot.answering.summaries.changes.moments import said
from bot.answering.summaries.changes.versions import Change, Compared, Comparing
from bot.answering.summaries.extractive.choosing import Candidate, choose
from bot.answering.summaries.extractive.focus import Focus, focus_on
from bot.answering.summaries.extractive.writing import SIZES
from bot.answering.summaries.material import Material
from bot.answering.summaries.request import Length, SummaryRequest
from bot.answering.summaries.sections import MOST_SECTIONS, SECTION_CHARS
from bot.answering.summaries.summary import Coverage, Part, Summary
from bot.answering.summaries.watching import Watcher
from bot.answering.verification.quotes import QuoteFinder
from bot.answering.verification.verifying import Verified
from bot.errors import Stopped, SummaryError
from bot.wording import counted
from index.documents import Document
from index.errors import VersionNotFound
from index.library import Library

OFFERED: Final = 200
"""Changes that the most telling ones are chosen from, the ones worth most."""
MOST: Final = 1_000
"""Changes told in a full summary."""
STOPPED: Final = "Stopped."
INNER_MARKS: Final = str.maketrans("“”„‟«»", "‘’‘‘‘’")

Told = Sequence[tuple[Compared, tuple[Claim, ...]]]
"""What is said of each document."""


class KeptTexts:
    """Where quotes of any version that is kept are looked up."""

    def __init__(self, library: Library) -> None:
        """Read what this library keeps."""
        self._library = library

    def live_text(self, document_id: str, version: int) -> str | None:
        """Return the text of a version, live or not; None where it is not kept."""
        found = self._library.version_text(document_id, version)
        return found.text if found else None


def changes_since(library: Library, request: SummaryRequest, watcher: Watcher) -> Summary:
    """Return what changed in the library, or in the one document asked for, since `request.since`.

    A watcher that stops it gets what was compared by then. Raises SummaryError where it is not said since when,
    DocumentNotFound, Stopped where nothing was compared yet, and StoreError.
    """
    if request.since is None:
        raise SummaryError("Say since when to tell what changed.")
    documents = [library.find(request.document)] if request.document else library.documents()
    focus = focus_on(request.focus, library.sections.vector) if request.focus else Focus()
    full = request.length is Length.FULL
    comparing = Comparing(library, request.since, focus, full, lambda: watcher.stopped)
    found, read, failed = _compared(comparing, documents, watcher)
    if documents and not read and not failed:
        raise Stopped(STOPPED)
    told, citations = _told(_chosen(found, request.length), KeptTexts(library))
    title = f"what changed {f'in “{documents[0].title}” ' if request.document else ''}since {said(request.since)}"
    where = f"for changes since {said(request.since)}"
    coverage = Coverage(read, len(documents), "document", where, failed)
    coverage = replace(coverage, note=" ".join(_notes(found, told, coverage, whole_library=not request.document)))
    parts = tuple(Part(each.title, claims) for each, claims in told if claims)
    claims = tuple(claim for part in parts for claim in part.claims)
    verified = Verified(claims, citations, len(citations), len(citations), len(claims), claims_replaced=0)
    note = None if read + len(failed) == len(documents) else STOPPED
    return summary_of(request, Material(title, (), where), verified, parts, coverage, writer=answers.NAME, note=note)


def _compared(
    comparing: Comparing, documents: Sequence[Document], watcher: Watcher
) -> tuple[list[Compared], int, tuple[str, ...]]:
    """Return what changed, how many documents were compared, and which could not be, and why."""
    found: list[Compared] = []
    failed: list[str] = []
    read = done = 0
    steps = [min(MOST_SECTIONS, 1 + document.characters // SECTION_CHARS) for document in documents]
    for document, mine in zip(documents, steps, strict=True):
        within = partial(_tell_within, watcher, done, mine, sum(steps))
        try:
            each = comparing.compared(document, within)
        except VersionNotFound as error:
            failed.append(str(error).removesuffix("."))
        except Stopped:
            break
        else:
            read += 1
            found += [each] if each else []
        done += mine
        watcher.progress(done, sum(steps))
    return found, read, tuple(failed)


def _tell_within(watcher: Watcher, done: int, mine: int, of: int, share: float) -> None:
    """Tell how far it is when this share, 0..1, of the next so many steps is done: a document has some a section."""
    watcher.progress(done + int(share * mine), of)


def _chosen(found: Sequence[Compared], length: Length) -> Iterator[tuple[Compared, list[Change]]]:
    """Yield the documents with those of their changes that are to be told."""
    offered = [
        Candidate(change.quotes[-1], number, len(each.changes), change.worth, None)
        for number, each in enumerate(found)
        for change in each.changes
        if change.worth > 0
    ]
    most = MOST if length is Length.FULL else OFFERED
    best = sorted(offered, key=lambda each: -each.worth)[:most]
    chosen = {each.quote for each in (best if length is Length.FULL else choose(best, *SIZES[length]))}
    for each in found:
        yield each, [change for change in each.changes if change.quotes[-1] in chosen]


def _told(chosen: Iterable[tuple[Compared, Sequence[Change]]], texts: KeptTexts) -> tuple[Told, tuple[Citation, ...]]:
    """Return what is said of each document, and the quotes, each of which was found where it says."""
    numbers: dict[Quote, int] = {}
    told = []
    for each, changes in chosen:
        finder, claims = QuoteFinder(texts), []  # of each document its own, which lets go of the texts it read
        for change in changes:
            quotes = tuple(finder.found(change.quotes))
            if len(quotes) == len(change.quotes):
                cited = tuple(numbers.setdefault(quote, len(numbers) + 1) for quote in quotes)
                claims.append(Claim(_said(change), cited))
        told.append((each, tuple(claims)))
    return told, tuple(Citation(number, quote) for quote, number in numbers.items())


def _said(change: Change) -> str:
    was, now = (quote and f"“{_inside(quote.text)}”" for quote in (change.was, change.now))
    if was and now:
        return f"Was: {was} Now: {now}"
    return f"New: {now}" if now else f"Gone: {was}"


def _inside(text: str) -> str:
    """Return a text fit to stand between quotation marks: none in it ends them, as if more had changed."""
    return " ".join(text.translate(INNER_MARKS).split())


def _notes(found: Sequence[Compared], told: Told, coverage: Coverage, *, whole_library: bool) -> Iterator[str]:
    """Yield what is to be known besides: how much changed, how much of it is told, and what could not be seen."""
    changed = [each for each in found if each.old is not None]
    new = len(found) - len(changed)
    changes = [change for each in changed for change in each.changes]
    if changed:
        yield f"{counted(len(changed), 'document')} changed ({_counts(changes)})."
    if new:
        yield f"{counted(new, 'document')} {'is' if new == 1 else 'are'} new."
    if not found and (coverage.read or coverage.whole):
        yield f"Nothing has changed {'since then' if coverage.whole else 'in what was read'}."
    shown = sum(len(claims) for each, claims in told if each.old is not None)
    if shown < len(changes):
        yield f"Of these changes {f'{shown:,}' if shown else 'none'} {'are' if shown > 1 else 'is'} told here."
    yield from (each.note for each in found if each.note)
    if whole_library:
        yield "Documents that were removed are not kept and not counted."


def _counts(changes: Sequence[Change]) -> str:
    if not changes:
        return "no sentence differs"
    gone = sum(change.now is None for change in changes)
    new = sum(change.was is None for change in changes)
    return f"{counted(new, 'sentence')} new, {len(changes) - new - gone:,} altered, {gone:,} gone"
