"""Folders as sources: their files are the library's documents, and what comes, changes and goes there does so here.

A document is removed only when its file is certainly gone: a folder that is not there, that is suddenly empty, or that
lies on a disk that has been taken away costs nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from index import catalogue as stored
from index.documents import Change, Document, now
from index.errors import SourceError, SourceMissing
from index.following import catalogue
from index.following.folder_files import Listing, is_gone, list_folder
from index.following.source import Facts, Source, TakeIn
from index.following.telling import as_told, failed, removal_of
from index.jobs.job import Outcome
from index.jobs.outcomes import change_of
from index.names import shown_name
from index.passage_vectors import Progress
from index.reindexing import overall
from index.sources import source_bytes
from index.store import Store


class Folders:
    """The followed folders of one library."""

    def __init__(
        self, library: str, store: Store, max_bytes: int, take_in: TakeIn, remove: Callable[[Document], object]
    ) -> None:
        self._library = library
        self._store = store
        self._max_bytes = max_bytes
        self._take_in = take_in
        self._remove = remove

    def follow(self, folder: Path, progress: Progress | None) -> Outcome:
        """Look through a folder, given by its resolved path, and follow it from now on.

        Raises SourceError for a folder that is not followed yet and cannot be, and StoreError.
        """
        try:
            listing = list_folder(folder)
        except SourceError as error:
            return self._failed(folder, error)
        source, documents = self._begin(folder)
        if _is_cut_off(listing, source.facts, documents):
            return self._failed(folder, _cut_off(folder, len(documents)))
        look = _Look(folder, source.facts, documents, self._max_bytes, self._take_in)
        look.take_in_files(listing, progress)
        for document in look.documents_gone(listing):
            self._remove(document)
            look.changes.append(removal_of(document))
        self._end(folder, replace(Facts(), inode=listing.inode, mounts=look.mounts(listing), files=look.files))
        return Outcome(tuple(look.changes), tuple(look.problems), look.unchanged)

    def _begin(self, folder: Path) -> tuple[Source, dict[str, Document]]:
        """Follow the folder, and return what is known of it: the last look, and the documents by their files."""
        with self._store.reading() as connection:
            source = catalogue.find(connection, self._library, "folder", str(folder))
            documents = stored.list_documents(connection, self._library)
        if source is None:
            source = Source(self._library, "folder", str(folder))
            with self._store.writing() as connection:
                catalogue.put(connection, source)
        return source, {each.source: each for each in documents if Path(each.source).is_relative_to(folder)}

    def _end(self, folder: Path, facts: Facts) -> None:
        """Keep what the look found, unless the folder is no longer followed."""
        with self._store.writing() as connection:
            source = catalogue.find(connection, self._library, "folder", str(folder))
            if source:
                catalogue.put(connection, replace(source, checked_at=now(), facts=facts))

    def _failed(self, folder: Path, error: SourceError) -> Outcome:
        with self._store.writing() as connection:
            source = catalogue.find(connection, self._library, "folder", str(folder))
            if source is None:
                raise error
            catalogue.put(connection, failed(source, error, now()))
        return Outcome(problems=(str(error),))


class _Look:
    """One look through a folder, and what it finds."""

    def __init__(
        self, folder: Path, before: Facts, documents: dict[str, Document], max_bytes: int, take_in: TakeIn
    ) -> None:
        self._folder = folder
        self._before = before
        self._documents = documents
        self._max_bytes = max_bytes
        self._take_in = take_in
        self.changes: list[Change] = []
        self.problems: list[str] = []
        self.unchanged = 0
        self.files: dict[str, str] = {}

    def take_in_files(self, listing: Listing, progress: Progress | None) -> None:
        """Take in every file that is not as it was; one that cannot be is a problem, and the others go on."""
        self.problems += listing.problems
        for number, path in enumerate(listing.files):
            within = overall(progress, number, len(listing.files))
            if within:
                within(0, 1)
            try:
                self._take_in_one(path, within)
            except SourceError as error:
                self.problems.append(str(error))

    def documents_gone(self, listing: Listing) -> list[Document]:
        """Return the documents whose files are gone. What went while it was being looked at may come back: not yet."""
        present = {str(path) for path in listing.files}
        return [
            document
            for source, document in self._documents.items()
            if source not in present and is_gone(Path(source)) and not self._is_on(self._lost(listing), source)
        ]

    def mounts(self, listing: Listing) -> tuple[str, ...]:
        """Return the other disks within the folder, missing ones included while there are documents from them."""
        missing = [each for each in self._lost(listing) if any(self._is_on([each], one) for one in self._documents)]
        return tuple(sorted({*listing.mounts, *missing}))

    def _take_in_one(self, path: Path, progress: Progress | None) -> None:
        """Compare the bytes themselves: sizes and times of files lie, and clocks jump."""
        data = source_bytes(path, self._max_bytes)
        sha256, known = hashlib.sha256(data).hexdigest(), self._documents.get(str(path))
        relative = path.relative_to(self._folder).as_posix()
        # What was taken in once is not taken in again: the document may have been restored to an earlier version since.
        if known is None or self._before.files.get(relative) != sha256:
            result = self._take_in(str(path), path.name, data, progress)
            result = as_told(result, known) if known else result
            if result.outcome != "unchanged":
                self.changes.append(change_of(result))
                self.files[relative] = sha256
                return
        self.files[relative] = sha256
        self.unchanged += 1

    def _lost(self, listing: Listing) -> list[str]:
        return [each for each in self._before.mounts if each not in listing.mounts]

    def _is_on(self, mounts: list[str], source: str) -> bool:
        return any(Path(source).is_relative_to(self._folder / each) for each in mounts)


def _is_cut_off(listing: Listing, before: Facts, documents: dict[str, Document]) -> bool:
    """Return whether the folder looks as one does whose disk is not there: nothing of what was known is in it."""
    if not documents or any(str(path) in documents for path in listing.files):
        return False
    return listing.bare or (before.inode is not None and listing.inode != before.inode)


def _cut_off(folder: Path, documents: int) -> SourceMissing:
    return SourceMissing(
        f"{shown_name(folder.name or str(folder))}: none of the {documents:,} files taken in from this folder is there "
        "any more, as if its disk were missing, so nothing was removed; bring them back, or remove those documents "
        "that should go."
    )
