"""The one door to a library: add, remove, list, show, search, reindex, and look up what a citation quotes.

The way of a document reads top to bottom in `Library._take_in`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import chain, count
from pathlib import Path

from index import catalogue
from index.documents import AddResult, Document, Findings, Hit, Outcome, Passage, Reading, Version
from index.embedding import Embedder, Vectors, is_of_model
from index.errors import DocumentAmbiguous, DocumentNotFound, SourceError, SourceMissing, SourceUnreadable
from index.names import shown_name
from index.passages import make_passages, rough_tokens
from index.reading import read
from index.rows import IndexedPassage, LiveDocument, PackedVectors, StoredPassage
from index.search.sqlite import Query, Ranked, SearchRow, SqliteEngine
from index.search.terms import content_terms, terms
from index.sources import source_bytes
from index.store import Store
from index.vectors import pack_passage_vector, pack_sentence_vectors, unpack_sentence_vectors

Progress = Callable[[int, int], None]
"""Called with the texts embedded so far and the texts there are, while a document is taken in."""


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
                found = catalogue.live_reading(connection, document)
        if found is None:
            raise DocumentNotFound(_no_such(document.title))
        return self._take_in(document.source, *found, started, progress, replaces=document)

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
            return catalogue.list_versions(connection, self.name, document.id)

    def passages(self, document: Document) -> list[Passage]:
        """Return the passages of the document's live version, in order."""
        with self._store.reading() as connection:
            return catalogue.document_passages(connection, document)

    def live_text(self, document_id: str, version: int) -> str | None:
        """Return the text of a version if it is its document's live one; None when it was replaced or removed."""
        with self._store.reading() as connection:
            return catalogue.live_text(connection, self.name, document_id, version)

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
    ) -> AddResult:
        """The way of a document after it was read; `replaces` is the one to make anew, even if nothing has changed."""
        embedder = self._embedder()
        passages = make_passages(reading, embedder.tokens if embedder else rough_tokens)
        if not passages:
            raise SourceUnreadable(f"{shown_name(reading.title)}: there is no text in it besides page furniture.")
        indexed, embedded = self._embedded(reading.title, passages, embedder, progress)
        with self._store.writing() as connection:
            known = catalogue.document_at(connection, self.name, source)
            if replaces and not known:
                raise DocumentNotFound(_no_such(replaces.title))
            if known and _is_done(known, sha256, replaces):  # another process was faster
                return AddResult(known.document, "unchanged", known.document.passages, 0, _since(started))
            if known:
                self._engine.delete(connection, catalogue.retire_passages(connection, known.document))
            document = catalogue.write_version(connection, self.name, source, sha256, reading, len(passages))
            ids = catalogue.write_passages(connection, document, indexed)
            number = catalogue.touch_library(connection, self.name)
            self._engine.write(connection, number, _rows(ids, document.title, passages))
        outcome: Outcome = "reindexed" if replaces else "changed" if known else "added"
        return AddResult(document, outcome, len(passages), embedded, _since(started))

    def _embedded(
        self, title: str, passages: Sequence[Passage], embedder: Embedder | None, progress: Progress | None
    ) -> tuple[list[IndexedPassage], int]:
        """Put each passage together with its vectors, computing those the library does not hold; return how many."""
        if embedder is None:
            return [_indexed(title, passage, None, None) for passage in passages], 0
        keys = [_embedding_key(embedder, title, passage) for passage in passages]
        with self._store.reading() as connection:
            vectors = catalogue.stored_vectors(connection, self.name, keys)
        new = {key: passage for key, passage in zip(keys, passages, strict=True) if key not in vectors}
        vectors |= _embed(title, new, embedder, progress)
        indexed = [_indexed(title, passage, key, vectors[key]) for key, passage in zip(keys, passages, strict=True)]
        return indexed, len(new)


def _embed(
    title: str, new: Mapping[str, Passage], embedder: Embedder, progress: Progress | None
) -> dict[str, PackedVectors]:
    """Embed passages and their sentences, all in one go, and pack them under their keys."""
    sentences = [_sentences(passage) for passage in new.values()]
    texts = [_embedding_text(title, passage) for passage in new.values()] + list(chain.from_iterable(sentences))
    done = count(1)
    vectors = embedder.embed(texts, lambda: progress(next(done), len(texts)) if progress else None)
    rows, at = {}, len(new)
    for vector, (key, passage) in zip(vectors, new.items(), strict=False):
        after = at + len(passage.sentences)
        rows[key] = (pack_passage_vector(vector), pack_sentence_vectors(vectors[at:after]))
        at = after
    return rows


def _embedding_text(title: str, passage: Passage) -> str:
    return "\n".join(part for part in (title, passage.heading, passage.text) if part)


def _embedding_key(embedder: Embedder, title: str, passage: Passage) -> str:
    """Name the vectors of a passage by the model and by all that goes into them."""
    parts = [_embedding_text(title, passage), *_sentences(passage)]
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{embedder.name}:{digest[:32]}"


def _sentences(passage: Passage) -> list[str]:
    start = passage.span.start
    return [passage.text[sentence.start - start : sentence.end - start] for sentence in passage.sentences]


def _indexed(title: str, passage: Passage, key: str | None, vectors: PackedVectors | None) -> IndexedPassage:
    count = sum(len(terms(field)) for field in (title, passage.heading, passage.text))
    vector, sentence_vectors = vectors or (None, None)
    return IndexedPassage(passage, count, key, vector, sentence_vectors)


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


def _is_done(known: LiveDocument, sha256: str, replaces: Document | None) -> bool:
    return known.document.version != replaces.version if replaces else known.sha256 == sha256


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
    return f"There is no document called “{shown_name(reference)}” here; `footnote library list` shows those there are."


def _ids(documents: Sequence[Document]) -> str:
    return ", ".join(document.id for document in documents)
