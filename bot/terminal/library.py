"""`footnote library`: the tree of its commands, and what documents there are and one of them in full."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.adding import add, refresh, reindex
from bot.terminal.document_json import list_json, shown_json
from bot.terminal.documents import description, tab_separated, table
from bot.terminal.following import schedule, sources, unfollow
from bot.terminal.library_jobs import cancel, jobs, resume
from bot.terminal.options import DEFAULT_LIBRARY, AsJson, LibraryName, Reference
from bot.terminal.removing import forget, remove
from bot.terminal.session import opened
from bot.terminal.streams import is_terminal, say, show_json, tell
from bot.terminal.versions import compare, restore
from bot.terminal.watching import watch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.documents import Document

commands = typer.Typer(help="Add, show, follow and remove documents.", no_args_is_help=True, rich_markup_mode=None)


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


def show(
    reference: Reference,
    library: LibraryName = DEFAULT_LIBRARY,
    text: Annotated[bool, typer.Option("--text", help="Show the passages' text as well.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show a document: its source, its versions, its passages."""
    with opened() as app:
        documents = app.library(library)
        document = documents.find(reference)
        versions, passages = documents.versions(document), documents.passages(document)
    if as_json:
        show_json(shown_json(document, versions, passages, with_text=text))
        return
    for line in description(document, versions, passages, with_text=text):
        say(line)


def _show_list(documents: Sequence[Document]) -> None:
    if not is_terminal(sys.stdout):
        say(tab_separated(documents))
        return
    from bot.terminal.screen import screen

    console = screen()
    console.print(table(documents, console.width))


OF_DOCUMENTS = (show, remove, compare, restore, refresh, reindex)
OF_SOURCES = (sources, schedule, unfollow, watch)
OF_JOBS = (jobs, resume, cancel)

commands.command()(add)
commands.command("list")(list_documents)
for command in (*OF_DOCUMENTS, *OF_SOURCES, *OF_JOBS, forget):
    commands.command()(command)
