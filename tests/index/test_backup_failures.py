"""Backups and restoring where something is in the way: one plain error, and what was there is as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.records.tables import TABLES
from index.backup import write_backup
from index.errors import BackupRefused, BackupUnusable, StoreCorrupted, StoreFull, StoreReadOnly
from index.restoring import BEFORE, restore_backup
from index.store import Store
from tests.conftest import AppMaker, ChildStarter
from tests.support.apps import AppWith
from tests.support.checks import assert_whole
from tests.support.given_answers import given
from tests.support.workloads import history, make_changes

NOON, DAWN = {"ferry.txt": "The ferry sails at noon."}, {"ferry.txt": "The ferry sails at dawn."}


def put(app: AppWith, texts: dict[str, str]) -> None:
    for source, text in texts.items():
        app.library("local").add_bytes(source, source, text.encode())


@pytest.fixture
def backup(make_app: AppMaker, tmp_path: Path) -> Path:
    """A backup of a store in which the ferry sails at noon."""
    app = make_app(tmp_path / "first")
    put(app, NOON)
    write_backup(app.store, tmp_path / "backup.zip")
    return tmp_path / "backup.zip"


def test_a_folder_at_the_place_of_a_backup_is_refused(app: AppWith, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="something else"):
        write_backup(app.store, tmp_path)
    with pytest.raises(BackupUnusable, match="cannot be read"):
        restore_backup(tmp_path, app.store.path, TABLES)


def test_a_log_that_a_moved_store_left_behind_is_not_read_into_the_restored_one(
    backup: Path, tmp_path: Path, start_child: ChildStarter, make_app: AppMaker
) -> None:
    folder = tmp_path / "data"
    child = start_child(make_changes, folder, history(1, 200))
    child.receive()
    child.receive()
    child.kill()
    child.wait()
    assert (folder / "footnote.db-wal").stat().st_size
    (folder / "footnote.db").rename(tmp_path / "away.db")

    restore_backup(backup, folder / "footnote.db", TABLES)

    assert_whole(make_app(folder), NOON)


def test_a_store_whose_records_are_damaged_is_not_backed_up_as_if_it_were_sound(
    make_app: AppMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    app.records.load()
    app.records.keep_answer(given("a"))
    with app.store.writing() as connection:
        connection.exec_driver_sql("UPDATE bot_answers SET asker = '77'")

    with pytest.raises(StoreCorrupted):
        write_backup(app.store, tmp_path / "backup.zip")

    assert not (tmp_path / "backup.zip").exists()
    assert list(tmp_path.glob(".footnote-*")) == []


@pytest.mark.parametrize("call", ["mkdir", "tempfile", "replace"])
def test_a_disk_that_is_full_stops_restoring_with_one_plain_error(
    backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_app: AppMaker, call: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    place = {"mkdir": "pathlib.Path.mkdir", "tempfile": "tempfile.mkdtemp", "replace": "pathlib.Path.replace"}[call]
    with monkeypatch.context() as patch:
        patch.setattr(place, full)
        with pytest.raises(StoreFull, match="nothing was changed"):
            restore_backup(backup, tmp_path / "new" / "footnote.db", TABLES)

    assert not (tmp_path / "new" / "footnote.db").exists()
    restore_backup(backup, tmp_path / "new" / "footnote.db", TABLES)
    assert_whole(make_app(tmp_path / "new"), NOON)


def test_a_store_that_cannot_be_written_is_backed_up_and_not_restored(
    backup: Path, make_app: AppMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    put(app, DAWN)
    app.close()
    monkeypatch.setattr("os.access", lambda *_: False)
    again = make_app()

    assert write_backup(again.store, tmp_path / "read-only.zip").documents == 1
    with pytest.raises(StoreReadOnly):
        restore_backup(backup, again.store.path, TABLES)

    assert_whole(again, DAWN)
    assert not (tmp_path / "data" / BEFORE).exists()


def test_a_damaged_store_keeps_its_log_beside_it_under_the_other_name(
    backup: Path, make_app: AppMaker, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    for suffix in ("", "-wal"):
        (folder / f"footnote.db{suffix}").write_bytes(b"damaged")

    restore_backup(backup, folder / "footnote.db", TABLES)

    assert [(folder / f"footnote.db.damaged{suffix}").read_bytes() for suffix in ("", "-wal")] == [b"damaged"] * 2
    app = make_app(folder)
    assert_whole(app, NOON)
    app.close()
    shutil.rmtree(folder)
    Store(folder / "footnote.db", TABLES).close()
