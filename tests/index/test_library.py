"""The way of a document through a library, on real files and a real store."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.answering.answer import Question
from index.errors import DocumentAmbiguous, DocumentNotFound, SourceError, SourceMissing, SourceUnreadable
from index.library import Library
from tests.conftest import AppMaker
from tests.support.apps import AppWith
from tests.support.checks import assert_whole
from tests.support.embedders import WordHashes

GUIDE = """# Guide

Welcome to the harbour.

## Ferries

The ferry to Sorrel Island leaves at noon. It takes forty minutes.

## Trains

The last train leaves at nine. No train runs on Sundays.
"""


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    path = tmp_path / "guide.md"
    path.write_text(GUIDE, encoding="utf-8")
    return path


def state(library: Library) -> object:
    documents = library.documents()
    passages = [library.passages(document) for document in documents]
    return documents, passages, library.search("When does the ferry leave?", 10)


def test_a_file_becomes_a_document_with_its_text_untouched(app: AppWith, library: Library, guide: Path) -> None:
    result = library.add(guide)

    assert (result.outcome, result.passages, result.embedded) == ("added", 3, 3)
    document = result.document
    assert (document.title, document.source, document.version) == ("Guide", str(guide), 1)
    assert library.documents() == [document]
    assert [passage.heading for passage in library.passages(document)] == ["", "Ferries", "Trains"]
    assert_whole(app, {str(guide): GUIDE})


def test_the_same_bytes_three_times_are_one_document_and_nothing_is_done(
    app: AppWith, library: Library, guide: Path, embedder: WordHashes
) -> None:
    document = library.add(guide).document
    before, written = state(library), app.store.path.read_bytes()
    embedder.embedded.clear()

    for _ in range(2):
        result = library.add(guide)
        assert (result.outcome, result.document, result.embedded) == ("unchanged", document, 0)

    assert embedder.embedded == []
    assert app.store.path.read_bytes() == written
    assert state(library) == before
    assert [version.number for version in library.versions(document)] == [1]


def test_changed_bytes_make_a_new_version_and_only_what_is_new_is_embedded(
    app: AppWith, library: Library, guide: Path, embedder: WordHashes
) -> None:
    first = library.add(guide).document
    embedder.embedded.clear()
    changed = GUIDE.replace("at noon", "at dawn")
    guide.write_text(changed, encoding="utf-8")

    result = library.add(guide)

    assert (result.outcome, result.passages, result.embedded) == ("changed", 3, 1)
    assert (result.document.id, result.document.version) == (first.id, 2)
    assert embedder.embedded == [
        "Guide\nFerries\n## Ferries\n\nThe ferry to Sorrel Island leaves at dawn. It takes forty minutes.",
        "The ferry to Sorrel Island leaves at dawn.",
        "It takes forty minutes.",
    ]
    assert [(v.number, v.live) for v in library.versions(first)] == [(2, True), (1, False)]
    assert_whole(app, {str(guide): changed})


def test_a_replaced_text_is_found_no_more_and_vouches_for_nothing(library: Library, guide: Path) -> None:
    old = library.add(guide).document
    guide.write_text(GUIDE.replace("at noon", "at dawn"), encoding="utf-8")
    new = library.add(guide).document

    assert library.live_text(old.id, old.version) is None
    assert "at dawn" in (library.live_text(new.id, new.version) or "")
    found = library.search("Does the ferry to Sorrel Island leave at noon?", 50)
    assert not any("noon" in hit.passage.text for hit in found.hits)
    assert {hit.document.version for hit in found.hits} == {2}
    # The word itself is gone from the index: it is as rare as one that never was there.
    assert found.rarity["noon"] == max(library.search("noon zebra", 1).rarity.values())


def test_going_back_to_an_earlier_text_embeds_nothing(library: Library, guide: Path) -> None:
    library.add(guide)
    guide.write_text(GUIDE.replace("noon", "dawn"), encoding="utf-8")
    library.add(guide)
    guide.write_text(GUIDE, encoding="utf-8")

    result = library.add(guide)

    assert (result.outcome, result.document.version, result.embedded) == ("changed", 3, 0)


def test_a_removed_document_is_gone_and_the_others_stay(
    app: AppWith, library: Library, guide: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text("The bakery opens at six.", encoding="utf-8")
    library.add(other)
    alone = state(library)
    document = library.add(guide).document

    assert library.remove("guide.md") == document

    assert state(library) == alone
    assert library.live_text(document.id, 1) is None
    assert library.versions(document) == []
    assert_whole(app, {str(other): "The bakery opens at six."})
    with pytest.raises(DocumentNotFound):
        library.remove("guide.md")


def test_everything_is_there_after_a_restart(make_app: AppMaker, guide: Path, tmp_path: Path) -> None:
    first = make_app()
    library = first.library("local")
    library.add(guide)
    guide.write_text(GUIDE.replace("nine", "ten"), encoding="utf-8")
    library.add(guide)
    before, versions = state(library), library.versions(library.documents()[0])
    answer = first.ask("local", Question("When does the last train leave?")).text
    first.close()

    again = make_app()

    assert state(again.library("local")) == before
    assert again.library("local").versions(again.library("local").documents()[0]) == versions
    assert again.ask("local", Question("When does the last train leave?")).text == answer


def test_reindexing_keeps_the_answers_and_the_version(app: AppWith, library: Library, guide: Path) -> None:
    document = library.add(guide).document
    question = Question("When does the last train leave?")
    before, answer = library.passages(document), app.ask("local", question)

    result = library.reindex(document)

    assert (result.outcome, result.document.version, result.embedded) == ("reindexed", 1, 0)
    assert library.passages(result.document) == before
    assert app.ask("local", question).claims == answer.claims
    assert_whole(app, {str(guide): GUIDE})


def test_reindexing_a_document_whose_file_is_gone_keeps_its_text(app: AppWith, library: Library, guide: Path) -> None:
    document = library.add(guide).document
    guide.unlink()

    library.reindex(document)

    assert_whole(app, {str(guide): GUIDE})


def test_reindexing_a_document_whose_file_has_changed_takes_in_the_change(
    app: AppWith, library: Library, guide: Path
) -> None:
    document = library.add(guide).document
    guide.write_text("# Guide\n\nClosed.\n", encoding="utf-8")

    assert library.reindex(document).document.version == 2
    assert_whole(app, {str(guide): "# Guide\n\nClosed.\n"})


def test_the_same_file_in_two_libraries_is_two_documents(app: AppWith, guide: Path) -> None:
    here, there = app.library("local"), app.library("server")
    mine, second = here.add(guide).document, there.add(guide)
    theirs, before = second.document, state(there)
    assert second.embedded == second.passages  # nothing tells one library what another one holds

    here.remove(mine.id)

    assert mine.id != theirs.id
    assert state(there) == before
    assert_whole(app, {str(guide): GUIDE}, "server")
    assert_whole(app, {})
    assert here.live_text(theirs.id, 1) is None
    with pytest.raises(DocumentNotFound):
        here.find(theirs.id)


def test_what_other_libraries_hold_changes_no_score_and_no_answer(app: AppWith, library: Library, guide: Path) -> None:
    library.add(guide)
    question = Question("When does the ferry to Sorrel Island leave?")
    found, answer = library.search(question.text, 10), app.ask("local", question)

    for name in ("1", "11", "x", "Local", "local ", "local' OR '1'='1", "🚢"):
        other = app.library(name)
        other.add_bytes("guide.md", "guide.md", GUIDE.replace("noon", "midnight").encode())
        other.add_bytes("ferry.txt", "ferry.txt", b"The ferry, the ferry, the ferry to Sorrel Island.")
        assert library.search(question.text, 10) == found
        assert app.ask("local", question).as_json()["claims"] == answer.as_json()["claims"]
        assert "midnight" in app.ask(name, question).text
        assert {document.library for document in other.documents()} == {name}


def test_a_library_nobody_wrote_to_is_empty_and_finds_nothing(app: AppWith, guide: Path) -> None:
    app.library("local").add(guide)
    empty = app.library("nobody")

    assert empty.documents() == []
    assert empty.search("ferry", 5).hits == ()
    assert app.ask("nobody", Question("When does the ferry leave?")).closest == ()


def test_a_document_is_found_by_id_title_path_or_file_name(library: Library, guide: Path) -> None:
    document = library.add(guide).document

    for reference in (
        document.id,
        "Guide",
        "gUIDE",
        str(guide),
        "guide.md",
        "GUIDE.MD",
        f"{guide.parent}/../{guide.parent.name}/guide.md",
    ):
        assert library.find(reference) == document


def test_a_name_that_fits_two_documents_is_refused_with_their_ids(library: Library) -> None:
    ids = {library.add_bytes(f"{place}/guide.md", "guide.md", GUIDE.encode()).document.id for place in "ab"}

    with pytest.raises(DocumentAmbiguous) as refusal:
        library.find("guide.md")
    assert all(each in str(refusal.value) for each in ids)


@pytest.mark.parametrize("reference", ["", "nothing", "nul\0byte", "x" * 5000, "half \ud83d", "/", "..", "%", "'; --"])
def test_a_name_that_fits_no_document_is_a_plain_refusal(library: Library, guide: Path, reference: str) -> None:
    library.add(guide)

    with pytest.raises(DocumentNotFound):
        library.find(reference)


@pytest.mark.parametrize("name", ["missing.txt", "nul\0byte.txt", "loop.txt", "x" * 300 + ".txt"])
def test_a_path_that_leads_nowhere_is_a_plain_refusal(library: Library, tmp_path: Path, name: str) -> None:
    if name == "loop.txt":
        (tmp_path / name).symlink_to(tmp_path / name)

    with pytest.raises(SourceMissing):
        library.add(tmp_path / name)
    assert library.documents() == []


def test_a_file_name_that_is_not_text_is_a_plain_refusal(library: Library, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    try:
        path.write_text("It serves coffee.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")

    with pytest.raises(SourceUnreadable, match="rename"):
        library.add(path)


def test_a_file_over_the_limit_an_empty_one_or_a_folder_changes_nothing(make_app: AppMaker, tmp_path: Path) -> None:
    app = make_app(max_file_mb=0.0001)
    (tmp_path / "large.txt").write_text("word " * 21, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(range(100)))
    (tmp_path / "program.exe").write_text("words", encoding="utf-8")

    for name in ("large.txt", "empty.txt", "binary.txt", "program.exe", "."):
        with pytest.raises(SourceError) as refusal:
            app.library("local").add(tmp_path / name)
        assert str(refusal.value).count("\n") == 0
    assert_whole(app, {})


def test_progress_counts_the_passages_embedded_up_to_the_last(library: Library, guide: Path) -> None:
    seen: list[tuple[int, int]] = []

    library.add(guide, lambda done, total: seen.append((done, total)))

    assert len(seen) == 8  # told after every text: three passages, five sentences
    assert seen == sorted(seen)
    assert {total for _, total in seen} == {3}
    assert seen[-1] == (3, 3)


def test_only_and_without_keep_a_search_to_documents(library: Library, guide: Path) -> None:
    ours = library.add(guide).document.id
    other = library.add_bytes("ferry.txt", "ferry.txt", b"The ferry leaves at noon.").document.id

    assert {hit.document.id for hit in library.search("ferry noon", 10, only=[other]).hits} == {other}
    assert {hit.document.id for hit in library.search("ferry noon", 10, without=[other]).hits} == {ours}
    assert library.search("ferry noon", 10, only=["no such id"]).hits == ()


def test_reindexing_reads_no_file_that_was_not_added_as_one(library: Library, tmp_path: Path) -> None:
    document = library.add_bytes("letter.txt", "letter.txt", b"The ferry leaves at noon.").document
    Path("letter.txt").write_text("The ferry leaves at dawn.", encoding="utf-8")

    result = library.reindex(document)

    assert (result.outcome, result.document.version) == ("reindexed", 1)
    assert library.live_text(document.id, 1) == "The ferry leaves at noon."
    with pytest.raises(ValueError, match="absolute"):
        library.add_bytes(str(tmp_path / "letter.txt"), "letter.txt", b"The ferry leaves at dawn.")


def test_reindexing_brings_no_removed_document_back(library: Library, guide: Path) -> None:
    document = library.add(guide).document
    library.remove(document.id)

    with pytest.raises(DocumentNotFound):
        library.reindex(document)
    guide.unlink()
    with pytest.raises(DocumentNotFound):
        library.reindex(document)
    assert library.documents() == []


def test_reindexing_leaves_what_has_replaced_the_document_meanwhile(library: Library, guide: Path) -> None:
    first = library.add(guide).document
    guide.write_text(GUIDE.replace("at noon", "at dawn"), encoding="utf-8")
    second = library.add(guide).document
    guide.unlink()

    result = library.reindex(first)

    assert (result.outcome, result.document) == ("unchanged", second)
    assert "at dawn" in (library.live_text(second.id, second.version) or "")
