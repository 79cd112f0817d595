"""Stores of the releases before: in the first the bot kept its jobs itself, the second counted no tokens."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import BLOB, Column, DateTime, Integer, MetaData, Table, Text, insert

from bot.discord_ui.documents.asked import Asked
from bot.records.nouns import ModelUsage, Spent
from bot.records.tables import TABLES, DiscordId, departures, put, tokens, written_answers
from index.documents import now
from index.jobs.job import Item
from index.store import Store
from index.tables import AnyText, Tables, sealed
from tests.conftest import AppMaker
from tests.support.given_answers import given

HALF = "half \ud83d.md"


def laid_out_without(*later: Table) -> MetaData:
    metadata = MetaData()
    for table in TABLES.metadata.sorted_tables:
        if table not in later:
            table.to_metadata(metadata)
    return metadata


before = laid_out_without(departures, tokens, written_answers)
second = laid_out_without(tokens, written_answers)

old_jobs = Table(
    "bot_jobs",
    before,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("library", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", AnyText, nullable=False),
    Column("channel", DiscordId, nullable=False),
    Column("member", DiscordId, nullable=False),
    Column("created_at", DateTime, nullable=False),
    Column("data", BLOB, nullable=False),
    Column("checksum", Integer, nullable=False),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a store of the first layout, in which three jobs are waiting."""
    folder = tmp_path / "earlier"
    folder.mkdir()
    store = Store(folder / "footnote.db", Tables(before, before.tables["bot_layouts"], 1, lambda *_: None))
    rows: list[dict[str, Any]] = [
        {"id": 4, "library": "1", "kind": "add", "name": "ferries.md", "data": b"The ferry sails at noon."},
        {"id": 5, "library": "2", "kind": "reindex", "name": "c0ffee", "data": b""},
        {"id": 7, "library": "1", "kind": "add", "name": HALF, "data": b""},
    ]
    with store.writing() as connection:
        for row in rows:
            row |= {"channel": 2**64 - 1, "member": 5, "created_at": now().replace(tzinfo=None)}
            connection.execute(insert(old_jobs).values(sealed(old_jobs, row)))
        for key, value in (("last job", "7"), ("jobs begun", '{"4": 1}'), ("commands", "abc")):
            put(connection, before.tables["bot_facts"], {"key": key, "value": value})
    store.close()
    return folder


def laid_out(folder: Path) -> list[Any]:
    with closing(sqlite3.connect(folder / "footnote.db")) as connection:
        return connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()


def test_its_jobs_go_on_and_are_told_where_they_were_asked_for(folder: Path, make_app: AppMaker) -> None:
    app = make_app(folder)

    jobs = [app.jobs.find(job.library, job.id) for job in app.jobs.unfinished()]
    assert [(job.library, job.kind, job.told, Asked.for_job(job)) for job in jobs] == [
        ("1", "add", False, Asked(2**64 - 1, 5)),
        ("2", "reindex", False, Asked(2**64 - 1, 5)),
        ("1", "add", False, Asked(2**64 - 1, 5)),
    ]
    items = [Item(0, "bytes", "ferries.md"), Item(0, "reindex", "c0ffee"), Item(0, "bytes", HALF)]
    assert [job.items for job in jobs] == [(item,) for item in items]
    assert app.jobs.waiting_bytes("1") == (2, 24)
    assert app.jobs.waiting_bytes("2") == (0, 0)

    (change,) = app.jobs.run(jobs[0]).items[0].outcome.changes
    document = app.library("1").find(change.document_id)
    assert app.library("1").live_text(document.id, 1) == "The ferry sails at noon."


def test_it_is_laid_out_as_a_new_one_and_remembers_what_it_did(
    folder: Path, tmp_path: Path, make_app: AppMaker
) -> None:
    app = make_app(folder)
    make_app(tmp_path / "new").close()

    assert laid_out(folder) == laid_out(tmp_path / "new")
    facts = [app.records.stored_value(key) for key in ("last job", "jobs begun", "commands")]
    assert facts == [None, None, "abc"]
    app.records.keep_answer(given("a"))
    app.records.note_departure("1")
    app.close()
    app = make_app(folder)
    app.store.check()
    assert (app.records.answer("1", "a"), list(app.records.departures())) == (given("a"), ["1"])
    assert len(app.jobs.unfinished()) == 3


def test_one_of_the_second_layout_goes_on_and_counts_tokens(tmp_path: Path, make_app: AppMaker) -> None:
    tables = Tables(second, second.tables["bot_layouts"], 2, lambda *_: None)
    (tmp_path / "second").mkdir()
    store = Store(tmp_path / "second" / "footnote.db", tables)
    with store.writing() as connection:
        put(connection, second.tables["bot_facts"], {"key": "commands", "value": "abc"})
    store.close()

    app = make_app(tmp_path / "second")
    make_app(tmp_path / "new").close()

    assert laid_out(tmp_path / "second") == laid_out(tmp_path / "new")
    assert app.records.stored_value("commands") == "abc"
    app.records.spend("1", 5, ModelUsage("small", 1, 20, 3))
    assert app.records.spent("1", 5) == Spent(23, 23)


def test_where_it_can_only_be_read_it_is_opened_as_it_is(
    folder: Path, make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    was = laid_out(folder)
    app = make_app(folder)

    reads: list[Callable[[], object]] = [app.records.load, app.records.departures, app.jobs.unfinished]
    assert [read() for read in reads] == [None, {}, []]
    assert app.records.stored_value("commands") == "abc"
    app.close()
    assert laid_out(folder) == was
