"""`footnote library add`, `refresh` and `reindex`: documents taken in, as a job that outlives a crash."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from bot.terminal.endings import FAILED
from bot.terminal.options import DEFAULT_LIBRARY, AsJson, LibraryName, OptionalReference, library_option
from bot.terminal.session import opened
from bot.terminal.streams import say, show_json, tell
from bot.terminal.taken import Failure, Taken, as_json, summary
from bot.terminal.taking_in import take_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.app import App
    from index.documents import Document
    from index.jobs.job import ItemKind, JobKind, NewItem

NOTHING_TO_REFRESH: Final = "No document here comes from a file or a web page that could be looked at again."


def add(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE", help="Files, folders with all in them, web addresses.", show_default=False),
    ],
    library: LibraryName = DEFAULT_LIBRARY,
    follow: Annotated[
        bool, typer.Option("--follow", help="Keep up with the folders: files that come, change and go.")
    ] = False,
    output_json: AsJson = False,
) -> None:
    """Add files, folders and web pages, or take in their changes.

    A folder is read with its sub-folders; hidden files in it, and kinds Footnote does not read, are left out. What
    cannot be taken in is named, and the others go on. Web pages are followed from then on, as folders are with
    --follow: `footnote library watch` and `footnote serve` look at them again.
    """
    from index.errors import SourceMissing
    from index.web.urls import is_url

    if not all(source.strip() for source in sources):  # as from a shell's variable that is not set
        raise SourceMissing("One of the names given is empty; name a file, a folder or a web address.")
    urls = [source for source in sources if is_url(source)]
    paths = [Path(source) for source in sources if not is_url(source)]
    shown, failures = _followed(paths) if follow else _files(paths)
    items = [*_items("folder" if follow else "file", list(shown)), *_items("url", urls)]
    taken = Taken(shown)
    with opened() as app:
        take_in(app, library, "add", items, failures, taken, quietly=output_json)
        _end(app, library, taken, output_json=output_json, noun="document" if urls else "file")
    if follow and shown:
        tell(f"`footnote library watch{library_option(library)}` takes in what changes there, and so does the bot.")
    _fail_if_any(taken)


def refresh(
    reference: OptionalReference = None, library: LibraryName = DEFAULT_LIBRARY, output_json: AsJson = False
) -> None:
    """Look now whether web pages, files and folders have changed.

    One document's source, or those of all documents and every folder that is followed.
    """
    with opened() as app:
        target = app.library(library)
        if reference is not None:
            items = _items("refresh", [target.find(reference).id])
        else:
            folders = [source.location for source in target.sources() if source.kind == "folder"]
            items = [*_items("folder", folders), *_items("refresh", _refreshable(target.documents(), folders))]
        _take_in(app, library, "refresh", items, output_json=output_json)


def reindex(
    reference: OptionalReference = None, library: LibraryName = DEFAULT_LIBRARY, output_json: AsJson = False
) -> None:
    """Make passages and vectors anew, of one document or of all.

    All change over at the same moment, and the old ones serve until then. Of use when a model has come to a library
    that had none, when PASSAGE_TOKENS has changed, or when another version of Footnote reads better.
    """
    with opened() as app:
        target = app.library(library)
        names = [target.find(reference).id] if reference is not None else [""] if target.documents() else []
        _take_in(app, library, "reindex", _items("reindex", names), output_json=output_json)


def _files(paths: Sequence[Path]) -> tuple[dict[str, str], list[Failure]]:
    """Return the files the paths stand for, as they were given by where they are, and what is wrong with the others."""
    from index.errors import SourceError
    from index.sources import check_names, files_of

    files: dict[str, str] = {}
    failures: list[Failure] = []
    for path in paths:
        try:
            for file in files_of(path):
                check_names(str(file))
                files[str(file.absolute())] = str(file)
        except SourceError as error:
            failures.append(Failure(str(path), str(error)))
    return files, failures


def _followed(paths: Sequence[Path]) -> tuple[dict[str, str], list[Failure]]:
    """Return the folders to follow, as `_files` does, and a failure for what is none."""
    folders = {str(path.resolve()): str(path) for path in paths if path.is_dir()}
    failures = [
        Failure(str(path), f"{path}: only a folder can be followed; add a file without --follow.")
        for path in paths
        if not path.is_dir()
    ]
    return folders, failures


def _refreshable(documents: Sequence[Document], folders: Sequence[str]) -> list[str]:
    """Return the ids of the documents from web pages, and from files that are in no followed folder."""
    from index.web.urls import is_url

    return [
        document.id
        for document in documents
        if is_url(document.source)
        or (Path(document.source).is_absolute() and not any(Path(document.source).is_relative_to(f) for f in folders))
    ]


def _items(kind: ItemKind, names: Sequence[str]) -> list[NewItem]:
    from index.jobs.job import NewItem

    return [NewItem(kind, name) for name in names]


def _take_in(app: App, library: str, kind: JobKind, items: Sequence[NewItem], *, output_json: bool) -> None:
    """Carry out a job on documents that are there already, and end the command."""
    taken = Taken()
    if not items:
        tell(NOTHING_TO_REFRESH if kind == "refresh" else f"The library {library} holds no documents.")
    take_in(app, library, kind, items, (), taken, quietly=output_json)
    _end(app, library, taken, output_json=output_json, noun="document")
    _fail_if_any(taken)


def _end(app: App, library: str, taken: Taken, *, output_json: bool, noun: str) -> None:
    if output_json:
        show_json(as_json(app, library, taken))
    elif taken.count > 1:
        say(summary(taken, noun))


def _fail_if_any(taken: Taken) -> None:
    if taken.failures:
        raise typer.Exit(FAILED)
