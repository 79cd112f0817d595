"""`footnote library add`, `refresh` and `reindex`: documents taken in, as a job that outlives a crash."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.endings import FAILED
from bot.terminal.options import DEFAULT_LIBRARY, AsJson, LibraryName
from bot.terminal.session import opened
from bot.terminal.streams import say, show_json, tell
from bot.terminal.taking_in import Failure, Taken, as_json, summary, take_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.app import App
    from index.documents import Document
    from index.jobs.job import JobKind, NewItem

Wanted = Annotated[
    str | None, typer.Argument(metavar="[REF]", help="The document's id, title or file name.", show_default=False)
]


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
    """Add files and web pages to the library, or take in what has changed in them.

    A folder is read with its sub-folders; hidden files in it, and kinds Footnote does not read, are left out. What
    cannot be taken in is named, and the others go on. A web page is fetched again on a schedule.
    """
    from index.web.urls import is_url

    urls = [source for source in sources if is_url(source)]
    paths = [Path(source) for source in sources if not is_url(source)]
    files, failures = _followed(paths) if follow else _files(paths)
    items = [*_items("folder" if follow else "file", list(files)), *_items("url", urls)]
    with opened() as app:
        _take_in(app, library, "add", items, failures, shown=files, output_json=output_json)


def refresh(reference: Wanted = None, library: LibraryName = DEFAULT_LIBRARY, output_json: AsJson = False) -> None:
    """Look now whether web pages, files and followed folders have changed: one document's source, or all."""
    with opened() as app:
        target = app.library(library)
        if reference is not None:
            items = _items("refresh", [target.find(reference).id])
        else:
            folders = [source.location for source in target.sources() if source.kind == "folder"]
            items = [*_items("folder", folders), *_items("refresh", _refreshable(target.documents(), folders))]
        if not items:
            tell("No document here comes from a file or a web page that could be looked at again.")
        _take_in(app, library, "refresh", items, output_json=output_json)


def reindex(reference: Wanted = None, library: LibraryName = DEFAULT_LIBRARY, output_json: AsJson = False) -> None:
    """Make passages and vectors anew, of one document or of all, which then change over at the same moment.

    Of use when a model has come to a library that had none, when PASSAGE_TOKENS has changed, or when another version of
    Footnote reads better.
    """
    with opened() as app:
        target = app.library(library)
        names = [target.find(reference).id] if reference is not None else [""] if target.documents() else []
        _take_in(app, library, "reindex", _items("reindex", names), output_json=output_json)


def _files(paths: Sequence[Path]) -> tuple[dict[str, str], list[Failure]]:
    """Return the files the paths stand for, as they were given by where they are, and what is wrong with the others."""
    from index.errors import SourceError
    from index.sources import files_of

    files: dict[str, str] = {}
    failures: list[Failure] = []
    for path in paths:
        try:
            files.update({str(file.absolute()): str(file) for file in files_of(path)})
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


def _items(kind: str, names: Sequence[str]) -> list[NewItem]:
    from index.jobs.job import NewItem

    return [NewItem(kind, name) for name in names]  # type: ignore[arg-type]


def _take_in(
    app: App,
    library: str,
    kind: JobKind,
    items: Sequence[NewItem],
    failures: Sequence[Failure] = (),
    *,
    shown: Mapping[str, str] | None = None,
    output_json: bool,
) -> None:
    taken = Taken(shown or {})
    take_in(app, library, kind, items, failures, taken, quietly=output_json)
    if output_json:
        show_json(as_json(app, library, taken))
    elif len(taken.results) + len(taken.failures) + taken.unchanged > 1:
        say(summary(taken))
    if taken.failures:
        raise typer.Exit(FAILED)
