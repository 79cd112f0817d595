"""A folder as a source: its files come, change and go, and nothing else does."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import SourceMissing, SourceUnsupported
from index.following import catalogue, folder_files, folders
from index.jobs.job import Outcome
from index.library import Library
from tests.conftest import AppMaker
from tests.index.following.conftest import OpenLibrary, source_of, write
from tests.support.apps import AppWith
from tests.support.checks import assert_whole
from tests.support.embedders import WordHashes


def told(outcome: Outcome) -> list[tuple[str, str]]:
    return [(change.outcome, change.title) for change in outcome.changes]


def sources(library: Library) -> set[str]:
    return {document.source for document in library.documents()}


def test_every_readable_file_of_a_folder_becomes_a_document(app: AppWith, library: Library, folder: Path) -> None:
    write(folder / ".secret.md", "A hidden text.")
    write(folder / "~$trains.md", "What an office program leaves beside an open file.")
    (folder / ".git").mkdir()
    write(folder / ".git" / "notes.md", "A text in a hidden folder.")
    (folder / "photo.zzz").write_bytes(b"\0")

    outcome = library.follow(folder)

    assert told(outcome) == [("added", "Ferries"), ("added", "tides"), ("added", "Trains")]
    assert (outcome.problems, outcome.unchanged) == ((), 0)
    files = (folder / "ferries.md", folder / "harbour" / "tides.txt", folder / "trains.md")
    assert_whole(app, {str(path): path.read_text() for path in files})
    source = source_of(library)
    assert (source.kind, source.location, source.every_minutes) == ("folder", str(folder), None)


def test_added_changed_and_removed_files_follow(library: Library, folder: Path, embedder: WordHashes) -> None:
    letter = library.add_bytes("letter.txt", "letter.txt", b"The mill flooded.").document
    elsewhere = folder.with_name("town hall")
    elsewhere.mkdir()
    write(elsewhere / "hours.md", "Open at ten.")
    hours = library.add(elsewhere / "hours.md").document
    (elsewhere / "hours.md").unlink()
    library.follow(folder)
    embedder.embedded.clear()
    write(folder / "ferries.md", "# Ferries\n\nThe ferry sails at dawn.\n")
    (folder / "harbour" / "tides.txt").unlink()
    write(folder / "walks.md", "# Walks\n\nThe path is steep.\n")

    outcome = library.follow(folder)

    assert told(outcome) == [("changed", "Ferries"), ("added", "Walks"), ("removed", "tides")]
    assert (outcome.problems, outcome.unchanged) == ((), 1)
    changed, _, removed = outcome.changes
    assert (changed.replaced, changed.version, changed.came, changed.went) == (1, 2, 1, 1)
    assert (removed.replaced, removed.version, removed.came, removed.went) == (1, None, 0, 1)
    assert not any("train" in text for text in embedder.embedded)
    kept = {letter.source, hours.source}
    assert sources(library) == kept | {str(folder / name) for name in ("ferries.md", "trains.md", "walks.md")}


def test_a_folder_that_has_not_changed_costs_no_reading_no_embedding_and_no_version(
    library: Library, folder: Path, embedder: WordHashes, app: AppWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.follow(folder)
    before = library.documents()
    embedder.embedded.clear()
    monkeypatch.setattr(app, "read", lambda *_: pytest.fail("a file was read again"))

    outcome = library.follow(folder)

    assert (told(outcome), outcome.problems, outcome.unchanged) == ([], (), 3)
    assert embedder.embedded == []
    assert library.documents() == before


def test_times_and_sizes_of_files_are_not_believed(library: Library, folder: Path) -> None:
    path = folder / "ferries.md"
    library.follow(folder)
    status = path.stat()
    write(path, path.read_text().replace("noon", "dawn"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    os.utime(folder / "trains.md", (0, 0))

    assert path.stat().st_size == status.st_size
    assert told(library.follow(folder)) == [("changed", "Ferries")]


def test_a_file_that_cannot_be_read_is_a_problem_and_the_others_go_on(library: Library, folder: Path) -> None:
    (folder / "broken.txt").write_bytes(b"\0\1\2\3" * 50)
    write(folder / "empty.md", "")

    outcome = library.follow(folder)

    assert len(outcome.changes) == 3
    assert [problem.split(":")[0] for problem in outcome.problems] == ["broken.txt", "empty.md"]


def test_a_document_whose_file_breaks_stays_as_it_was(library: Library, folder: Path) -> None:
    library.follow(folder)
    (folder / "ferries.md").write_bytes(b"\0\1\2\3" * 50)

    outcome = library.follow(folder)

    assert (told(outcome), len(outcome.problems), outcome.unchanged) == ([], 1, 2)
    assert str(folder / "ferries.md") in sources(library)
    write(folder / "ferries.md", "# Ferries\n\nThe ferry sails at noon.\n")
    assert told(library.follow(folder)) == []


def test_a_document_whose_file_grows_over_the_limit_stays_as_it_was(make_app: AppMaker, folder: Path) -> None:
    library = make_app(max_file_mb=0.0001).library("local")
    library.follow(folder)
    write(folder / "ferries.md", "The ferry sails at noon. " * 10)

    outcome = library.follow(folder)

    assert (told(outcome), outcome.unchanged) == ([], 2)
    assert "over the limit" in outcome.problems[0]
    assert len(library.documents()) == 3


@pytest.mark.parametrize("came_back", [True, False])
def test_a_file_that_vanishes_while_it_is_looked_at_costs_its_document_nothing(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch, came_back: bool
) -> None:
    library.follow(folder)
    path, listed = folder / "ferries.md", folder_files.list_folder

    def list_and_lose(at: Path) -> folder_files.Listing:
        listing = listed(at)
        path.unlink()
        return listing

    with monkeypatch.context() as patch:
        patch.setattr(folders, "list_folder", list_and_lose)
        outcome = library.follow(folder)

    assert (told(outcome), outcome.unchanged) == ([], 2)
    assert [problem.split(":")[0] for problem in outcome.problems] == ["ferries.md"]
    assert str(path) in sources(library)
    if came_back:
        write(path, "# Ferries\n\nThe ferry sails at noon.\n")
    assert told(library.follow(folder)) == ([] if came_back else [("removed", "Ferries")])


@pytest.mark.parametrize("left", ["nothing", "an empty folder", "another folder"])
def test_a_folder_that_is_lost_costs_nothing_until_it_comes_back(library: Library, folder: Path, left: str) -> None:
    library.follow(folder)
    before = library.documents()
    folder.rename(folder.with_name("unmounted"))
    if left != "nothing":
        folder.mkdir()
    if left == "another folder":
        write(folder / "note.md", "The disk is not there.")

    for failures in (1, 2):
        outcome = library.follow(folder)
        assert (told(outcome), outcome.unchanged, len(outcome.problems)) == ([], 0, 1)
        assert library.documents() == before
        facts = source_of(library).facts
        assert (facts.problem, facts.failures) == (outcome.problems[0], failures)

    shutil.rmtree(folder, ignore_errors=True)
    folder.with_name("unmounted").rename(folder)
    outcome = library.follow(folder)
    assert (told(outcome), outcome.problems, outcome.unchanged) == ([], (), 3)
    assert source_of(library).facts.failures == 0


def test_a_folder_that_is_suddenly_empty_costs_nothing(library: Library, folder: Path) -> None:
    library.follow(folder)
    before = library.documents()
    for path in folder.iterdir():
        path.rename(folder.with_name(f"taken {path.name}"))

    outcome = library.follow(folder)

    assert (told(outcome), library.documents()) == ([], before)
    assert "none of the 3 files taken in from this folder is there any more" in outcome.problems[0]


def test_a_disk_within_the_folder_that_is_missing_costs_nothing(app: AppWith, library: Library, folder: Path) -> None:
    library.follow(folder)
    source = source_of(library)
    with app.store.writing() as connection:  # as a look leaves it that finds another disk there
        catalogue.put(connection, replace(source, facts=replace(source.facts, mounts=("harbour",))))
    before = sources(library)
    (folder / "harbour" / "tides.txt").unlink()

    for _ in range(2):
        assert told(library.follow(folder)) == []
        assert sources(library) == before


def test_all_files_of_a_folder_may_be_replaced_by_others(library: Library, folder: Path) -> None:
    library.follow(folder)
    for path in [*folder.rglob("*.md"), *folder.rglob("*.txt")]:
        path.rename(path.with_stem(f"new {path.stem}"))

    outcome = library.follow(folder)

    assert sorted(change.outcome for change in outcome.changes) == ["added"] * 3 + ["removed"] * 3


def test_a_folder_that_may_not_be_looked_into_costs_nothing(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.follow(folder)
    before = library.documents()
    scan, lstat = os.scandir, Path.lstat

    def refuse(path: Path | str) -> None:
        if "harbour" in str(path):
            raise PermissionError(13, "Permission denied", str(path))

    def scandir(path: str) -> object:
        refuse(path)
        return scan(path)

    def lstat_of(path: Path) -> os.stat_result:
        if path.name != "harbour":
            refuse(path)
        return lstat(path)

    monkeypatch.setattr(os, "scandir", scandir)
    monkeypatch.setattr(Path, "lstat", lstat_of)
    outcome = library.follow(folder)

    assert (told(outcome), outcome.unchanged) == ([], 2)
    assert outcome.problems == ("harbour: the folder cannot be read; check its permissions.",)
    assert library.documents() == before


def test_links_out_of_the_folder_are_not_followed_and_said(library: Library, folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "private.md", "The key is under the stone.")
    (tmp_path / "cellar").mkdir()
    write(tmp_path / "cellar" / "wine.md", "The wine is red.")
    write(folder / ".hidden.md", "Nobody reads this.")
    for name, target in {
        "leak.md": tmp_path / "private.md",
        "cellar": tmp_path / "cellar",
        "veil.md": folder / ".hidden.md",
        "ferry.md": folder / "ferries.md",
        "port": folder / "harbour",
        "lost.md": folder / "nowhere.md",
        "round.md": folder / "round.md",
    }.items():
        (folder / name).symlink_to(target)

    outcome = library.follow(folder)

    assert {change.title for change in outcome.changes} == {"Ferries", "Trains", "tides"}
    assert sorted(problem.split(":")[0] for problem in outcome.problems) == [
        "cellar", "leak.md", "round.md", "veil.md",
    ]  # fmt: skip
    assert len(library.documents()) == 3


def test_a_restored_version_stays_until_its_file_changes(library: Library, folder: Path) -> None:
    path = folder / "ferries.md"
    library.follow(folder)
    write(path, "# Ferries\n\nThe ferry sails at dawn.\n")
    library.follow(folder)
    document = library.restore(library.find("Ferries"), 1).document

    assert told(library.follow(folder)) == []
    assert "noon" in (library.live_text(document.id, document.version) or "")
    write(path, "# Ferries\n\nThe ferry sails at one.\n")
    assert told(library.follow(folder)) == [("changed", "Ferries")]


def test_a_document_removed_while_its_file_stays_comes_back(library: Library, folder: Path) -> None:
    library.follow(folder)
    library.remove("Ferries")
    assert told(library.follow(folder)) == [("added", "Ferries")]


def test_an_unfollowed_folder_leaves_its_documents(library: Library, folder: Path) -> None:
    library.follow(folder)
    assert library.unfollow(str(folder)).kind == "folder"
    assert (library.sources(), len(library.documents())) == ([], 3)


def test_what_is_no_folder_cannot_be_followed(library: Library, folder: Path) -> None:
    with pytest.raises(SourceMissing, match=r"nowhere: there is no such folder"):
        library.follow(folder / "nowhere")
    with pytest.raises(SourceUnsupported, match=r"ferries.md: only a folder can be followed"):
        library.follow(folder / "ferries.md")
    assert library.sources() == []


def test_an_empty_folder_can_be_followed_before_anything_is_in_it(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    assert library.follow(folder) == Outcome()
    write(folder / "first.md", "The first letter.")
    assert told(library.follow(folder)) == [("added", "first")]


def test_two_libraries_that_follow_one_folder_do_not_touch_each_other(open_library: OpenLibrary, folder: Path) -> None:
    ours, theirs = open_library("ours"), open_library("theirs")
    ours.follow(folder)
    theirs.follow(folder)
    (folder / "trains.md").unlink()

    assert told(ours.follow(folder)) == [("removed", "Trains")]
    assert (len(ours.documents()), len(theirs.documents())) == (2, 3)


def test_breaking_off_leaves_what_was_done_and_goes_on_next_time(library: Library, folder: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done > 100:
            raise Stopped

    with pytest.raises(Stopped):
        library.follow(folder, stop)
    assert [document.title for document in library.documents()] == ["Ferries"]
    assert source_of(library).checked_at is None
    assert (told(library.follow(folder)), source_of(library).checked_at is None) == (
        [("added", "tides"), ("added", "Trains")],
        False,
    )
