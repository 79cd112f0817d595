"""`footnote library add` and `reindex`: documents taken in, one after the other."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.endings import FAILED
from bot.terminal.options import DEFAULT_LIBRARY, AsJson, LibraryName
from bot.terminal.session import opened
from bot.terminal.streams import say, show_json
from bot.terminal.taking_in import Failure, Task, summary, take_in

if TYPE_CHECKING:
    from collections.abc import Sequence


def add(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Files, and folders with all in them.", show_default=False)
    ],
    library: LibraryName = DEFAULT_LIBRARY,
    as_json: AsJson = False,
) -> None:
    """Add files to the library, or take in what has changed in them.

    A folder is read with its sub-folders; hidden files in it, and kinds Footnote does not read, are left out. A file
    that cannot be taken in is named, and the others go on.
    """
    files, failures = _files(paths)
    with opened() as app:
        documents = app.library(library)
        _take_in([Task(str(file), partial(documents.add, file)) for file in files], failures, as_json=as_json)


def reindex(
    reference: Annotated[
        str | None, typer.Argument(metavar="[REF]", help="The document's id, title or file name.", show_default=False)
    ] = None,
    library: LibraryName = DEFAULT_LIBRARY,
    as_json: AsJson = False,
) -> None:
    """Make passages and vectors anew, of one document or of all.

    Of use when a model has come to a library that had none, or when another version of Footnote reads better.
    """
    with opened() as app:
        target = app.library(library)
        documents = [target.find(reference)] if reference is not None else target.documents()
        _take_in([Task(each.source, partial(target.reindex, each)) for each in documents], [], as_json=as_json)


def _files(paths: list[Path]) -> tuple[list[Path], list[Failure]]:
    """Return the files the paths stand for, each once, and what is wrong with the paths that stand for none."""
    from index.errors import SourceError
    from index.sources import files_of

    files: dict[Path, None] = {}
    failures: list[Failure] = []
    for path in paths:
        try:
            files.update(dict.fromkeys(files_of(path)))
        except SourceError as error:
            failures.append(Failure(str(path), str(error)))
    return list(files), failures


def _take_in(tasks: Sequence[Task], failures: Sequence[Failure], *, as_json: bool) -> None:
    taken = take_in(tasks, failures, quietly=as_json)
    if as_json:
        show_json(taken.as_json())
    elif len(tasks) + len(failures) > 1:
        say(summary(taken))
    if taken.failures:
        raise typer.Exit(FAILED)
