"""What "Show passage" shows: a citation's quote in its passage, in the version that was quoted, and what is around it.

Synchronous: it reads the store. The version may be an old one by now, and is then marked as that, or be gone.
"""

from __future__ import annotations

from functools import partial
from typing import Protocol

from bot.answering.answer import Citation
from bot.discord_ui.rendering import notice
from bot.discord_ui.screens.actions import custom_id
from bot.discord_ui.screens.passage_rendering import PassageView, gone_screen, leaf_at, leaves, passage_screen
from bot.discord_ui.screens.screen import Screen
from bot.errors import NotAllowed
from bot.records.nouns import GivenAnswer
from index.documents import Passage, Span, Surroundings, VersionText
from index.library import Library

NO_SUCH_SOURCE = "This answer has no such source."
NOT_THERE = "This document is not in the library any more."


class LeafId(Protocol):
    """Makes the custom id of the button that shows the leaf which begins at a character."""

    def __call__(self, start: int) -> str:
        """Return the id."""
        ...


def cited_passage(library: Library, given: GivenAnswer, number: int, start: int | None) -> Screen:
    """Return the leaf with the quote of citation `number`, or the leaf that begins at `start`. Raises NotAllowed."""
    quote = _citation(given, number).quote
    version = library.version_text(quote.document.id, quote.document.version)
    at = quote.span.start if start is None else start
    around = library.surroundings(quote.document.id, quote.document.version, at)
    if version is None or around is None:
        return gone_screen(quote.document.title)
    leaf_id = partial(custom_id, "leaf", given.library, given.id, number)
    return _screen(library, version, around, at, quote.span, leaf_id)


def quoted_passage(library: Library, document_id: str, number: int, quote: Span) -> Screen:
    """Return the leaf of a document's version in which a quote begins, with the quote in it."""
    version = library.version_text(document_id, number)
    around = library.surroundings(document_id, number, quote.start)
    if version is None or around is None:
        return notice(NOT_THERE)
    read = partial(custom_id, "read", library.name, document_id, number)
    return _screen(library, version, around, quote.start, quote, read)


def passage_at(library: Library, document_id: str, number: int, start: int | None) -> Screen:
    """Return a document's first leaf, or the leaf that begins at `start`."""
    version = library.version_text(document_id, number)
    at = _first(library, document_id, number) if start is None else start
    around = library.surroundings(document_id, number, at)
    if version is None or around is None:
        return notice(NOT_THERE)
    return _screen(library, version, around, at, None, partial(custom_id, "read", library.name, document_id, number))


def _screen(
    library: Library, version: VersionText, around: Surroundings, at: int, quote: Span | None, leaf_id: LeafId
) -> Screen:
    near = [passage for passage in (around.before, around.passage, around.after) if passage]
    found = leaves(near)
    here = leaf_at(found, at)
    leaf = found[here]
    passage = _holding(near, leaf)
    view = PassageView(
        title=version.document.title,
        source=version.document.source,
        version=version.number,
        version_date=version.created_at,
        changed_at=version.document.updated_at if _has_changed(library, version) else None,
        heading=passage.heading,
        page=passage.page,
        line=version.text.count("\n", 0, leaf.start) + 1,
        text=leaf.of(version.text),
        start=leaf.start,
        quote=quote,
        previous=leaf_id(found[here - 1].start) if here else None,
        next=leaf_id(found[here + 1].start) if here + 1 < len(found) else None,
    )
    return passage_screen(view)


def _has_changed(library: Library, version: VersionText) -> bool:
    """Tell whether the document says something else now; one that was restored says the same anew."""
    return not version.live and library.live_text(version.document.id, version.document.version) != version.text


def _citation(given: GivenAnswer, number: int) -> Citation:
    for citation in given.answer.citations or given.answer.closest:
        if citation.number == number:
            return citation
    raise NotAllowed(NO_SUCH_SOURCE)


def _first(library: Library, document_id: str, number: int) -> int:
    passages = library.version_passages(document_id, number)
    return passages[0].span.start if passages else 0


def _holding(passages: list[Passage], leaf: Span) -> Passage:
    return next(passage for passage in passages if passage.span.start <= leaf.start < passage.span.end)
