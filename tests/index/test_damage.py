"""A damaged store is refused with advice when it is opened, or the damage is where nothing is kept."""

from __future__ import annotations

import os
import random
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest

from bot.answering.answer import Question
from bot.app import App
from bot.records import Records
from bot.records.nouns import ModelUsage
from bot.records.tables import TABLES
from index import staging
from index.errors import StoreCorrupted, StoreError, StoreTooNew
from index.following import catalogue as following
from index.following.source import Source
from index.jobs.job import NewItem
from index.library import Library
from index.schema import LAYOUT, SEALED
from index.store import Store
from tests.conftest import AppMaker
from tests.support.apps import open_app
from tests.support.given_answers import given
from tests.support.texts import document, question

LAYOUT_NUMBER = range(60, 64)
"""Where the file keeps the number of its layout: a higher one is what a newer version writes."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a store with two libraries, a replaced version, a removed document and a few records."""
    folder = tmp_path_factory.mktemp("whole")
    chance = random.Random(35)
    app = open_app(folder)
    library = app.library("local")
    for name in ("a.md", "b.md", "gone.md", "a.md"):
        library.add_bytes(name, name, document(chance, 9).encode())
    library.remove("gone.md")
    app.library("server").add_bytes("a.md", "a.md", document(chance, 5).encode())
    fill(app.records)
    app.jobs.submit("local", "add", [NewItem("bytes", "c.md", b"The ferry sails at noon. " * 40)], "somebody")
    app.jobs.run(app.jobs.submit("server", "reindex", [NewItem("reindex", ""), NewItem("reindex", "gone")]))
    fill_index(app)
    rmtree(folder / "footnote.db-locks")
    app.close()
    assert [path.name for path in folder.iterdir()] == ["footnote.db"]
    return (folder / "footnote.db").read_bytes()


def fill_index(app: App) -> None:
    """Store something in those tables of the index's that are empty else."""
    app.library("local").schedule(60)
    with app.store.writing() as connection:
        staging.stage(connection, "local", {"word-hashes/1:0": (b"vector", b"sentences")})
        following.put(connection, Source("local", "url", "https://example.org/ferries"))


def fill(records: Records) -> None:
    """Store something in every table of the bot's."""
    records.load()
    records.count_question("1", 5)
    records.save_usage()
    records.keep_answer(given("first"))
    records.keep_answer(given("second", follows="first", private=True))
    records.place_answer("1", "first", 50)
    records.rate("1", "first", 5, True)
    records.claim_share("1", "second")
    records.change_server("1", channels=(5, 6), admin_role=7)
    records.choose_direct_server(5, "1")
    records.hold_question(5, "When does it sail?")
    records.spend("1", 5, ModelUsage("small", 1, 20, 3))
    records.keep_written_answer("1", 7, "a1", given("third").answer)
    records.note_departure("3")
    records.store_value("tree", "a checksum")


def _remembered(records: Records) -> list[Any]:
    """Return all that is remembered, but for what is dropped in time."""
    records.load()
    return [
        [records.answer("1", each) for each in ("first", "second")],
        records.answer_at("1", 50),
        records.answers_in("1", 7),
        records.exchanges("1", "second"),
        [records.ratings("1"), records.server("1"), records.direct_server(5), records.asked_before(9)],
        sorted(records.departures()),
        [records.spent("1", 5), records.model_usage("1"), records.written_answer("1", 7, "a1")],
        records.stored_value("tree"),
    ]


QUESTIONS = [question(random.Random(seed)) for seed in range(2)]


def everything_said(folder: Path) -> list[Any]:
    """Return all that the store's libraries hold and answer, and all that is remembered."""
    app = open_app(folder, min_confidence=0)
    try:
        said = [said for name in ("local", "server") for said in (_held(app.library(name)), _answered(app, name))]
        return [*said, _remembered(app.records), _asked_for(app)]
    finally:
        app.close()


def _asked_for(app: App) -> list[Any]:
    jobs = [app.jobs.find(name, job.id) for name in ("local", "server") for job in app.jobs.listed(name)]
    return [*jobs, app.jobs.waiting_bytes("local")]


