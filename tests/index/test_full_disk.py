"""A disk without room, and a folder that cannot be written: a plain refusal, and what is stored still answers."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.answering.answer import Question
from bot.records.tables import TABLES
from index.backup import write_backup
from index.errors import FootnoteError, StoreFull, StoreReadOnly
from index.jobs.job import NewItem
from index.restoring import restore_backup
from tests.conftest import AppMaker, ChildStarter
from tests.support.apps import AppWith, open_app
from tests.support.checks import assert_whole
from tests.support.workloads import NOBODY, Change, after, apply, make_changes, try_to_write, write_with_small_files

FIRST = {"ferry.txt": "Ana Brook opened the ferry to Sorrel Island in 1921. It sails at noon."}
QUESTION = Question("Who opened the ferry to Sorrel Island?")
LONG: Change = (
    "long.txt",
    ". ".join(f"Edda Moss measured the tide table number {n} at Lake Sorrel" for n in range(300)),
)
SIZE = 2 * 1024 * 1024


def mounted(*arguments: str) -> bool:
    command = shutil.which("mount")
    return (
        command is not None and subprocess.run([command, *arguments], capture_output=True, check=False).returncode == 0
    )


def unmounted(folder: Path) -> None:
    subprocess.run(["umount", str(folder)], check=True)


def fill(app: AppWith) -> str:
    """Add a document and return what is answered from it."""
    for document in FIRST.items():
        apply(app, document)
    return app.ask("local", QUESTION).text


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not mounted("-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)):
        pytest.skip("no file system may be mounted here")
    yield folder
    unmounted(folder)


def leave_room(disk: Path, size: int) -> None:
    """Fill the disk up but for `size` bytes."""
    ballast = disk / "ballast"
    ballast.unlink(missing_ok=True)
    free = shutil.disk_usage(disk).free
    ballast.write_bytes(bytes(max(0, free - size)))


def test_on_a_full_disk_an_open_store_refuses_plainly_and_still_answers(small_disk: Path, make_app: AppMaker) -> None:
    app = make_app(small_disk, min_confidence=0)
    answer = fill(app)
    refused, said = 0, set()
    for room in range(0, SIZE, 12 * 1024):
        leave_room(small_disk, room)
        try:
            apply(app, LONG)
            break
        except StoreFull as refusal:
            said.add(str(refusal))
            refused += 1
            assert app.ask("local", QUESTION).text == answer
            assert_whole(app, FIRST)
    assert refused > 5
    assert all("nothing was changed" in each for each in said)
    assert_whole(app, after(FIRST, [LONG]))


def test_on_a_full_disk_a_store_opens_and_answers(small_disk: Path, make_app: AppMaker) -> None:
    app = make_app(small_disk, min_confidence=0)
    answer = fill(app)
    app.close()
    for room in (0, 4096, 8192, 16384, 40960, 100_000):
        leave_room(small_disk, room)
        again = make_app(small_disk, min_confidence=0)
        assert again.ask("local", QUESTION).text == answer
        with pytest.raises((StoreFull, StoreReadOnly)):
            apply(again, LONG)
        assert_whole(again, FIRST)
        again.close()
    (small_disk / "ballast").unlink()
    again = make_app(small_disk)
    apply(again, LONG)
    assert_whole(again, after(FIRST, [LONG]))


def test_on_a_full_disk_jobs_wait_and_backups_and_restoring_are_refused(small_disk: Path, make_app: AppMaker) -> None:
    app = make_app(small_disk, min_confidence=0)
    answer = fill(app)
    source, text = LONG
    job = app.jobs.submit("local", "add", [NewItem("bytes", source, text.encode()), NewItem("reindex", "")])
    write_backup(app.store, small_disk / "backup.zip")
    refused = []
    for room in (0, 4096, 40_000, 100_000):
        leave_room(small_disk, room)
        for work in (
            partial(app.jobs.run, job),
            partial(app.jobs.submit, "local", "add", [NewItem("bytes", "big.txt", bytes(200_000))]),
            partial(write_backup, app.store, small_disk / "another.zip"),
            partial(restore_backup, small_disk / "backup.zip", small_disk / "footnote.db", TABLES),
            app.library("local").reindex_all,
        ):
            try:
                work()
            except FootnoteError as refusal:
                refused.append(str(refusal))
            assert app.ask("local", QUESTION).text == answer
        assert app.jobs.unfinished()[0].id == job.id
        assert_whole(app, FIRST)
    assert len(refused) >= 15
    assert all(sentence.count(". ") <= 1 for sentence in refused)
    assert not (small_disk / "another.zip").exists()

    (small_disk / "ballast").unlink()
    assert app.jobs.run(job).state == "done"
    assert_whole(app, after(FIRST, [LONG]))
    assert app.jobs.unfinished() == []


def test_on_a_full_disk_a_document_is_removed_or_stays(small_disk: Path, make_app: AppMaker) -> None:
    app = make_app(small_disk)
    fill(app)
    apply(app, LONG)
    removed = False
    for room in range(0, 400_000, 40_000):
        leave_room(small_disk, room)
        try:
            app.library("local").remove(LONG[0])
        except StoreFull:
            assert_whole(app, after(FIRST, [LONG]))
        else:
            removed = True
            break
    assert removed
    assert_whole(app, FIRST)


def test_on_a_full_disk_no_new_store_is_begun(small_disk: Path) -> None:
    for room in (0, 4096, 8192, 40_000):
        leave_room(small_disk, room)
        with pytest.raises(StoreFull):
            open_app(small_disk)
        assert [path.name for path in small_disk.iterdir()] == ["ballast"]


def test_a_store_whose_files_may_not_grow_refuses_plainly_and_still_answers(
    tmp_path: Path, start_child: ChildStarter, make_app: AppMaker
) -> None:
    app = make_app(tmp_path)
    fill(app)
    app.close()

    child = start_child(write_with_small_files, tmp_path, FIRST, LONG)

    *outcomes, last = child.rest()
    assert last == "done"
    assert set(outcomes) <= {"StoreFull, new store StoreFull", "StoreFull, new store made"}
    assert outcomes[0] == "StoreFull, new store StoreFull"
    assert len(outcomes) > 3
    assert_whole(make_app(tmp_path), after(FIRST, [LONG]))


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that any user of this machine may read."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture
def may_not_write(public_folder: Path) -> Callable[[], int | None]:
    """Return a function that takes the right to write to the folder away, and says as whom to try (None: as we are)."""

    def close() -> int | None:
        public_folder.chmod(0o555)
        for path in public_folder.iterdir():
            path.chmod(0o444)
        return NOBODY if os.geteuid() == 0 else None  # the modes do not bind root

    return close


def test_a_folder_that_may_not_be_written_is_refused_plainly_and_still_answers(
    public_folder: Path, may_not_write: Callable[[], int | None], start_child: ChildStarter, make_app: AppMaker
) -> None:
    app = make_app(public_folder, min_confidence=0)
    answer = fill(app)
    app.close()
    before = (public_folder / "footnote.db").read_bytes()

    child = start_child(try_to_write, public_folder, may_not_write(), QUESTION.text)

    first, outcome, last = child.receive()
    assert first == last == answer
    assert outcome.startswith("StoreReadOnly: The data folder cannot be written; nothing was changed.")
    assert child.wait() == 0
    assert [path.name for path in public_folder.iterdir()] == ["footnote.db"]
    assert (public_folder / "footnote.db").read_bytes() == before


def test_acknowledged_writes_in_the_log_are_seen_by_who_may_not_write(
    public_folder: Path, may_not_write: Callable[[], int | None], start_child: ChildStarter
) -> None:
    kill_after_writing(start_child, public_folder)

    child = start_child(try_to_write, public_folder, may_not_write(), QUESTION.text)

    first, outcome, last = child.receive()
    assert "Ana Brook" in first == last
    assert outcome.startswith("StoreReadOnly")


def kill_after_writing(start_child: ChildStarter, folder: Path) -> None:
    """Leave a store whose last writes stand in its log alone."""
    child = start_child(make_changes, folder, [*FIRST.items(), *[("b.txt", f"Number {n}.") for n in range(500)]])
    for _ in range(4):
        child.receive()
    child.kill()
    child.wait()
    assert (folder / "footnote.db-wal").stat().st_size


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Mount the folder over itself, read-only."""
    if not mounted("--bind", str(folder), str(folder)):
        pytest.skip("no file system may be mounted here")
    try:
        assert mounted("-o", "remount,bind,ro", str(folder))
        yield
    finally:
        unmounted(folder)


