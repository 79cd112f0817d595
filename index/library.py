"""The one door to a library: add, remove, list, show, search, reindex, restore, and look up what a citation quotes.

The way of a document reads top to bottom in `Library._take_in`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from index import catalogue, history
from index.documents import (
    AddResult,
    Document,
    Findings,
    Hit,
    Outcome,
    Passage,
    Reading,
    Surroundings,
    Version,
    VersionText,
)
from index.embedding import Embedder, Vectors, is_of_model
from index.errors import (
    DocumentAmbiguous,
    DocumentNotFound,
    SourceError,
    SourceMissing,
    SourceUnreadable,
    VersionNotFound,
)
from index.names import shown_name
from index.passage_vectors import Progress, with_vectors
from index.passages import make_passages, rough_tokens
from index.reading import read
from index.rows import LiveDocument, StoredPassage
from index.search.sqlite import Query, Ranked, SearchRow, SqliteEngine
from index.search.terms import content_terms
from index.sources import source_bytes
from index.store import Store
from index.vectors import unpack_sentence_vectors


class Library:
    """One server's documents (or the terminal's). Libraries share a store and nothing else; use from any thread."""

    def __init__(
        self,
        name: str,
        store: Store,
        engine: SqliteEngine,
        embedder: Callable[[], Embedder | None],
        max_file_bytes: int,
    ) -> None:
        """Open the library `name`; it comes to be with its first document.

        `embedder` is called when a vector is needed, so that a model is loaded by those who use it; it returns None
        where there is no model, and the library is searched by keywords alone.
        """
        self.name = name
        self._store = store
        self._engine = engine
        self._embedder = embedder
        self._max_file_bytes = max_file_bytes

    def add(self, path: Path, progress: Progress | None = None) -> AddResult:
        """Take in a file: a new document, a new version of one, or nothing when its bytes are the live version's.

        Raises SourceError when the file cannot be taken in and StoreError when it cannot be kept; the library is then
        as it was.
        """
        source = _resolved(path)
        return self._add(str(source), source.name, source_bytes(source, self._max_file_bytes), progress)

    def add_bytes(self, source: str, name: str, data: bytes, progress: Progress | None = None) -> AddResult:
        """Take in bytes under the identity `source`; `name` says by its extension how to read them. As `add`.

        `source` is no absolute path (ValueError): `reindex` reads such a file again, and what somebody sent must not
        name a file of this machine.
        """
        if Path(source).is_absolute():
            raise ValueError("an absolute path is a file of this machine, which only `add` takes in")
        return self._add(source, name, data, progress)

    def _add(self, source: str, name: str, data: bytes, progress: Progress | None) -> AddResult:
        started = time.perf_counter()
        _check_name(source, name)
        sha256 = hashlib.sha256(data).hexdigest()
        with self._store.reading() as connection:
            known = catalogue.document_at(connection, self.name, source)
        if known and known.sha256 == sha256:
            return AddResult(known.document, "unchanged", known.document.passages, 0, _since(started))
        return self._take_in(source, sha256, read(name, data), started, progress)

    def remove(self, reference: str) -> Document:
        """Delete a document with all its versions. `reference` is as for `find`."""
        document = self.find(reference)
        with self._store.writing() as connection:
            self._engine.delete(connection, catalogue.retire_passages(connection, document))
            catalogue.delete_document(connection, document)
            catalogue.touch_library(connection, self.name)
        return document

    def reindex(self, document: Document, progress: Progress | None = None) -> AddResult:
        """Make the document's passages and vectors anew, from its file where that still can be read.

        A file that has changed becomes a new version; one that is gone or broken leaves the stored text to work from.
        Raises DocumentNotFound when the document is removed meanwhile; what replaces it meanwhile stays.
        """
        started = time.perf_counter()
        found: tuple[str, Reading] | None
        try:
            found = self._read_again(Path(document.source))
        except SourceError:
            with self._store.reading() as connection:
                found = catalogue.live_reading(connection, self.name, document.id)
        if found is None:
            raise DocumentNotFound(_no_such(document.title))
        return self._take_in(document.source, *found, started, progress, document, "reindexed")

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
            raise DocumentNotFound(_no_such(document.title))
        if found is None:
            raise VersionNotFound(
                f"“{shown_name(live.title)}” has no version {number}; list its versions to see those."
            )
        if found[1].text == now[1].text:
            return AddResult(live, "unchanged", live.passages, 0, _since(started))
        return self._take_in(live.source, *found, started, progress, live, "restored")

    def _read_again(self, path: Path) -> tuple[str, Reading]:
        if not path.is_absolute():
            raise SourceMissing("These bytes came from no file of this machine.")
        data = source_bytes(path, self._max_file_bytes)
        return hashlib.sha256(data).hexdigest(), read(path.name, data)

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
        wanted = {reference, reference.casefold(), str(_resolved(Path(reference)))}
        for way in ways:
            fitting = [document for document in documents if way(document) in wanted]
            if len(fitting) == 1:
                return fitting[0]
            if fitting:
                raise DocumentAmbiguous(
                    f"{len(fitting)} documents are called that: {_ids(fitting)}. Use one of the ids."
                )
        raise DocumentNotFound(_no_such(reference))

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
        embedder = self._embedder()
        vector = embedder.embed([question])[0] if embedder else None
        model = embedder.name if embedder else ""
        query = Query(content_terms(question), vector, model, limit, only, without)
        with self._store.reading() as connection:
            number = catalogue.library_number(connection, self.name)
            if number is None:
                return Findings((), {})
            revision = catalogue.revision(connection, self.name)
            ranked, rarity = self._engine.search(connection, self.name, number, revision, query)
            stored = catalogue.live_passages(connection, self.name, [each.passage_id for each in ranked])
        return Findings(tuple(_hit(each, stored[each.passage_id], vector, model) for each in ranked), rarity)

    def similarities(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return the cosine of each text with the question; zeros where there is no model."""
        embedder = self._embedder()
        if embedder is None or not texts:
            return [0.0] * len(texts)
        vectors = embedder.embed([question, *texts])
        return [float(cosine) for cosine in vectors[1:] @ vectors[0]]

    def unembedded(self) -> int:
        """Return how many live passages have no vector of the model in use: found by keywords only until reindexed."""
        embedder = self._embedder()
        with self._store.reading() as connection:
            return catalogue.unembedded(connection, self.name, embedder.name) if embedder else 0

    def _take_in(
        self,
        source: str,
        sha256: str,
        reading: Reading,
        started: float,
        progress: Progress | None,
        replaces: Document | None = None,
        outcome: Outcome = "added",
    ) -> AddResult:
        """The way of a document after it was read; `replaces` is the one to reindex or restore, as `outcome` says."""
        embedder = self._embedder()
        passages = make_passages(reading, embedder.tokens if embedder else rough_tokens)
        if not passages:
            raise SourceUnreadable(f"{shown_name(reading.title)}: there is no text in it besides page furniture.")
        indexed, embedded = with_vectors(self._store, self.name, reading.title, passages, embedder, progress)
        with self._store.writing() as connection:
            known = catalogue.document_at(connection, self.name, source)
            if replaces and not known:
                raise DocumentNotFound(_no_such(replaces.title))
            if known and _is_done(known, sha256, replaces, outcome):  # another process was faster
                return AddResult(known.document, "unchanged", known.document.passages, 0, _since(started))
            if known:
                self._engine.delete(connection, catalogue.retire_passages(connection, known.document))
            document = catalogue.write_version(connection, self.name, source, sha256, reading, len(passages))
            ids = catalogue.write_passages(connection, document, indexed)
            number = catalogue.touch_library(connection, self.name)
            self._engine.write(connection, number, _rows(ids, document.title, passages))
        return AddResult(
            document, "changed" if known and not replaces else outcome, len(passages), embedded, _since(started)
        )


