"""What must hold of a store and of an answer, whatever happened before."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, select, text

from bot.answering.answer import Answer, Status
from bot.app import App
from index.embedding import Embedder
from index.library import Library
from index.schema import passages
from index.search.terms import terms
from index.vectors import pack_passage_vector


def assert_whole(app: App, texts: Mapping[str, str], library: str = "local") -> None:
    """Fail unless the library holds exactly these texts, by source, and everything derived from them agrees."""
    app.store.check()
    shelf = app.library(library)
    documents = shelf.documents()
    assert {d.source: shelf.live_text(d.id, d.version) for d in documents} == dict(texts)
    for document in documents:
        found = shelf.passages(document)
        assert len(found) == document.passages
        covered = {at for passage in found for at in range(passage.span.start, passage.span.end)}
        body = texts[document.source]
        assert all(passage.text == passage.span.of(body) for passage in found)
        assert {at for at, character in enumerate(body) if not character.isspace()} <= covered
        assert [version.live for version in shelf.versions(document)].count(True) == 1
    with app.store.reading() as connection:
        _assert_index_agrees(connection, shelf, app.embedder())


def _assert_index_agrees(connection: Connection, shelf: Library, embedder: Embedder | None) -> None:
    assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    titles = {document.id: document.title for document in shelf.documents()}
    rows = connection.execute(select(passages).where(passages.c.library == shelf.name, passages.c.live)).all()
    assert {row.document_id for row in rows} == set(titles)
    number = connection.scalar(text("SELECT id FROM libraries WHERE name = :name"), {"name": shelf.name})
    expected = {
        row.id: tuple(_terms(field, number) for field in (titles[row.document_id], row.heading, row.text))
        for row in rows
    }
    stored = connection.execute(text("SELECT rowid, title, heading, body FROM passage_terms")).all()
    assert {row[0]: tuple(row[1:]) for row in stored if row[0] in expected} == expected
    assert len(stored) == connection.scalar(text("SELECT count(*) FROM passages WHERE live"))
    if embedder:
        fields = [(titles[row.document_id], row.heading, row.text) for row in rows]
        vectors = embedder.embed(["\n".join(filter(None, each)) for each in fields])
        assert [row.vector for row in rows] == [pack_passage_vector(vector) for vector in vectors]


def _terms(field: str, number: int | None) -> str:
    return " ".join(f"{number}x{term}" for term in terms(field))


def assert_proven(answer: Answer, library: Library) -> None:
    """Fail unless every sentence has a citation and every citation stands verbatim in a live text of the library."""
    live = {(document.id, document.version) for document in library.documents()}
    for citation in (*answer.citations, *answer.closest):
        quote = citation.quote
        assert (quote.document.id, quote.document.version) in live
        body = library.live_text(quote.document.id, quote.document.version)
        assert body is not None
        assert quote.text == body[quote.span.start : quote.span.end]
        assert quote.text.strip()
        assert quote.line == body.count("\n", 0, quote.span.start) + 1
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(claim.citations and set(claim.citations) <= set(numbers) for claim in answer.claims)
    assert {number for claim in answer.claims for number in claim.citations} == set(numbers)
    assert (answer.status is Status.ANSWERED) == bool(answer.claims)
    assert not (answer.claims and answer.closest)