def test_a_folder_on_a_read_only_file_system_is_refused_plainly_and_still_answers(
    tmp_path: Path, make_app: AppMaker
) -> None:
    folder = tmp_path / "mounted"
    app = make_app(folder, min_confidence=0)
    answer = fill(app)
    job = app.jobs.submit("local", "add", [NewItem("bytes", "a.txt", b"It rains.")])
    write_backup(app.store, tmp_path / "backup.zip")
    app.close()
    with read_only(folder):
        again = make_app(folder, min_confidence=0)
        assert again.ask("local", QUESTION).text == answer
        for refused in (LONG, ("ferry.txt", None)):
            with pytest.raises(StoreReadOnly):
                apply(again, refused)
        for work in (
            lambda: again.jobs.run(job),
            lambda: again.jobs.submit("local", "add", []),
            lambda: again.forget("local"),
            lambda: restore_backup(tmp_path / "backup.zip", folder / "footnote.db", TABLES),
            again.library("local").reindex_all,
        ):
            with pytest.raises(StoreReadOnly):
                work()
        assert again.jobs.find("local", job.id).state == "waiting"
        write_backup(again.store, tmp_path / "another.zip")
        assert_whole(again, FIRST)
        with pytest.raises(StoreReadOnly):
            make_app(folder / "deeper")
        again.close()


def test_acknowledged_writes_in_the_log_are_seen_where_the_file_system_has_become_read_only(
    tmp_path: Path, start_child: ChildStarter, make_app: AppMaker
) -> None:
    folder = tmp_path / "mounted"
    kill_after_writing(start_child, folder)
    with read_only(folder):
        app = make_app(folder, min_confidence=0)
        assert "Ana Brook" in app.ask("local", QUESTION).text
        app.close()
