"""`doctor --deep`: what no checksum can see is found, and a sound store of everything is found sound."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, select, text, update

from index.inspection import inspect
from index.schema import documents, passages, versions
from index.tables import sealed
from tests.support.apps import AppWith
from tests.support.deeds import DEEDS, LIBRARIES, open_shop, prepare

FIRST_LIVE = select(passages).where(passages.c.library == "local", passages.c.live).order_by(passages.c.id)
LIVE_OF_LAST = select(passages).where(passages.c.library == "local", passages.c.live).order_by(passages.c.id.desc())


@pytest.fixture
def app(make_app: Callable[..., AppWith]) -> AppWith:
    """An App whose library has a document of several passages, one of two versions, and one besides."""
    app = make_app(passage_tokens=60)
    library = app.library("local")
    long = "\n\n".join(f"The ferry number {n} sails from Harrow Bay at noon. Ana Brook steers it." for n in range(12))
    for source, body in (("a.md", f"# Ferries\n\n{long}"), ("b.txt", "It rains."), ("b.txt", "It snows. Often.")):
        library.add_bytes(source, source, body.encode())
    app.library("server").add_bytes("c.txt", "c.txt", b"The mill flooded.")
    assert library.documents()[0].passages > 2
    assert inspect(app.store, "local").faults == []
    return app


def reseal(connection: Connection, table: Table, row: Any, change: dict[str, Any]) -> None:
    """Change a row, and give it the checksum that it then needs: nobody could tell but by comparing it with others."""
    whole = {**row._mapping, **change}
    ours = [table.c[column.name] == row._mapping[column.name] for column in table.primary_key]
    fresh = sealed(table, {name: whole[name] for name in whole if name != "checksum"})
    connection.execute(update(table).where(*ours).values(fresh))


def faults_after(app: AppWith, change: Callable[[Connection], object]) -> list[str]:
    """Return what is found once the store is changed, which its own check must not notice."""
    with app.store.writing() as connection:
        change(connection)
    app.store.check()
    assert inspect(app.store, "server").faults == []
    return inspect(app.store, "local").faults


def passage_changed(**change: Any) -> Callable[[Connection], object]:
    """Return what changes the first live passage; a function is given what there was."""

    def make(connection: Connection) -> None:
        row = connection.execute(FIRST_LIVE).first()
        assert row
        values = {name: value(row._mapping[name]) if callable(value) else value for name, value in change.items()}
        reseal(connection, passages, row, values)

    return make


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"text": lambda old: old.replace("noon", "dawn")}, "does not say what its text says"),
        ({"start": lambda old: old + 1}, "does not say what its text says"),
        ({"sentences": json.dumps([[0, 9999]])}, "not within its passage"),
        ({"sentences": json.dumps([[5, 5]])}, "not within its passage"),
        ({"vector": None}, "part of its vectors"),
        ({"sentence_vectors": None}, "part of its vectors"),
        ({"embedding_key": None}, "part of its vectors"),
        ({"vector": lambda old: old[:-1]}, "wrong shape"),
        ({"vector": b""}, "wrong shape"),
        ({"sentence_vectors": lambda old: old + old}, "wrong shape"),
        ({"vector": lambda old: old[:8], "sentence_vectors": bytes(4), "sentences": "[[0, 5]]"}, "another length"),
        ({"terms": lambda old: old + 1}, "searched by other words"),
        ({"heading": "Another heading"}, "searched by other words"),
    ],
)
def test_a_passage_that_does_not_belong_is_found(app: AppWith, change: dict[str, Any], fault: str) -> None:
    found = faults_after(app, passage_changed(**change))

    assert any(fault in each for each in found), found
    assert all("noon" not in each and "Ferries" not in each for each in found)


def searched_by_other_words(connection: Connection) -> None:
    row = connection.execute(FIRST_LIVE).first()
    assert row
    connection.execute(text("UPDATE passage_terms SET body = body || ' 1xmill' WHERE rowid = :id"), {"id": row.id})


def twice(connection: Connection) -> None:
    """Have a passage overlap with the one before it."""
    first, second = connection.execute(FIRST_LIVE).all()[:2]
    change = {"start": first.start, "end": first.end, "text": first.text, "sentences": first.sentences}
    reseal(connection, passages, second, change)


def of_another_time(connection: Connection) -> None:
    """Have an old version's passage live, and the live one's not."""
    new = connection.execute(LIVE_OF_LAST).first()
    assert new
    old = connection.execute(select(passages).where(passages.c.library == "local", ~passages.c.live)).first()
    assert old
    connection.execute(update(passages).where(passages.c.id == old.id).values(live=True))
    connection.execute(update(passages).where(passages.c.id == new.id).values(live=False))
    connection.execute(text("UPDATE passage_terms SET rowid = :old WHERE rowid = :new"), {"old": old.id, "new": new.id})


def one_less(connection: Connection) -> None:
    row = connection.execute(FIRST_LIVE).first()
    assert row
    connection.execute(text("DELETE FROM passage_terms WHERE rowid = :id"), {"id": row.id})
    connection.execute(passages.delete().where(passages.c.id == row.id))


def another_text(connection: Connection) -> None:
    row = connection.execute(select(versions).where(versions.c.library == "local")).first()
    assert row
    reseal(connection, versions, row, {"text": row.text.upper()})


def another_title(connection: Connection) -> None:
    row = connection.execute(select(documents).where(documents.c.library == "local")).first()
    assert row
    reseal(connection, documents, row, {"title": "Boats"})


def another_version_live(connection: Connection) -> None:
    row = connection.execute(select(documents).where(documents.c.source == "b.txt")).first()
    assert row
    reseal(connection, documents, row, {"live_version": 1})


def no_version_live(connection: Connection) -> None:
    row = connection.execute(select(documents).where(documents.c.source == "b.txt")).first()
    assert row
    reseal(connection, documents, row, {"live_version": 9})


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (searched_by_other_words, "searched by other words"),
        (twice, "two passages overlap"),
        (of_another_time, "live and the version is not"),
        (one_less, "and has"),
        (another_text, "does not say what its text says"),
        (another_title, "searched by other words"),
        (another_version_live, "live and the version is not"),
        (no_version_live, "live version is not there"),
        (no_version_live, "live passages of no live version"),
    ],
)
def test_rows_that_do_not_belong_together_are_found(
    app: AppWith, change: Callable[[Connection], object], fault: str
) -> None:
    found = faults_after(app, change)

    assert any(fault in each for each in found), found


def test_rows_of_nothing_are_found(app: AppWith) -> None:
    driver: Any
    with app.store._engine.connect() as connection:
        driver = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute(
            "INSERT INTO job_items VALUES (77, 0, 'local', 'bytes', x'00', NULL, 'done', '{}', 0)",
        )
        driver.execute("PRAGMA foreign_keys=ON")

    assert inspect(app.store, "local").faults == ["There are rows of documents, versions or jobs that are not there."]


def test_a_sound_store_has_no_fault_whatever_was_done_to_it(tmp_path: Path) -> None:
    prepare(tmp_path)
    app = open_shop(tmp_path)
    for deed, do in DEEDS.items():
        do(app)
        if deed != "forget":
            found = [inspect(app.store, name) for name in LIBRARIES]
            assert [each.faults for each in found] == [[], []], deed
            assert all(each.documents and each.versions >= each.documents and each.passages for each in found)
            assert all(each.vectors == each.passages for each in found)
    assert inspect(app.store, "local").documents == 0
    app.close()


def test_progress_is_told_to_the_last_document_and_no_model_is_fine(make_app: Callable[..., AppWith]) -> None:
    app = make_app(model=None)
    for name in ("a.txt", "b.txt"):
        app.library("local").add_bytes(name, name, b"It rains.")
    told: list[tuple[int, int]] = []

    found = inspect(app.store, "local", lambda done, total: told.append((done, total)))

    assert (found.faults, found.vectors, found.passages) == ([], 0, 2)
    assert told == [(1, 2), (2, 2)]
