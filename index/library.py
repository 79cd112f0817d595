"""The one door to a library: add, remove, list, show, search, reindex, restore, and look up what a citation quotes.

How a document comes in is in taking_in.py; what is followed (folders, web pages) in following/.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from index import catalogue, history
from index.comparison import Side, compare
from index.documents import (
    AddResult,
    Comparison,
    Document,
    Findings,
    Passage,
    Reading,
    Surroundings,
    Version,
    VersionText,
)
from index.embedding import embedded_soon
from index.errors import DocumentAmbiguous, SourceError, SourceMissing, VersionNotFound
from index.following import catalogue as following_catalogue
from index.following.following import Following
from index.following.source import Source
from index.forgetting import forget_in_jobs, forget_library
from index.jobs.job import Outcome
from index.live_passages import LivePassages
from index.names import shown_name
from index.passage_vectors import Progress
from index.reindexing import reindex_all
from index.search.finding import find_passages
from index.search.sqlite import Query, SqliteEngine
from index.search.terms import content_terms
from index.section_reading import SectionReader
from index.sources import check_names, resolved, source_bytes
from index.store import Store
from index.taking_in import Also, Intake, Means, Prepared, no_such_document


class Library:
    """One server's documents (or the terminal's). Libraries share a store and nothing else; use from any thread."""

    def __init__(self, name: str, store: Store, engine: SqliteEngine, means: Means) -> None:
        """Open the library `name`; it comes to be with its first document."""
        self.name = name
        self._store = store
        self._engine = engine
        self._means = means
        self._intake = Intake(name, store, engine, means)
        self.sections = SectionReader(store, means.embedder)
        self.live = LivePassages(name, store, means.embedder)
        self._following = Following(name, store, means, self._add, self._remove)

    def add(self, path: Path, progress: Progress | None = None) -> AddResult:
        """Take in a file: a new document, a new version of one, or nothing when its bytes are the live version's.

        Raises SourceError when the file cannot be taken in and StoreError when it cannot be kept; the library is then
        as it was.
        """
        source = resolved(path)
        return self._add(str(source), source.name, source_bytes(source, self._means.max_file_bytes), progress)

    def add_bytes(
        self, source: str, name: str, data: bytes, progress: Progress | None = None, also: Also | None = None
    ) -> AddResult:
        """Take in bytes under the identity `source`; `name` says by its extension how to read them. As `add`.

        `source` is no absolute path (ValueError): `reindex` reads such a file again, and what somebody sent must not
        name a file of this machine. `also` writes in the same transaction, where anything is written.
        """
        if Path(source).is_absolute():
            raise ValueError("an absolute path is a file of this machine, which only `add` takes in")
        return self._add(source, name, data, progress, also)

    def _add(
        self,
        source: str,
        name: str,
        data: bytes,
        progress: Progress | None,
        also: Also | None = None,
        replaces: Document | None = None,
    ) -> AddResult:
        started = time.perf_counter()
        check_names(source, name)
        sha256 = hashlib.sha256(data).hexdigest()
        with self._store.reading() as connection:
            known = catalogue.document_at(connection, self.name, source)
        if known and known.sha256 == sha256:
            return AddResult(known.document, "unchanged", known.document.passages, 0, _since(started))
        reading = self._means.read(name, data)
        as_what = (replaces, "changed") if replaces else (None, "added")
        return self._intake.take_in(lambda: self._intake.prepare(source, sha256, reading, progress, *as_what), also)

    def add_url(self, address: str, progress: Progress | None = None) -> AddResult:
        """Take in the page at a web address, and look at it again on schedule. Raises SourceError and StoreError."""
        return self._following.add_url(address, progress)

    def refresh(self, document: Document, progress: Progress | None = None) -> AddResult:
        """Take in what the document's web page or file says now. Raises SourceError; it then stays as it is.

        Raises DocumentNotFound when it is removed meanwhile.
        """
        return self._following.refresh(document, progress)

    def follow(self, path: Path, progress: Progress | None = None) -> Outcome:
        """Have the library hold what a folder holds, now and on schedule: documents come, change and go with its files.

        What cannot be read is a problem and stays as it is; nothing goes where the folder itself seems lost. Raises
        SourceError for a folder that is not followed yet and cannot be, and StoreError.
        """
        outcome = self._following.follow(path, progress)
        if any(change.outcome == "removed" for change in outcome.changes):
            self._store.forget_deleted()
        return outcome

    def unfollow(self, location: str) -> Source:
        """Follow a folder or a web page no more; its documents stay. Raises SourceMissing."""
        return self._following.unfollow(location)

    def sources(self) -> list[Source]:
        """Return what the library follows, folders first."""
        return self._following.sources()

    def schedule(self, every_minutes: int | None, document: Document | None = None, folder: Path | None = None) -> None:
        """Say how often to look at a document's page, at a folder, or at all that has no schedule of its own.

        0 is never; None is as the library has it, and for the library itself daily. Raises SourceError.
        """
        self._following.schedule(every_minutes, document, folder)

    def remove(self, reference: str) -> Document:
        """Delete a document with all its versions; a web page is followed no more. `reference` is as for `find`."""
        document = self.find(reference)
        self._remove(document)
        self._store.forget_deleted()
        return document

    def _remove(self, document: Document) -> None:
        with self._store.writing() as connection:
            self._engine.delete(connection, catalogue.retire_passages(connection, document))
            catalogue.delete_document(connection, document)
            following_catalogue.drop(connection, self.name, "url", document.source)
            forget_in_jobs(connection, self.name, document)
            if self._means.removing:
                self._means.removing(connection, document)
            catalogue.touch_library(connection, self.name)

    def forget(self) -> None:
        """Delete the library, with everything there ever was in it."""
        with self._store.writing() as connection:
            forget_library(connection, self._engine, self.name)

    def reindex(self, document: Document, progress: Progress | None = None) -> AddResult:
        """Make the document's passages and vectors anew, from its file where that still can be read.

        A file that has changed becomes a new version; one that is gone or broken leaves the stored text to work from.
        The old passages serve until the new ones take their place, in one transaction. Raises DocumentNotFound when
        the document is removed meanwhile; what replaces it meanwhile stays.
        """
        return self._intake.take_in(lambda: self._prepared_anew(document, progress))

    def reindex_all(self, progress: Progress | None = None) -> tuple[list[AddResult], list[str]]:
        """Do as `reindex` with every document, all taking the place of the old ones in one transaction.

        Returns what became of them, and a sentence for each that had to be left as it is.
        """
        return reindex_all(self._intake, self.documents(), self._prepared_anew, progress)

    def restore(self, document: Document, number: int, progress: Progress | None = None) -> AddResult:
        """Make an earlier version's text the live one again, as a new version: nothing that has been is rewritten.

        "unchanged" where the live version says the same. Raises VersionNotFound where the document has no such version,
        and DocumentNotFound once it is removed.
        """
        started = time.perf_counter()
        with self._store.reading() as connection:
            live = catalogue.document_with(connection, self.name, document.id)
            now = catalogue.live_reading(connection, self.name, document.id)
            found = history.reading_of_version(connection, self.name, document.id, number)
        if live is None or now is None:
            raise no_such_document(document.title)
        if found is None:
            raise history.no_such_version(live, number)
        if found[1].text == now[1].text:
            return AddResult(live, "unchanged", live.passages, 0, _since(started))
        return self._intake.take_in(lambda: self._intake.prepare(live.source, *found, progress, live, "restored"))

    def compare(self, document: Document, old: int | None = None, new: int | None = None) -> Comparison:
        """Return which sentences came and went between two versions: by default the live one and the one before it.

        Raises VersionNotFound where one of them is not there, or is not kept any more.
        """
        numbers = [version.number for version in self.versions(document)]
        newest = document.version if new is None else new
        earlier = [number for number in numbers if number < newest]
        if old is None and not earlier:
            raise VersionNotFound(f"“{shown_name(document.title)}” has no version before {newest} to compare it with.")
        return compare(document, self._side(document, earlier[0] if old is None else old), self._side(document, newest))

    def _side(self, document: Document, number: int) -> Side:
        found = self.version_text(document.id, number)
        if found is None:
            raise history.no_such_version(document, number)
        return Side(number, found.text, self.version_passages(document.id, number))

    def _prepared_anew(self, document: Document, progress: Progress | None, *, stage_all: bool = False) -> Prepared:
        found: tuple[str, Reading] | None
        try:
            found = self._read_again(document)
        except SourceError:
            with self._store.reading() as connection:
                found = catalogue.live_reading(connection, self.name, document.id)
        if found is None:
            raise no_such_document(document.title)
        return self._intake.prepare(document.source, *found, progress, document, "reindexed", stage_all=stage_all)

    def _read_again(self, document: Document) -> tuple[str, Reading]:
        path = Path(document.source)
        if not path.is_absolute():
            raise SourceMissing("These bytes came from no file of this machine.")
        data = source_bytes(path, self._means.max_file_bytes)
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 == history.replaced_by_restoring(self.versions(document), document.version):
            raise SourceMissing("This is what an earlier version was restored in place of.")
        return sha256, self._means.read(path.name, data)

    def documents(self) -> list[Document]:
        """Return the library's documents by title."""
        with self._store.reading() as connection:
            return catalogue.list_documents(connection, self.name)

    def find(self, reference: str) -> Document:
        """Return the document with this id, title, source or file name, the first of these that fits exactly one.

        Raises DocumentNotFound or DocumentAmbiguous.
        """
        documents = self.documents()
        ways: tuple[Callable[[Document], str], ...] = (
            lambda document: document.id,
            lambda document: document.source,
            lambda document: document.title.casefold(),
            lambda document: Path(document.source).name.casefold(),
        )
        wanted = {reference, reference.casefold(), str(resolved(Path(reference)))}
        for way in ways:
            fitting = [document for document in documents if way(document) in wanted]
            if len(fitting) == 1:
                return fitting[0]
            if fitting:
                raise DocumentAmbiguous(
                    f"{len(fitting)} documents are called that: {_ids(fitting)}. Use one of the ids."
                )
        raise no_such_document(reference)

    def versions(self, document: Document) -> list[Version]:
        """Return the document's versions, the newest first."""
        with self._store.reading() as connection:
            return history.list_versions(connection, self.name, document.id)

    def passages(self, document: Document) -> list[Passage]:
        """Return the passages of the document's live version, in order."""
        return self.version_passages(document.id, document.version)

    def live_text(self, document_id: str, version: int) -> str | None:
        """Return the text of a version if it is its document's live one; None when it was replaced or removed."""
        with self._store.reading() as connection:
            return history.live_text(connection, self.name, document_id, version)

    def version_text(self, document_id: str, number: int) -> VersionText | None:
        """Return the text of any version, live or not; None when this library has no such document or version."""
        with self._store.reading() as connection:
            return history.text_of(connection, self.name, document_id, number)

    def version_passages(self, document_id: str, number: int) -> list[Passage]:
        """Return the passages of any version, live or not, in order; none where this library has no such version."""
        with self._store.reading() as connection:
            return history.passages_of(connection, self.name, document_id, number)

    def surroundings(self, document_id: str, number: int, offset: int) -> Surroundings | None:
        """Return the passage of any version that holds the character at `offset`, with the ones before and after it.

        None where no passage does. Reads no more than these three, however long the document is.
        """
        with self._store.reading() as connection:
            return history.surroundings(connection, self.name, document_id, number, offset)

    def search(
        self, question: str, limit: int, *, only: Collection[str] = (), without: Collection[str] = ()
    ) -> Findings:
        """Find the `limit` passages that fit the question best, as one state of the library has them.

        `only` and `without` are document ids to keep to or to leave out.
        """
        embedder = self._means.embedder()
        vectors = embedded_soon(embedder, [question])
        vector = vectors[0] if vectors is not None else None
        model = embedder.name if embedder and vectors is not None else ""
        query = Query(content_terms(question), vector, model, limit, only, without)
        findings, unembedded = find_passages(self._store, self._engine, self.name, query)
        if unembedded and self._means.unembedded:
            self._means.unembedded(self.name, unembedded)
        return findings

    def revision(self) -> int:
        """Return a number that changes with every change of what can be found."""
        with self._store.reading() as connection:
            return catalogue.revision(connection, self.name)

    def similarities(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return the cosine of each text with the question; zeros where there is no model, or it does not answer."""
        vectors = embedded_soon(self._means.embedder(), [question, *texts]) if texts else None
        if vectors is None:
            return [0.0] * len(texts)
        return [float(cosine) for cosine in vectors[1:] @ vectors[0]]

    def unembedded(self) -> int:
        """Return how many live passages have no vector of the model in use: found by keywords only until reindexed.

        Raises EndpointError where a model at a server has to be asked what it is, and does not answer.
        """
        embedder = self._means.embedder()
        with self._store.reading() as connection:
            return catalogue.unembedded(connection, self.name, embedder.name) if embedder else 0


def _since(started: float) -> float:
    return time.perf_counter() - started


def _ids(documents: Sequence[Document]) -> str:
    return ", ".join(document.id for document in documents)
