"""`footnote library remove` and `forget`: a document, or a whole library, with all that is kept of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.terminal.confirming import confirm
from bot.terminal.document_json import document_json
from bot.terminal.endings import FAILED
from bot.terminal.options import DEFAULT_LIBRARY, AsJson, LibraryName, Reference, Yes, library_option
from bot.terminal.safe_text import one_line
from bot.terminal.session import opened
from bot.terminal.streams import say, show_json, tell
from bot.wording import counted

if TYPE_CHECKING:
    from index.documents import Document
    from index.library import Library


def remove(
    reference: Reference, library: LibraryName = DEFAULT_LIBRARY, yes: Yes = False, as_json: AsJson = False
) -> None:
    """Remove a document with all its versions.

    Its text goes from the answers that are kept as well.
    """
    with opened() as app:
        documents = app.library(library)
        document = documents.find(reference)
        if not yes:
            name = f"“{one_line(document.title)}” ({counted(document.passages, 'passage')})"
            confirm(f"Remove {name} with all its versions?", to_do=f"remove {name}", done="removed")
        app.library(library).remove(document.id)
        _warn_if_followed(documents, document)
    if as_json:
        show_json({"removed": document_json(document)})
    else:
        say(f"removed: {one_line(document.title)}")


def forget(library: LibraryName = DEFAULT_LIBRARY, yes: Yes = False, as_json: AsJson = False) -> None:
    """Delete a whole library with everything of it.

    Documents, versions, what is followed, jobs, answers and settings are gone, and cannot be brought back. Files and
    folders that were added stay where they are, and so do backups.
    """
    with opened() as app:
        held = len(app.library(library).documents())
        if not (library in app.records.libraries() or app.jobs.listed(library) or app.library(library).sources()):
            tell(f"There is nothing of a library {library}; nothing was deleted.")
            raise typer.Exit(FAILED)
        if not yes:
            name = f"the library {library} ({counted(held, 'document')})"
            confirm(f"Delete {name} with everything of it?", to_do=f"delete {name}", done="deleted")
        app.forget(library)
    if as_json:
        show_json({"forgotten": library, "documents": held})
    else:
        say(f"forgotten: {library}, {counted(held, 'document')}")


def _warn_if_followed(library: Library, document: Document) -> None:
    """Say that a document comes back whose file lies in a folder that is followed."""
    path = Path(document.source)
    for source in library.sources():
        if source.kind == "folder" and path.is_relative_to(source.location) and path.exists():
            tell(
                f"Its file is in a folder that is followed, and comes back at the next look: move the file away, or "
                f"run `footnote library unfollow FOLDER{library_option(library.name)}`."
            )
            return
