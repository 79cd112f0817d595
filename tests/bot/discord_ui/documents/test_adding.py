from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.discord_ui.documents import adding, jobs, reporting
from bot.discord_ui.documents.files import SentFile, file_name, sent_file
from index.library import Library
from tests.conftest import AppMaker
from tests.discord_server.loops import in_a_loop
from tests.discord_server.world import Attachment
from tests.support.held_up import HeldUp
from tests.support.hostile import HOSTILE
from tests.support.reading_room import FERRY, ended, reading_room


@in_a_loop
async def test_a_file_is_added_changed_and_left_as_it_is(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        seen = await ended(await room.ada.slash(room.channel, "library add", file=Attachment("ferries.md", FERRY)))
        assert seen.ephemeral
        assert "**1 added**; 1 passage" in seen.text
        assert "Added: **Ferries** (ferries.md), version 1, 1 passage" in seen.text

        seen = await ended(await room.ada.slash(room.channel, "library add", file=Attachment("ferries.md", FERRY)))
        assert "Unchanged: **Ferries** (ferries.md), version 1" in seen.text
        newer = Attachment("ferries.md", FERRY.replace(b"noon", b"one"))
        seen = await ended(await room.ada.slash(room.channel, "library add", file=newer))
        assert "Changed: **Ferries** (ferries.md), version 2" in seen.text
        assert [document.source for document in room.library.documents()] == ["ferries.md"]
        assert room.app.jobs.unfinished() == []


@in_a_loop
async def test_a_form_takes_several_files_and_the_ones_that_fail_do_not_stop_the_others(make_app: AppMaker) -> None:
    async with reading_room(make_app(max_file_mb=0.01)) as room:
        seen = await room.add(
            Attachment("gone.txt", b"Text.", status=404),
            Attachment("broken.txt", b"Text that ends early.", truncated=4),
            Attachment("large.txt", b"x" * 20_000),
            Attachment("liar.txt", b"Many words. " * 10_000, size=12, length=0),
            Attachment("picture.png", b"\x89PNG"),
            Attachment("empty.txt", b" \n"),
            Attachment("ferries.md", FERRY),
            Attachment("ferries.md", b"Another file."),
        )
        assert "**1 added, 7 not done**; 1 passage" in seen.text
        for sentence in (
            "gone.txt: Discord no longer has this file; send it again.",
            "broken.txt: the download broke off; send it again.",
            "large.txt: the file is over the limit of 0.01 MB; split it.",
            "liar.txt: the file is over the limit of 0.01 MB; split it.",
            "picture.png: Footnote does not read this kind of file; add it as plain text (.txt)",
            "empty.txt: the file ",
            "ferries.md: another file of this name came with it",
        ):
            assert sentence in seen.text
        assert room.titles() == ["Ferries"]
        assert room.app.jobs.unfinished() == []


@in_a_loop
async def test_what_of_a_file_could_not_be_read_as_usual_is_said_to_the_admin_and_kept(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        text = "Die Fähre fährt täglich über den Fluß. Außer an Feiertagen kostet sie für Schüler fünf Kronen. " * 5
        seen = await room.add(Attachment("fähre.txt", text.encode("cp1252")))
        assert "**1 added**" in seen.text
        assert "-# ⚠️ The file was read as" in seen.text
        history = await (await room.bob.slash(room.channel, "library history", document="fähre.txt")).answered()
        assert "⚠️ The file was read as" in history.text


@in_a_loop
async def test_the_files_of_a_message_are_added_by_its_menu(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        files = [Attachment("ferries.md", FERRY), Attachment("rules.txt", b"Wear goggles.")]
        message = await room.bob.says(room.channel, "please add", attachments=files)
        seen = await ended(await room.ada.menu(message, "Add to library"))
        assert "**2 added**; 2 passages" in seen.text
        assert seen.ephemeral

        bare = await room.bob.says(room.channel, "nothing here")
        seen = await (await room.ada.menu(bare, "Add to library")).answered()
        assert "no files in this message" in seen.text


@in_a_loop
async def test_names_are_data_and_nothing_is_written_outside_the_store(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app()
    before = outside(tmp_path)
    async with reading_room(app, spec=False) as room:
        names = [f"{name}.txt" for name in HOSTILE[::3]] + [
            "../../../evil.txt",
            "C:\\evil.txt",
            "/etc/evil.txt",
            ".txt",
        ]
        for at in range(0, len(names), 10):
            files = [Attachment(name, f"{name!r} is a name.".encode()) for name in names[at : at + 10]]
            seen = await room.add(*files)
            assert "unexpected" not in seen.text
        assert len(room.titles()) >= 6  # the others are names that no web address can hold
        assert not any("/" in document.source or "\\" in document.source for document in room.library.documents())
        room.discord.assert_no_pings()
        listed = await (await room.bob.slash(room.channel, "library list")).answered()
        assert listed.message.buttons()
    assert outside(tmp_path) == before


def outside(folder: Path) -> list[Path]:
    """Return what there is near the test's store, but not in its folder."""
    return sorted(path for path in folder.parent.rglob("*") if not path.is_relative_to(folder / "data"))


def test_whatever_a_file_is_called_it_is_stored_and_found_by_that(library: Library) -> None:
    for name in {*HOSTILE, "a/../b", "..", ".", "/", "C:\\x.txt", "a/b\\c.txt", "\x00.txt"}:
        source = file_name(name)
        assert source.strip()
        assert not set("/\\") & set(source)
        added = library.add_bytes(source, "file.txt", b"Some text.").document
        assert library.find(source) == library.find(added.id) == added
        assert library.add_bytes(file_name(name), "file.txt", b"Some text.").outcome == "unchanged"


def test_a_name_that_discord_stripped_is_the_one_it_keeps_as_the_title() -> None:
    class Sent:
        def __init__(self, filename: str, title: str | None) -> None:
            self.filename, self.title, self.url, self.size = filename, title, "https://cdn.example/x", 3

    cases = {
        ("notes.txt", None): "notes.txt",
        ("notes.txt", "notes.txt"): "notes.txt",
        (".txt", "北京"): "北京.txt",
        ("_.TXT", "上海"): "上海.TXT",
        ("Hello_World.md", "Hello World!"): "Hello World!.md",
        ("a.md", "../b"): "b.md",
        ("", ""): "file",
    }
    for (filename, title), name in cases.items():
        assert sent_file(Sent(filename, title)) == SentFile(name, "https://cdn.example/x", 3)  # type: ignore[arg-type]


@in_a_loop
async def test_progress_is_shown_at_a_sane_rate_and_the_end_always(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting.report, "__defaults__", (0.1,))
    model = HeldUp()
    async with reading_room(make_app(model=model)) as room:
        seen = await room.ada.slash(room.channel, "library add", file=Attachment("ferries.md", FERRY))
        await seen.until(lambda it: "ferries.md:" in it.text and "%" in it.text)
        began = asyncio.get_running_loop().time()
        await asyncio.sleep(0.2)
        edits = seen.message.edits / (asyncio.get_running_loop().time() - began)
        assert edits < 15
        model.go.set()
        await ended(seen)
        assert "**1 added**" in seen.text


@in_a_loop
async def test_what_came_of_it_goes_to_the_channel_when_the_answer_cannot_be_changed_any_more(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting.report, "__defaults__", (0.1,))
    model = HeldUp()
    async with reading_room(make_app(model=model)) as room:
        await room.ada.slash(room.channel, "library add", file=Attachment("ferries.md", FERRY))
        await asyncio.to_thread(model.began.wait, 5)
        room.discord.clock.advance(16 * 60)
        await room.discord.until(lambda: room.discord.refused(50027))
        await asyncio.sleep(0.2)
        assert len(room.discord.refused(50027)) == 1  # and no storm
        model.go.set()
        message = await room.discord.next_message(room.channel)
        assert "**1 added**" in message.text


@in_a_loop
async def test_only_so_many_files_wait_for_a_server(make_app: AppMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MOST_FILES_WAITING", 3)
    model = HeldUp()
    async with reading_room(make_app(model=model)) as room:
        files = [Attachment(f"{number}.txt", b"Some text.") for number in range(2)]
        message = await room.bob.says(room.channel, "", attachments=files)
        first = await room.ada.menu(message, "Add to library")
        await room.discord.until(lambda: len(room.app.jobs.unfinished()) == 2)
        second = await (await room.ada.menu(message, "Add to library")).answered()
        assert "2 files are waiting to be added here; send more when these are done." in second.text
        model.go.set()
        assert "**2 added**" in (await ended(first)).text
        third = await ended(await room.ada.menu(message, "Add to library"))
        assert "**2 unchanged**" in third.text


@in_a_loop
async def test_what_a_server_gives_to_keep_is_bounded_in_bytes_too(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = HeldUp()
    async with reading_room(make_app(model=model, max_file_mb=0.001)) as room:
        files = [Attachment(f"{number}.txt", b"Some text. " * 90, size=5) for number in range(6)]
        message = await room.bob.says(room.channel, "", attachments=files)
        seen = await room.ada.menu(message, "Add to library")
        await room.discord.until(lambda: len(room.app.jobs.unfinished()) == 4)
        await asyncio.sleep(0.1)
        assert len(room.app.jobs.unfinished()) == 4
        model.go.set()
        await ended(seen)
        assert "**4 added, 2 not done**" in seen.text


@in_a_loop
async def test_more_files_than_discord_lets_anybody_send_are_refused(make_app: AppMaker) -> None:
    async with reading_room(make_app()) as room:
        files = [Attachment(f"{number}.txt", b"Text.") for number in range(adding.MOST_FILES + 1)]
        message = await room.bob.says(room.channel, "", attachments=files)
        seen = await (await room.ada.menu(message, "Add to library")).answered()
        assert "between one and 10 files" in seen.text
        assert room.titles() == []
