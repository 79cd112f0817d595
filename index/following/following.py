"""The door to what one library follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection

from index.documents import AddResult, Document
from index.errors import SourceMissing, SourceUnsupported
from index.following import catalogue
from index.following.folders import Folders
from index.following.schedule import MOST_MINUTES
from index.following.source import Source, SourceKind, TakeIn
from index.following.web_pages import WebPages
from index.jobs import catalogue as jobs
from index.jobs.job import Outcome
from index.names import shown_name
from index.passage_vectors import Progress
from index.sources import resolved, source_bytes
from index.store import Store
from index.taking_in import Means
from index.web.urls import is_url, normalised_url


class Following:
    """What one library follows. `remove` removes a document, its place among the sources included."""

    def __init__(
        self, library: str, store: Store, means: Means, take_in: TakeIn, remove: Callable[[Document], object]
    ) -> None:
        self._library = library
        self._store = store
        self._means = means
        self._take_in = take_in
        self._pages = WebPages(library, store, means, take_in)
        self._folders = Folders(library, store, means.max_file_bytes, take_in, remove)

    def add_url(self, address: str, progress: Progress | None = None) -> AddResult:
        """Take in a web page and follow it."""
        return self._pages.add(address, progress)

    def refresh(self, document: Document, progress: Progress | None = None) -> AddResult:
        """Look at the source of a document again, whether it is followed or not."""
        path = Path(document.source)
        if is_url(document.source):
            return self._pages.refresh(document, progress)
        if not path.is_absolute():
            raise SourceUnsupported(
                f"“{shown_name(document.title)}” came as a file that somebody sent; there is nothing to look at again: "
                "send the file anew."
            )
        try:
            data = source_bytes(path, self._means.max_file_bytes)
        except SourceMissing:
            raise SourceMissing(
                f"“{shown_name(document.title)}”: its file is not there any more; the document stays as it was until "
                "you remove it."
            ) from None
        return self._take_in(str(path), path.name, data, progress, replaces=document)

    def follow(self, path: Path, progress: Progress | None = None) -> Outcome:
        """Look through a folder and follow it."""
        return self._folders.follow(resolved(path), progress)

    def unfollow(self, location: str) -> Source:
        """Follow a folder or a web page no more; its documents stay."""
        with self._store.writing() as connection:
            for kind, place in _places(location):
                source = catalogue.find(connection, self._library, kind, place)
                if source:
                    catalogue.drop(connection, self._library, kind, place)
                    self._drop_looks(connection, place)
                    return source
        raise _not_followed(location)

    def sources(self) -> list[Source]:
        """Return what the library follows."""
        with self._store.reading() as connection:
            return catalogue.listed(connection, self._library)

    def schedule(self, every_minutes: int | None, document: Document | None, folder: Path | None) -> None:
        """Say how often a document's page or a folder is looked at, or what is followed of the library at large."""
        if every_minutes is not None and not 0 <= every_minutes <= MOST_MINUTES:
            raise SourceUnsupported(f"Give a number of minutes from 0, which is never, to {MOST_MINUTES:,}, a year.")
        with self._store.writing() as connection:
            if document is None and folder is None:
                catalogue.set_default_minutes(connection, self._library, every_minutes)
                return
            kind: SourceKind = "url" if document else "folder"
            location = document.source if document else str(resolved(folder or Path()))
            source = catalogue.find(connection, self._library, kind, location)
            if source is None:
                raise _not_followed(document.title if document else location)
            catalogue.put(connection, replace(source, every_minutes=every_minutes))

    def _drop_looks(self, connection: Connection, folder: str) -> None:
        """Have waiting jobs leave the folder out: a look at it would follow it again."""
        for job in jobs.unfinished(connection):
            found = jobs.find(connection, self._library, job.id)
            items = found.items if found else ()
            looks = [each for each in items if (each.kind, each.name, each.state) == ("folder", folder, "waiting")]
            jobs.end_items(connection, self._library, job.id, [replace(each, state="done") for each in looks])


def _places(location: str) -> list[tuple[SourceKind, str]]:
    """Return what a location may stand for."""
    if is_url(location):
        return [("url", normalised_url(location))]
    return [("folder", location), ("folder", str(resolved(Path(location))))]


def _not_followed(location: str) -> SourceMissing:
    return SourceMissing(f"{shown_name(location)}: this is not followed; list the sources to see what is.")