def _rows(ids: Sequence[int], title: str, passages: Sequence[Passage]) -> list[SearchRow]:
    return [
        SearchRow(identity, title, passage.heading, passage.text)
        for identity, passage in zip(ids, passages, strict=True)
    ]


def _hit(ranked: Ranked, stored: StoredPassage, question: Vectors | None, model: str) -> Hit:
    similarities: tuple[float, ...] = ()
    if question is not None and stored.sentence_vectors is not None and is_of_model(stored.embedding_key, model):
        sentences = unpack_sentence_vectors(stored.sentence_vectors, question.shape[0])
        similarities = tuple(map(float, sentences @ question))
    return Hit(
        document=stored.document,
        passage=stored.passage,
        score=ranked.score,
        keywords=ranked.keywords,
        similarity=ranked.similarity,
        sentence_similarities=similarities,
    )


def _is_done(known: LiveDocument, sha256: str, replaces: Document | None, outcome: Outcome) -> bool:
    if replaces and outcome == "reindexed":  # to be done even if nothing has changed, but for what has
        return known.document.version != replaces.version
    return known.sha256 == sha256


def _resolved(path: Path) -> Path:
    """Return the path made absolute, or as it is where it cannot be one (a loop of links, a NUL)."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path


def _check_name(*names: str) -> None:
    """Refuse names with bytes that are no letters: some file systems hold such, the store cannot."""
    try:
        "".join(names).encode()
    except UnicodeEncodeError:
        raise SourceUnreadable(f"{shown_name(names[-1])}: the name is not valid UTF-8; rename the file.") from None


def _since(started: float) -> float:
    return time.perf_counter() - started


def _no_such(reference: str) -> str:
    name = shown_name(reference)
    return f"There is no document called “{name}” in this library; list the documents to see those there are."


def _ids(documents: Sequence[Document]) -> str:
    return ", ".join(document.id for document in documents)
