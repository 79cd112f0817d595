"""`footnote library sources`, `unfollow` and `schedule`: what is looked at again, and how often."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from bot.terminal.document_json import document_json
from bot.terminal.intervals import minutes_of, spoken
from bot.terminal.options import DEFAULT_LIBRARY, AsJson, LibraryName, OptionalReference
from bot.terminal.safe_text import one_line
from bot.terminal.session import opened
from bot.terminal.streams import is_terminal, say, show_json, tell
from index.errors import LibraryError

if TYPE_CHECKING:
    from bot.app import App
    from index.documents import Document
    from index.following.source import Source

KINDS: Final = {"url": "web page", "folder": "folder"}


def sources(library: LibraryName = DEFAULT_LIBRARY, as_json: AsJson = False) -> None:
    """List the folders and web pages that are followed.

    How often each is looked at, when that was last, and what was wrong with it.
    """
    with opened() as app:
        found, default = app.library(library).sources(), _default_minutes(app, library)
    if as_json:
        shown = {"library": library, "every_minutes": default, "sources": [_json(each) for each in found]}
        show_json(shown)
    elif not found:
        tell(f"The library {library} follows no folder and no web page.")
    elif is_terminal(sys.stdout):
        for text in _described(found, default):
            say(text)
    else:
        for each in found:
            say("\t".join(_cells(each, default)))


def unfollow(
    location: Annotated[
        str, typer.Argument(metavar="LOCATION", help="The folder, or the web address.", show_default=False)
    ],
    library: LibraryName = DEFAULT_LIBRARY,
    as_json: AsJson = False,
) -> None:
    """Follow a folder or a web page no more; its documents stay."""
    with opened() as app:
        source = app.library(library).unfollow(location)
    if as_json:
        show_json({"unfollowed": _json(source)})
    else:
        say(f"unfollowed: {one_line(source.location)}; its documents stay")


def schedule(
    every: Annotated[str, typer.Option(metavar="TIME", help="30m, 6h, 1d, 2w, never, or default.")],
    reference: OptionalReference = None,
    library: LibraryName = DEFAULT_LIBRARY,
    folder: Annotated[
        Path | None, typer.Option(metavar="PATH", help="A folder that is followed, in place of a document.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say how often what is followed is looked at again.

    A document's web page, or a folder; without either, everything in the library that has no time of its own. `default`
    takes a time back: a page or a folder is then looked at as often as the library has it, the library every day.
    """
    if reference is not None and folder is not None:
        raise LibraryError("Name a document or a folder, not both.")
    minutes = minutes_of(every)
    with opened() as app:
        target = app.library(library)
        document = None if reference is None else target.find(reference)
        target.schedule(minutes, document, folder)
        default = _default_minutes(app, library)
    if as_json:
        show_json(_schedule_json(library, document, folder, minutes))
        return
    what = _subject(library, document, folder)
    say(f"scheduled: {what}, {spoken(default if minutes is None else minutes)}")


def _subject(library: str, document: Document | None, folder: Path | None) -> str:
    if document:
        return one_line(document.title)
    return one_line(str(folder)) if folder else f"what has no time of its own in {library}"


def _default_minutes(app: App, library: str) -> int:
    """Return how often a source without a schedule of its own is looked at."""
    from index.following import catalogue
    from index.following.schedule import DAILY

    with app.store.reading() as connection:
        minutes = catalogue.default_minutes(connection, library)
    return DAILY if minutes is None else minutes


def _often(source: Source, default: int) -> str:
    return spoken(default if source.every_minutes is None else source.every_minutes)


def _described(found: Sequence[Source], default: int) -> Iterator[str]:
    for source in found:
        looked = f"{source.checked_at:%Y-%m-%d %H:%M} UTC" if source.checked_at else "not yet"
        yield f"{KINDS[source.kind]} {one_line(source.location)}"
        yield f"  {_often(source, default)}, last looked at: {looked}"
        if source.facts.problem:
            yield f"  problem: {one_line(source.facts.problem)}"


def _cells(source: Source, default: int) -> tuple[str, ...]:
    looked = source.checked_at.isoformat() if source.checked_at else ""
    problem = one_line(source.facts.problem or "")
    return (source.kind, one_line(source.location), _often(source, default), looked, problem)


def _json(source: Source) -> dict[str, Any]:
    return {
        "kind": source.kind,
        "location": source.location,
        "every_minutes": source.every_minutes,
        "checked_at": source.checked_at.isoformat() if source.checked_at else None,
        "problem": source.facts.problem,
        "failures": source.facts.failures,
    }


def _schedule_json(library: str, document: Document | None, folder: Path | None, minutes: int | None) -> dict[str, Any]:
    return {
        "library": library,
        "document": document_json(document) if document else None,
        "folder": str(folder) if folder else None,
        "every_minutes": minutes,
    }
