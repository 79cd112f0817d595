"""The way of a document from its reading to where it is found: prepared beside what is live, then written in one go.

`Intake.prepare` does all that takes time and changes nothing anybody sees; `Intake.write` is one transaction.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from index import catalogue, history, staging
from index.documents import AddResult, Document, Outcome, Passage, Reading
from index.embedding import Distant, Embedder
from index.errors import DocumentNotFound, SourceUnreadable
from index.names import shown_name
from index.passage_vectors import BATCH, Progress, embed, embedding_key
from index.passages import PASSAGE_TOKENS, make_passages, rough_tokens
from index.rows import IndexedPassage, LiveDocument, PackedVectors, Terms
from index.search.sqlite import SqliteEngine
from index.search.terms import terms
from index.store import Store

if TYPE_CHECKING:
    from index.web.fetching import Fetcher

Also = Callable[[Connection, Document], object]
"""Writes, in the same transaction, what else is to be known of a document that was taken in."""


@dataclass(frozen=True, slots=True)
class Means:
    """What documents are taken in with.

    `embedder` is called when a vector is needed, so that a model is loaded by those who use it; it returns None where
    there is no model. `read` turns a file's name and bytes into a reading. `keep_versions` is how many versions of a
    document are kept, 0 for all. `fetcher` is called when a web page is fetched; where there is none, none
    are taken in. `removing` writes, in the transaction that removes a document, what is to be forgotten with it.
    `unembedded` is told of a library that was searched how many of its passages have no vector of the model in use.
    """

    embedder: Callable[[], Embedder | None]
    read: Callable[[str, bytes], Reading]
    max_file_bytes: int
    passage_tokens: int = PASSAGE_TOKENS
    keep_versions: int = 0
    fetcher: Callable[[], Fetcher] | None = None
    removing: Also | None = None
    unembedded: Callable[[str, int], object] | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with all that is to be written of it, but for vectors that the store has: `vectors` are the others.

    `replaces` is the document to reindex or restore, as `outcome` says.
    """

    source: str
    sha256: str
    reading: Reading
    passages: Sequence[IndexedPassage]
    vectors: Mapping[str, PackedVectors]
    embedded: int
    began: float
    replaces: Document | None = None
    outcome: Outcome = "added"

    @property
    def keys(self) -> list[str]:
        """What the passages' vectors are known by."""
        return [passage.embedding_key for passage in self.passages if passage.embedding_key]


class VectorsGone(Exception):
    """What a document was prepared with has been removed meanwhile: prepare it again."""