def _held(library: Library) -> list[Any]:
    return [
        (each, library.versions(each), library.passages(each), library.live_text(each.id, each.version))
        for each in library.documents()
    ]


def _answered(app: App, name: str) -> list[Any]:
    answers = [{**app.ask(name, Question(each)).as_json(), "timings_ms": None} for each in QUESTIONS]
    return [*answers, *(app.library(name).search(each, 20) for each in QUESTIONS)]


@pytest.fixture
def damaged(tmp_path: Path) -> Callable[[bytes], Path]:
    """Return a function that puts a file where the store is, and nothing else, and returns the folder."""

    def put(data: bytes) -> Path:
        for path in tmp_path.iterdir():
            path.unlink()
        (tmp_path / "footnote.db").write_bytes(data)
        return tmp_path

    return put


def bits(whole: bytes, count: int, seed: int) -> Iterator[int]:
    """Yield places over the whole file, one in each of `count` equal stretches."""
    chance = random.Random(seed)
    total = 8 * len(whole)
    return (chance.randrange(total * n // count, total * (n + 1) // count) for n in range(count))


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_a_bit_flipped_anywhere_is_noticed_or_changes_nothing(whole: bytes, damaged: Callable[[bytes], Path]) -> None:
    flip_bits(whole, damaged, bits(whole, 24, seed=1))


def test_a_bit_flipped_in_the_header_is_noticed_or_changes_nothing(
    whole: bytes, damaged: Callable[[bytes], Path]
) -> None:
    flip_bits(whole, damaged, [8 * byte + byte % 8 for byte in range(0, 100, 6)])


@pytest.mark.soak
def test_a_bit_flipped_in_a_store_that_cannot_be_written_is_noticed_too(
    whole: bytes, damaged: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    flip_bits(whole, damaged, bits(whole, 60, seed=2))


@pytest.mark.parametrize("writable", [True, False])
def test_a_bit_flipped_in_a_term_of_the_full_text_index_is_noticed(
    whole: bytes, damaged: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch, *, writable: bool
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: writable)
    stem = b"ferri"  # stands in no text, where the word is "ferry"
    places = [match.start() for match in re.finditer(stem, whole)]
    assert len(places) > 5
    for place in places[::3]:
        with pytest.raises(StoreCorrupted):
            everything_said(damaged(flipped(whole, 8 * place + 1)))


@pytest.mark.soak
def test_a_bit_flipped_at_four_thousand_places_is_noticed_or_changes_nothing(
    whole: bytes, damaged: Callable[[bytes], Path]
) -> None:
    flip_bits(whole, damaged, bits(whole, 4_000, seed=random.randrange(1 << 32)))


def flip_bits(whole: bytes, damaged: Callable[[bytes], Path], places: Iterable[int]) -> None:
    expected = everything_said(damaged(whole))
    refusals = []
    for bit in places:
        folder = damaged(flipped(whole, bit))
        try:
            assert everything_said(folder) == expected, f"bit {bit % 8} of byte {bit // 8}"
        except StoreError as refusal:
            refusals.append((bit, refusal))
    newer = [bit for bit, refusal in refusals if isinstance(refusal, StoreTooNew)]
    assert all(bit // 8 in LAYOUT_NUMBER for bit in newer)
    assert all(type(refusal) is StoreCorrupted for bit, refusal in refusals if bit not in newer)
    assert all("backup" in str(refusal) for bit, refusal in refusals if bit not in newer)
    assert len(refusals) > 1


def test_a_truncated_store_is_refused(whole: bytes, damaged: Callable[[bytes], Path]) -> None:
    chance = random.Random(3)
    pages = range(0, len(whole), 4096)
    lengths = {0, 1, 15, 16, 17, 20, 99, 100, 101, 512, len(whole) - 1, *chance.sample(pages, 20)}
    for length in sorted(lengths | {chance.randrange(len(whole)) for _ in range(20)}):
        with pytest.raises(StoreCorrupted):
            everything_said(damaged(whole[:length]))


def test_a_store_with_a_page_of_zeros_or_of_another_page_is_refused_or_changes_nothing(
    whole: bytes, damaged: Callable[[bytes], Path]
) -> None:
    expected = everything_said(damaged(whole))
    for start in range(0, len(whole), 4096):
        other = (start + 4096) % len(whole)
        for page in (bytes(4096), whole[other : other + 4096]):
            folder = damaged(whole[:start] + page + whole[start + 4096 :])
            try:
                assert everything_said(folder) == expected
            except StoreCorrupted:
                continue


def test_a_store_is_whole_again_once_its_backup_is_put_back(whole: bytes, damaged: Callable[[bytes], Path]) -> None:
    expected = everything_said(damaged(whole))
    with pytest.raises(StoreCorrupted):
        everything_said(damaged(whole[:-4096]))

    assert everything_said(damaged(whole)) == expected


def test_a_copy_that_sqlite_makes_of_a_store_in_use_is_a_whole_backup(
    whole: bytes, damaged: Callable[[bytes], Path], tmp_path: Path
) -> None:
    folder = damaged(whole)
    expected = everything_said(folder)
    with closing(sqlite3.connect(folder / "footnote.db")) as connection:
        connection.execute("VACUUM INTO ?", (str(tmp_path / "copy.db"),))

    assert everything_said(damaged((tmp_path / "copy.db").read_bytes())) == expected


def change(folder: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(folder / "footnote.db")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return folder


def test_a_store_of_a_newer_version_is_refused_as_such(whole: bytes, damaged: Callable[[bytes], Path]) -> None:
    for layout in (LAYOUT + 1, LAYOUT + 2, 1000):
        with pytest.raises(StoreTooNew, match="newer version"):
            everything_said(change(damaged(whole), f"PRAGMA user_version={layout}"))


@pytest.mark.parametrize(
    "statements",
    [
        ["PRAGMA user_version=0"],
        ["PRAGMA user_version=-1"],
        ["PRAGMA application_id=7"],
        ["DROP TABLE libraries"],
        ["DROP TABLE passage_terms"],
        ["DELETE FROM passage_terms WHERE rowid IN (SELECT rowid FROM passage_terms LIMIT 1)"],
        ["DROP INDEX passages_by_library"],
        ["ALTER TABLE passages RENAME COLUMN text TO words"],
        ["UPDATE passages SET text = text || '!'"],
        ["UPDATE versions SET text = replace(text, ' ', '  ')"],
        ["UPDATE documents SET live_version = live_version + 1"],
        ["UPDATE passages SET vector = zeroblob(768)"],
        ["UPDATE passages SET start = 'x'"],
        ["UPDATE versions SET created_at = 'yesterday'"],
        ["DELETE FROM layouts"],
        ["UPDATE version_details SET details = replace(details, '250', '251')"],
        ["UPDATE jobs SET asked = 'somebody else'"],
        ["UPDATE job_items SET data = x'00' WHERE data IS NOT NULL"],
        ["UPDATE job_items SET name = x'2f' WHERE data IS NOT NULL"],
        ["UPDATE jobs SET state = 'done'"],
        ["UPDATE jobs SET tries = tries + 1"],
        ["UPDATE version_details SET library = 'server'"],
        ["UPDATE staged_vectors SET vector = sentence_vectors"],
        ["UPDATE staged_vectors SET embedding_key = 'word-hashes/1:1'"],
        ["UPDATE sources SET location = location || '/'"],
        ["UPDATE sources SET every_minutes = 5"],
        ["UPDATE library_options SET options = '{}'"],
        ["DROP TABLE staged_vectors"],
        ["DROP INDEX jobs_by_library"],
        ["DROP TABLE bot_ratings"],
        ["DROP TABLE bot_layouts"],
        ["DELETE FROM bot_layouts"],
        ["DROP INDEX bot_answers_by_asker"],
        ["ALTER TABLE bot_answers RENAME COLUMN asker TO person"],
        ["CREATE TABLE bot_more (x)"],
        ["UPDATE bot_layouts SET number = 0"],
        ["UPDATE bot_layouts SET number = number + 1"],
        ["UPDATE bot_answers SET asker = asker || '1'"],
        ["UPDATE bot_answers SET asker = 'somebody'"],
        ["UPDATE bot_answers SET private = NOT private"],
        ["UPDATE bot_answers SET library = '2'"],
        ["UPDATE bot_messages SET answer_id = 'second'"],
        ["UPDATE bot_ratings SET helpful = NOT helpful"],
        ["UPDATE bot_servers SET library = '2'"],
        ["UPDATE bot_servers SET settings = zeroblob(9)"],
        ["UPDATE bot_direct_servers SET library = '2'"],
        ["UPDATE bot_held_questions SET text = x'ff'"],
        ["UPDATE bot_departures SET library = '1'"],
        ["UPDATE bot_tokens SET output_tokens = 0"],
        ["UPDATE bot_written_answers SET revision = 8"],
        ["UPDATE bot_facts SET value = x'00'"],
        ["UPDATE passage_terms_content SET c2 = c2 || ' 1xferri'"],
        ["UPDATE passage_terms_data SET block = zeroblob(length(block)) WHERE id > 10"],
    ],
)
def test_a_store_that_something_else_has_changed_is_refused(
    whole: bytes, damaged: Callable[[bytes], Path], statements: list[str]
) -> None:
    with pytest.raises(StoreCorrupted):
        everything_said(change(damaged(whole), *statements))


def test_every_table_of_the_index_takes_part_in_these_tests(whole: bytes, damaged: Callable[[bytes], Path]) -> None:
    with closing(sqlite3.connect(damaged(whole) / "footnote.db")) as connection:
        empty = [
            table.name
            for table in SEALED
            if not connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]  # noqa: S608 - ours
        ]
    assert empty == []


def test_every_table_of_the_bot_takes_part_in_these_tests(whole: bytes, damaged: Callable[[bytes], Path]) -> None:
    with closing(sqlite3.connect(damaged(whole) / "footnote.db")) as connection:
        empty = [
            table.name
            for table in TABLES.metadata.sorted_tables
            if not connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]  # noqa: S608 - ours
        ]
    assert empty == []


def test_a_store_whose_bot_tables_a_newer_version_laid_out_is_refused_as_such(
    whole: bytes, damaged: Callable[[bytes], Path]
) -> None:
    folder = change(damaged(whole), *(f"DROP TABLE {table.name}" for table in TABLES.metadata.sorted_tables))
    newer = replace(TABLES, number=TABLES.number + 1)
    Store(folder / "footnote.db", newer).close()

    with pytest.raises(StoreTooNew, match="newer version"):
        everything_said(folder)


def test_a_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    change(tmp_path, "CREATE TABLE libraries (id INTEGER)", "INSERT INTO libraries VALUES (1)")
    before = (tmp_path / "footnote.db").read_bytes()

    with pytest.raises(StoreCorrupted):
        open_app(tmp_path)
    assert (tmp_path / "footnote.db").read_bytes() == before


@pytest.mark.parametrize(
    "data", [b"Dear diary,", b"\x00" * 8192, b"SQLite format 3\x00", b"SQLite format 3\x00" + b"\xff" * 9000]
)
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "footnote.db").write_bytes(data)

    with pytest.raises(StoreCorrupted):
        open_app(tmp_path)
    assert (tmp_path / "footnote.db").read_bytes() == data


def test_a_folder_where_the_store_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "footnote.db").mkdir()

    with pytest.raises(StoreError) as refusal:
        open_app(tmp_path)
    assert str(refusal.value).count(".") == 1


def test_a_large_store_is_checked_when_asked_to(
    whole: bytes, damaged: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch, make_app: AppMaker
) -> None:
    monkeypatch.setattr("index.store.FULL_CHECK_BYTES", 0)
    app = make_app(change(damaged(whole), "UPDATE passages SET text = text || '!'"))

    with pytest.raises(StoreCorrupted):
        app.store.check()
