"""`footnote library compare` and `restore`: the versions of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.terminal.document_json import document_json
from bot.terminal.options import DEFAULT_LIBRARY, AsJson, LibraryName, Reference
from bot.terminal.safe_text import one_line
from bot.terminal.session import opened
from bot.terminal.streams import say, show_json
from bot.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.documents import Comparison, Sentence


def compare(
    reference: Reference,
    old: Annotated[
        int | None, typer.Argument(metavar="OLD", help="A version; by default the one before.", min=1)
    ] = None,
    new: Annotated[int | None, typer.Argument(metavar="NEW", help="Another; by default the live one.", min=1)] = None,
    library: LibraryName = DEFAULT_LIBRARY,
    as_json: AsJson = False,
) -> None:
    """Show which sentences came and went between two versions."""
    with opened() as app:
        target = app.library(library)
        comparison = target.compare(target.find(reference), old, new)
    if as_json:
        show_json(_json(comparison))
        return
    for line in _lines(comparison):
        say(line)


def restore(
    reference: Reference,
    version: Annotated[int, typer.Argument(metavar="VERSION", help="The version's number.", min=1, show_default=False)],
    library: LibraryName = DEFAULT_LIBRARY,
    as_json: AsJson = False,
) -> None:
    """Make an earlier version of a document the live one again.

    It becomes a new version, so that nothing is lost.
    """
    with opened() as app:
        target = app.library(library)
        result = target.restore(target.find(reference), version)
    if as_json:
        show_json({"outcome": result.outcome, "document": document_json(result.document)})
    elif result.outcome == "unchanged":
        say(f"unchanged: {one_line(result.document.title)} says the same already")
    else:
        say(f"restored: {one_line(result.document.title)}, now version {result.document.version}")


def _lines(comparison: Comparison) -> Iterator[str]:
    title = one_line(comparison.document.title)
    came, went = len(comparison.came), len(comparison.went)
    yield f"{title}, version {comparison.old} to {comparison.new}: {counted(came, 'sentence')} came, {went:,} went"
    for sign, sentences in (("-", comparison.went), ("+", comparison.came)):
        for sentence in sentences:
            yield f"{sign} {one_line(sentence.text)} ({_place(sentence)})"


def _place(sentence: Sentence) -> str:
    place = f"page {sentence.page}" if sentence.page is not None else f"line {sentence.line}"
    return f"{place}: {one_line(sentence.heading)}" if sentence.heading else place


def _json(comparison: Comparison) -> dict[str, Any]:
    return {
        "document": document_json(comparison.document),
        "old": comparison.old,
        "new": comparison.new,
        "came": [_sentence_json(sentence) for sentence in comparison.came],
        "went": [_sentence_json(sentence) for sentence in comparison.went],
    }


def _sentence_json(sentence: Sentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "start": sentence.span.start,
        "end": sentence.span.end,
        "page": sentence.page,
        "line": sentence.line,
        "heading": sentence.heading or None,
    }