class Intake:
    """Takes documents into one library."""

    def __init__(self, library: str, store: Store, engine: SqliteEngine, means: Means) -> None:
        self._library = library
        self._store = store
        self._engine = engine
        self._means = means
        self._gone: set[str] = set()  # keys of vectors that went with what they were stored with

    def take_in(self, prepare: Callable[[], Prepared], also: Also | None = None) -> AddResult:
        """Prepare a document and write it. Raises DocumentNotFound when the one to replace is removed meanwhile."""
        while True:
            prepared = prepare()
            try:
                written = self.write([prepared], also)
            except VectorsGone:
                continue
            if not written:
                raise no_such_document(prepared.reading.title)
            return written[0]

    def prepare(
        self,
        source: str,
        sha256: str,
        reading: Reading,
        progress: Progress | None = None,
        replaces: Document | None = None,
        outcome: Outcome = "added",
        *,
        stage_all: bool = False,
    ) -> Prepared:
        """Cut a reading into passages and embed those the store has no vectors for.

        The vectors of a long document, of any that a server embeds, or with `stage_all` of any at all, are staged as
        they come. Raises SourceUnreadable for a reading of furniture alone, and EndpointError.
        """
        began = time.perf_counter()
        embedder = self._means.embedder()
        before = self._before(source) if outcome in {"added", "changed"} else ()
        tokens = embedder.tokens if embedder else rough_tokens
        passages = make_passages(reading, tokens, self._means.passage_tokens, before)
        if not passages:
            raise SourceUnreadable(f"{shown_name(reading.title)}: there is no text in it besides page furniture.")
        indexed = _indexed(reading.title, passages, embedder)
        new = self._without_vectors(indexed)
        stage = self._stage if stage_all or len(new) > BATCH or isinstance(embedder, Distant) else None
        vectors = embed(reading.title, new, embedder, progress, stage) if embedder and new else {}
        return Prepared(source, sha256, reading, indexed, vectors, len(new), began, replaces, outcome)

    def write(self, documents: Iterable[Prepared], also: Also | None = None) -> list[AddResult]:
        """Make the documents live, all in one transaction; those to replace that are gone or others now are left out.

        Raises VectorsGone, and StoreError.
        """
        results: list[AddResult] = []
        with self._store.writing() as connection:
            for prepared in documents:
                result = self._write_one(connection, prepared)
                if result:
                    results.append(result)
                    if also:
                        also(connection, result.document)
        return results

    def _write_one(self, connection: Connection, prepared: Prepared) -> AddResult | None:
        known = catalogue.document_at(connection, self._library, prepared.source)
        replaces, seconds = prepared.replaces, time.perf_counter() - prepared.began
        if replaces and (known is None or known.document.id != replaces.id):
            return None
        if known and _is_done(known, prepared):  # another process was faster
            staging.drop(connection, self._library, prepared.keys)
            return AddResult(known.document, "unchanged", known.document.passages, 0, seconds)
        vectors = self._vectors(connection, prepared)
        before: list[str] = []
        if known:
            before = catalogue.live_texts(connection, self._library, known.document.id)
            self._engine.delete(connection, catalogue.retire_passages(connection, known.document))
        document = catalogue.write_version(
            connection,
            self._library,
            prepared.source,
            prepared.sha256,
            prepared.reading,
            passage_count=len(prepared.passages),
            passage_tokens=self._means.passage_tokens,
        )
        ids = catalogue.write_passages(connection, document, prepared.passages, vectors)
        number = catalogue.touch_library(connection, self._library)
        rows = zip(ids, (passage.terms for passage in prepared.passages), strict=True)
        self._engine.write(connection, number, rows)
        staging.drop(connection, self._library, prepared.keys)
        if self._means.keep_versions:
            catalogue.drop_old_versions(connection, document, self._means.keep_versions)
        came, went = _difference(before, [passage.passage.text for passage in prepared.passages])
        return AddResult(
            document=document,
            outcome="changed" if known and not replaces else prepared.outcome,
            passages=len(prepared.passages),
            embedded=prepared.embedded,
            seconds=seconds,
            came=came,
            went=went,
            replaced=known.document.version if known else None,
            notes=prepared.reading.notes,
        )

    def _before(self, source: str) -> Sequence[Passage]:
        """Return the passages of what a source held until now: those that stay as they are keep their vectors."""
        with self._store.reading() as connection:
            known = catalogue.document_at(connection, self._library, source)
            if known is None:
                return ()
            return history.passages_of(connection, self._library, known.document.id, known.document.version)

    def _without_vectors(self, passages: Sequence[IndexedPassage]) -> dict[str, Passage]:
        """Return the passages no vectors are stored or staged for, by what those will be known by."""
        by_key = {each.embedding_key: each.passage for each in passages if each.embedding_key}
        with self._store.reading() as connection:
            known = catalogue.stored_keys(connection, self._library, by_key) - self._gone
            known |= staging.staged_keys(connection, self._library, by_key)
        return {key: passage for key, passage in by_key.items() if key not in known}

    def _stage(self, vectors: Mapping[str, PackedVectors]) -> None:
        with self._store.writing() as connection:
            staging.stage(connection, self._library, vectors)

    def _vectors(self, connection: Connection, prepared: Prepared) -> dict[str, PackedVectors]:
        """Return the vectors of the document's passages by what they are known by. Raises VectorsGone."""
        keys = set(prepared.keys)
        vectors = {**prepared.vectors}
        vectors |= staging.staged(connection, self._library, keys - vectors.keys())
        vectors |= catalogue.stored_vectors(connection, self._library, keys - vectors.keys())
        gone = keys - vectors.keys()
        if gone:
            self._gone |= gone  # there they may be again, until that very transaction: they are made anew
            raise VectorsGone
        return vectors


def no_such_document(reference: str) -> DocumentNotFound:
    """Return the error for a document that is not there."""
    name = shown_name(reference)
    return DocumentNotFound(
        f"There is no document called “{name}” in this library; list the documents to see those there are."
    )


def _indexed(title: str, passages: Sequence[Passage], embedder: Embedder | None) -> list[IndexedPassage]:
    of_title = " ".join(terms(title))
    return [
        IndexedPassage(
            passage,
            Terms(of_title, " ".join(terms(passage.heading)), " ".join(terms(passage.text))),
            embedding_key(embedder, title, passage) if embedder else None,
        )
        for passage in passages
    ]


def _is_done(known: LiveDocument, prepared: Prepared) -> bool:
    if prepared.replaces and prepared.outcome == "reindexed":  # to be done even where nothing has changed
        return known.document.version != prepared.replaces.version
    return known.sha256 == prepared.sha256


def _difference(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """Return how many texts came and how many went."""
    old, new = Counter(before), Counter(after)
    return (new - old).total(), (old - new).total()
