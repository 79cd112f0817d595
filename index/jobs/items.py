"""What each kind of item does to a library."""

from __future__ import annotations

from pathlib import Path

from index.documents import AddResult
from index.errors import SourceMissing
from index.jobs import catalogue
from index.jobs.job import Item, Outcome
from index.jobs.outcomes import outcome_of
from index.library import Library
from index.names import shown_name
from index.passage_vectors import Progress
from index.store import Store


def do(store: Store, library: Library, job: int, item: Item, progress: Progress) -> Outcome:
    """Do one item, and return what came of it. Raises LibraryError where nothing did."""
    if item.kind == "folder":
        return library.follow(Path(item.name), progress)
    if item.kind == "reindex" and not item.name:
        return outcome_of(*library.reindex_all(progress))
    return outcome_of([_one(store, library, job, item, progress)])


def _one(store: Store, library: Library, job: int, item: Item, progress: Progress) -> AddResult:
    match item.kind:
        case "file":
            return library.add(Path(item.name), progress)
        case "url":
            return library.add_url(item.name, progress)
        case "refresh":
            return library.refresh(library.find(item.name), progress)
        case "reindex":
            return library.reindex(library.find(item.name), progress)
    with store.reading() as connection:
        data = catalogue.data_of(connection, library.name, job, item.number)
    if data is None:
        raise SourceMissing(f"{shown_title(item)}: the file is no longer kept; send it again.")
    return library.add_bytes(item.name, item.name, data, progress)


def shown_title(item: Item) -> str:
    """Return what to call an item."""
    if not item.name:
        return "all documents"
    return shown_name(Path(item.name).name if item.kind in {"file", "folder"} else item.name)
