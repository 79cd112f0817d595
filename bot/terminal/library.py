"""`footnote library`: what documents there are, one of them in full, and taking one away."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.adding import add, refresh, reindex
from bot.terminal.document_json import document_json, list_json, shown_json
from bot.terminal.documents import description, tab_separated, table
from bot.terminal.endings import FAILED
from bot.terminal.library_jobs import cancel, jobs, resume
from bot.terminal.options import DEFAULT_LIBRARY, AsJson, LibraryName
from bot.terminal.safe_text import one_line
from bot.terminal.session import opened
from bot.terminal.streams import is_terminal, say, show_json, tell
from bot.terminal.versions import compare, restore
from bot.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.documents import Document

Reference = Annotated[str, typer.Argument(metavar="REF", help="The document's id, title or file name.")]

commands = typer.Typer(help="Add, show and remove documents.", no_args_is_help=True, rich_markup_mode=None)
commands.command()(add)
commands.command()(refresh)
commands.command()(reindex)
commands.command()(compare)
commands.command()(restore)
commands.command()(jobs)
commands.command()(resume)
commands.command()(cancel)


@commands.command("list")
def list_documents(library: LibraryName = DEFAULT_LIBRARY, as_json: AsJson = False) -> None:
    """List the documents of the library."""
    with opened() as app:
        documents = app.library(library).documents()
    if as_json:
        show_json(list_json(library, documents))
    elif documents:
        _show_list(documents)
    else:
        tell(f"The library {library} holds no documents.")


@commands.command()
def show(
    reference: Reference,
    library: LibraryName = DEFAULT_LIBRARY,
    text: Annotated[bool, typer.Option("--text", help="Show the passages' text as well.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show a document: where it comes from, its versions and its passages."""
    with opened() as app:
        documents = app.library(library)
        document = documents.find(reference)
        versions, passages = documents.versions(document), documents.passages(document)
    if as_json:
        show_json(shown_json(document, versions, passages, with_text=text))
        return
    for line in description(document, versions, passages, with_text=text):
        say(line)


@commands.command()
def remove(
    reference: Reference,
    library: LibraryName = DEFAULT_LIBRARY,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for confirmation.")] = False,
    as_json: AsJson = False,
) -> None:
    """Remove a document with all its versions; its old citations then lead nowhere."""
    with opened() as app:
        documents = app.library(library)
        document = documents.find(reference)
        if not yes:
            _confirm(document)
        documents.remove(document.id)
    if as_json:
        show_json({"removed": document_json(document)})
    else:
        say(f"removed: {one_line(document.title)}")


def _show_list(documents: Sequence[Document]) -> None:
    if not is_terminal(sys.stdout):
        say(tab_separated(documents))
        return
    from bot.terminal.screen import screen

    console = screen()
    console.print(table(documents, console.width))


def _confirm(document: Document) -> None:
    """Ask the person, or refuse where there is none to ask."""
    name = f"“{one_line(document.title)}” ({counted(document.passages, 'passage')})"
    if not is_terminal(sys.stdin):
        tell(f"Nothing was removed: say --yes to remove {name} without being asked.")
        raise typer.Exit(FAILED)
    if not typer.confirm(f"Remove {name} with all its versions?", err=True):
        tell("Nothing was removed.")
        raise typer.Exit(FAILED)
