"""`footnote summarize`: a document, the library, a topic, what changed, or a discussion, in a few quoted sentences."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.answering.summaries.request import Length, Scope, SummaryRequest
from bot.errors import SummaryError
from bot.terminal.endings import FAILED, STOPPED
from bot.terminal.options import DEFAULT_LIBRARY, AsJson, LibraryName, OptionalReference
from bot.terminal.session import opened
from bot.terminal.showing import hint_if_empty
from bot.terminal.streams import is_terminal, say, show_json, tell
from index.errors import LibraryError

if TYPE_CHECKING:
    from bot.answering.summaries.summary import Summary
    from bot.answering.summaries.watching import Watcher
    from bot.app import App

A_WEEK: Final = "1 week"
"""Since when changes are told where nobody says it."""
WITH_SECTIONS: Final = {Scope.DOCUMENT, Scope.LIBRARY}


def summarize(  # noqa: PLR0913 - a command has as many options as it has
    reference: OptionalReference = None,
    *,
    topic: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What all documents say on this, in place of a document.")
    ] = None,
    changes: Annotated[bool, typer.Option("--changes", help="What changed, by default in the last week.")] = False,
    since: Annotated[
        str | None, typer.Option(metavar="TIME", help='What changed since then: 2026-02-17, 3d, "2 weeks".')
    ] = None,
    discussion: Annotated[
        Path | None, typer.Option(metavar="CHAT", help="What people wrote in this exported Discord chat.")
    ] = None,
    length: Annotated[
        Length, typer.Option(help="One sentence, a handful, or a line for every section.")
    ] = Length.SHORT,
    focus: Annotated[
        str, typer.Option(metavar="TEXT", help='What to dwell on: "dates only", "for a newcomer", safety.')
    ] = "",
    library: LibraryName = DEFAULT_LIBRARY,
    export: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it to this new Markdown file as well.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Summarise a document, or the whole library, every sentence with its quote.

    How much was read is said, and Ctrl-C leaves what was read by then.
    """
    _check_free(export)
    if changes and since is None:
        since = A_WEEK
    wanted = _Wanted(reference, topic, since, discussion)
    with opened() as app:
        from bot.terminal.watched_summary import watched

        if discussion is None and not app.library(library).documents():
            hint_if_empty(app.library(library))
            raise typer.Exit(FAILED)
        summary, stopped = watched(_work(app, library, wanted, length, focus.strip()))
    _show(summary, as_json=as_json)
    if export:
        _write(summary, export)
    if stopped:
        raise typer.Exit(STOPPED)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to be summarised; the whole library where nothing is named."""

    reference: str | None
    topic: str | None
    since: str | None
    discussion: Path | None

    def __post_init__(self) -> None:
        """Raise LibraryError for two things at a time; a document and a time together ask what changed in it."""
        if sum(each is not None for each in (self.topic, self.discussion, self.since or self.reference)) > 1:
            raise LibraryError("Ask for one thing at a time: a document, a topic, what changed, or a discussion.")


def _work(app: App, library: str, wanted: _Wanted, length: Length, focus: str) -> Callable[[Watcher], Summary]:
    """Return what makes the summary. Raises SourceError, DocumentNotFound and SummaryError."""
    if wanted.discussion:
        from bot.terminal.chat_file import discussion_in

        chat = discussion_in(app, wanted.discussion)
        return partial(app.summarize_discussion, library, chat, SummaryRequest(Scope.DISCUSSION, length, focus=focus))
    document = "" if wanted.reference is None else app.library(library).find(wanted.reference).id
    request = replace(_request(wanted, document), length=length, focus=focus)
    return partial(app.summarize, library, request)


def _request(wanted: _Wanted, document: str) -> SummaryRequest:
    if wanted.since is not None:
        from bot.answering.summaries.changes.moments import moment

        return SummaryRequest(Scope.CHANGES, document=document, since=moment(wanted.since, datetime.now(UTC)))
    if wanted.topic is not None:
        return SummaryRequest(Scope.TOPIC, topic=wanted.topic)
    return SummaryRequest(Scope.DOCUMENT if document else Scope.LIBRARY, document=document)


def _show(summary: Summary, *, as_json: bool) -> None:
    """Show the summary. Raises SummaryError where there was nothing to summarise."""
    wanted = summary.request
    if not summary.answer.claims and wanted.scope in WITH_SECTIONS and not wanted.focus:
        raise SummaryError("There is nothing to summarise: no sentence was found that could be quoted.")
    if as_json:
        show_json(summary.as_json())
    elif is_terminal(sys.stdout):
        from bot.terminal.screen import screen
        from bot.terminal.styled_summary import styled_summary

        console = screen()
        console.print(styled_summary(summary, console))
    else:
        from bot.terminal.plain_summary import plain_summary

        say(plain_summary(summary))


def _check_free(file: Path | None) -> None:
    """Raise LibraryError where a file would be written over, or has no folder to be in."""
    try:
        if file and (file.exists() or file.is_symlink()):
            raise LibraryError(f"{file} is there already and stays as it is; give another name.")
        if file and not file.parent.is_dir():
            raise LibraryError(f"{file} cannot be written: there is no such folder. Give another name.")
    except OSError as error:  # a name that no system takes, a folder that may not be looked into
        raise _unwritable(file, error) from error


def _unwritable(file: Path | None, error: OSError) -> LibraryError:
    reason = (error.strerror or "no reason given").lower()
    return LibraryError(f"{file} cannot be written: {reason}. Give another name.")


def _write(summary: Summary, file: Path) -> None:
    """Write the summary as Markdown to a file that is not there yet. Raises LibraryError."""
    from bot.answering.summaries.markdown import as_markdown

    text = as_markdown(summary).encode("utf-8", "replace")
    try:
        with file.open("xb") as written:
            written.write(text)
    except FileExistsError:
        _check_free(file)
    except OSError as error:
        raise _unwritable(file, error) from error
    tell(f"Written to {file}.")
