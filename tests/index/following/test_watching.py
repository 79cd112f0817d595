"""Watched folders: real ones, changed while somebody watches."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from index.errors import StoreBusy
from index.following import watching
from index.following.watching import changed_folders, watched_folders
from tests.index.following.conftest import write

Next = Callable[[], Any]


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "PAUSE_MS", 100)
    monkeypatch.setattr(watching, "QUIET_MS", 50)


@asynccontextmanager
async def watched(folders: Callable[[], list[Path]]) -> AsyncIterator[Next]:
    """Yield what waits, for at most ten seconds, for the next folders told."""
    stop = asyncio.Event()
    changes = changed_folders(folders, stop)

    async def told() -> set[Path]:
        return await asyncio.wait_for(anext(changes), 10)

    try:
        yield told
    finally:
        stop.set()
        assert [each async for each in changes] == []


def test_a_change_in_a_watched_folder_tells_that_folder_and_no_other(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()

    async def watch() -> None:
        async with watched(lambda: [folder, other]) as told:
            assert await told() == {folder, other}
            write(folder / "photo.zzz", "of a kind that is not read")
            write(folder / ".hidden.md", "hidden")
            write(other / "note.md", "A note.")
            assert await told() == {other}
            (folder / "harbour" / "tides.txt").unlink()
            assert await told() == {folder}
            (folder / "harbour" / "new").mkdir()
            assert await told() == {folder}

    asyncio.run(watch())


def test_folders_come_and_go_while_others_are_watched(folder: Path, tmp_path: Path) -> None:
    later, never = tmp_path / "later", tmp_path / "never"
    wanted = [folder, never]

    async def watch() -> None:
        async with watched(lambda: wanted) as told:
            assert await told() == {folder}
            wanted.append(later)
            later.mkdir()
            assert await told() == {folder, later}
            write(later / "note.md", "A note.")
            assert await told() == {later}
            shutil.rmtree(later)
            while (changed := await told()) == {later}:
                pass
            assert changed == {folder, later}
            write(folder / "walks.md", "The path is steep.")
            assert await told() == {folder}

    asyncio.run(watch())


def test_where_folders_cannot_be_watched_the_schedule_is_left_and_said_in_the_log(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def no_watches_left(*_: object, **__: object) -> Iterator[Any]:
        raise OSError(28, "no space left on device: inotify limit")

    monkeypatch.setattr("watchfiles.watch", no_watches_left)
    looked: list[int] = []

    def folders() -> list[Path]:
        looked.append(1)
        return [folder]

    told = list(watched_folders(folders, lambda: len(looked) > 4))

    assert told == [{folder}]
    assert "on schedule" in caplog.text
    assert str(folder) not in caplog.text


def test_a_store_that_is_busy_does_not_end_the_watch(folder: Path) -> None:
    answers = iter([[folder], None, [folder], []])
    rounds: list[int] = []

    def folders() -> list[Path]:
        rounds.append(1)
        answer = next(answers)
        if answer is None:
            raise StoreBusy
        return answer

    assert list(watched_folders(folders, lambda: len(rounds) > 3)) == [{folder}, {folder}]


def test_a_watch_that_is_cancelled_ends_its_thread(folder: Path) -> None:
    async def watch() -> None:
        changes = changed_folders(lambda: [folder], asyncio.Event())
        await anext(changes)
        waiting = asyncio.ensure_future(anext(changes))
        await asyncio.sleep(0.05)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    asyncio.run(asyncio.wait_for(watch(), 10))  # which waits for the threads
