"""Backups: of one moment while others write, proven whole, and put back in one step."""

from __future__ import annotations

import hashlib
import json
import random
import threading
import zipfile
from pathlib import Path
from shutil import copy2

import pytest

from bot.answering.answer import Question
from bot.records.tables import TABLES
from index.backup import MANIFEST, STORE, read_manifest, write_backup
from index.errors import BackupRefused, BackupUnusable, StoreTooNew
from index.restoring import BEFORE, restore_backup
from tests.conftest import AppMaker, ChildStarter
from tests.support.apps import AppWith, open_app
from tests.support.checks import assert_whole
from tests.support.given_answers import given
from tests.support.texts import sentence
from tests.support.workloads import converse, die_while_restoring, restore

NOON, DAWN = {"ferry.txt": "The ferry sails at noon."}, {"ferry.txt": "The ferry sails at dawn.", "b.txt": "It rains."}


def put(app: AppWith, texts: dict[str, str], library: str = "local") -> None:
    for source, text in texts.items():
        app.library(library).add_bytes(source, source, text.encode())


@pytest.fixture
def backup(make_app: AppMaker, tmp_path: Path) -> Path:
    """A backup of a store in which the ferry sails at noon."""
    app = make_app(tmp_path / "first")
    put(app, NOON)
    put(app, NOON, "server")
    app.records.load()
    app.records.keep_answer(given("a"))
    write_backup(app.store, tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def test_a_backup_says_what_it_holds(backup: Path) -> None:
    manifest = read_manifest(backup)

    assert (manifest.libraries, manifest.documents) == (2, 2)
    with zipfile.ZipFile(backup) as archive:
        assert archive.testzip() is None
        assert archive.getinfo(STORE).file_size == manifest.size


def test_where_there_is_no_store_the_backup_becomes_it(backup: Path, make_app: AppMaker, tmp_path: Path) -> None:
    restore_backup(backup, tmp_path / "data" / "footnote.db", TABLES)

    app = make_app()
    assert_whole(app, NOON)
    assert_whole(app, NOON, "server")
    app.records.load()
    assert app.records.answer("1", "a") == given("a")


def test_a_store_in_use_is_what_the_backup_was_for_every_process_at_once(
    backup: Path, app: AppWith, tmp_path: Path, start_child: ChildStarter
) -> None:
    put(app, DAWN)
    other = start_child(converse, tmp_path / "data")
    other.receive()
    question = Question("When does the ferry sail?")
    assert "dawn" in other.ask("ask", question.text)["text"]

    assert start_child(restore, backup, tmp_path / "data").receive() == "restored"

    assert "noon" in other.ask("ask", question.text)["text"]
    assert "noon" in app.ask("local", question).text
    other.send("end")
    assert_whole(app, NOON)
    put(app, DAWN)
    assert_whole(app, DAWN)


def test_what_was_there_before_can_be_had_again(backup: Path, make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    put(app, DAWN)
    app.close()
    restore_backup(backup, tmp_path / "data" / "footnote.db", TABLES)

    copy2(tmp_path / "data" / BEFORE, tmp_path / "again.zip")
    restore_backup(tmp_path / "again.zip", tmp_path / "data" / "footnote.db", TABLES)

    assert_whole(make_app(), DAWN)


def test_the_numbers_of_jobs_go_on_from_those_given_out(backup: Path, make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    last = [app.jobs.submit("local", "add", []).id for _ in range(5)][-1]
    app.close()

    restore_backup(backup, tmp_path / "data" / "footnote.db", TABLES)

    assert make_app().jobs.submit("local", "add", []).id == last + 1


def test_a_damaged_store_is_kept_aside_and_replaced(backup: Path, make_app: AppMaker, tmp_path: Path) -> None:
    store = tmp_path / "data" / "footnote.db"
    store.parent.mkdir()
    store.write_bytes(b"damaged beyond repair")

    restore_backup(backup, store, TABLES)

    assert (store.parent / "footnote.db.damaged").read_bytes() == b"damaged beyond repair"
    assert_whole(make_app(), NOON)


def test_a_backup_made_while_others_write_is_of_one_moment(app: AppWith, make_app: AppMaker, tmp_path: Path) -> None:
    chance = random.Random(5)
    put(app, {f"{n}.txt": ". ".join(sentence(chance) for _ in range(60)) for n in range(6)})
    stop = threading.Event()

    def change() -> None:
        for number in range(1000):
            if stop.is_set():
                return
            text = f"Edition {number}."
            app.library("local").add_bytes("a.txt", "a.txt", text.encode())
            app.library("local").add_bytes("b.txt", "b.txt", text.encode())

    writer = threading.Thread(target=change)
    writer.start()
    for number in range(4):
        write_backup(app.store, tmp_path / f"{number}.zip")
    stop.set()
    writer.join()

    for number in range(4):
        restore_backup(tmp_path / f"{number}.zip", tmp_path / str(number) / "footnote.db", TABLES)
        copy = make_app(tmp_path / str(number))
        shelf = copy.library("local")
        texts = {each.source: shelf.live_text(each.id, each.version) or "" for each in shelf.documents()}
        assert_whole(copy, texts)
        if "b.txt" in texts:
            first, second = (int(texts[name].split()[1].rstrip(".")) for name in ("a.txt", "b.txt"))
            assert first - second in {0, 1}


def test_nothing_of_what_was_removed_is_in_a_backup(app: AppWith, tmp_path: Path) -> None:
    put(app, {"a.txt": "The zebrafish canary sings.", "b.txt": "It rains."})
    app.library("local").remove("a.txt")
    write_backup(app.store, tmp_path / "backup.zip")

    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        assert b"anary" not in archive.read(STORE)


@pytest.mark.parametrize(
    "name",
    [
        *("flipped", "cut", "text", "empty", "missing"),
        *("other zip", "no manifest", "odd manifest", "other store", "longer store"),
    ],
)
def test_what_is_no_whole_backup_is_refused_and_nothing_changes(
    backup: Path, app: AppWith, tmp_path: Path, name: str
) -> None:
    put(app, DAWN)
    spoil(backup, name)

    with pytest.raises(BackupUnusable, match=r"backup\.zip: .*; (use another|check the path)\."):
        restore_backup(backup, tmp_path / "data" / "footnote.db", TABLES)

    assert_whole(app, DAWN)
    left = {path.name for path in (tmp_path / "data").iterdir()}
    assert left <= {"footnote.db", "footnote.db-wal", "footnote.db-shm"}


def spoil(backup: Path, name: str) -> None:
    data = backup.read_bytes()
    with zipfile.ZipFile(backup) as archive:
        manifest, store = archive.read(MANIFEST), archive.read(STORE)
    if name == "missing":
        backup.unlink()
    elif name in {"flipped", "cut", "text", "empty"}:
        middle = len(data) // 2
        flipped = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        backup.write_bytes({"flipped": flipped, "cut": data[:middle], "text": b"no backup", "empty": b""}[name])
    else:
        with zipfile.ZipFile(backup, "w", zipfile.ZIP_DEFLATED) as archive:
            if name == "odd manifest":
                manifest = json.dumps({**json.loads(manifest), "documents": "many"}).encode()
            if name != "no manifest":
                archive.writestr(MANIFEST if name != "other zip" else "readme.txt", manifest)
            archive.writestr(
                STORE, {"other store": store[:-1] + b"!", "longer store": store + b"\0" * 4096}.get(name, store)
            )


def test_a_backup_of_a_later_version_is_refused_as_such(backup: Path, app: AppWith, tmp_path: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        manifest, store = json.loads(archive.read(MANIFEST)), bytearray(archive.read(STORE))
    store[60:64] = (1000).to_bytes(4)
    manifest["sha256"] = hashlib.sha256(store).hexdigest()
    with zipfile.ZipFile(backup, "w") as archive:
        archive.writestr(MANIFEST, json.dumps(manifest))
        archive.writestr(STORE, bytes(store))

    with pytest.raises(StoreTooNew):
        restore_backup(backup, tmp_path / "data" / "footnote.db", TABLES)


def test_a_backup_takes_the_place_of_an_older_one_and_of_nothing_else(app: AppWith, tmp_path: Path) -> None:
    put(app, NOON)
    target = tmp_path / "backup.zip"
    write_backup(app.store, target)
    put(app, DAWN)
    assert write_backup(app.store, target).documents == 2
    precious = tmp_path / "thesis.zip"
    precious.write_text("years of work")

    with pytest.raises(BackupRefused, match="something else"):
        write_backup(app.store, precious)

    assert precious.read_text() == "years of work"
    with pytest.raises(BackupRefused, match="cannot be written"):
        write_backup(app.store, tmp_path / "nowhere" / "backup.zip")
    assert sorted(path.name for path in tmp_path.glob(".footnote-*")) == []


def test_a_process_that_dies_while_it_restores_leaves_the_old_store_or_the_new(
    backup: Path, make_app: AppMaker, tmp_path: Path, start_child: ChildStarter
) -> None:
    kill_while_restoring(backup, tmp_path, start_child, kills=8)


@pytest.mark.soak
def test_two_hundred_processes_that_die_while_they_restore(
    backup: Path, tmp_path: Path, start_child: ChildStarter
) -> None:
    kill_while_restoring(backup, tmp_path, start_child, kills=200)


def kill_while_restoring(backup: Path, tmp_path: Path, start_child: ChildStarter, kills: int) -> None:
    seen = set()
    for number in range(kills):
        folder = tmp_path / f"killed-{number}"
        app = open_app(folder)
        put(app, DAWN)
        app.close()
        child = start_child(die_while_restoring, backup, folder, number / kills)
        child.rest()
        child.wait()
        app = open_app(folder)
        state = "new" if len(app.library("local").documents()) == 1 else "old"
        assert_whole(app, NOON if state == "new" else DAWN)
        app.close()
        seen.add(state)
    assert seen == {"old", "new"}
