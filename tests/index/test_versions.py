"""Every version of a document can be read, and made the live one again, until the document is removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answering.answer import Question
from index.documents import Document, Passage, Span
from index.errors import DocumentNotFound, VersionNotFound
from index.library import Library
from tests.conftest import AppMaker
from tests.support.apps import AppWith
from tests.support.checks import assert_whole
from tests.support.embedders import WordHashes

EDITIONS = [
    "# Guide 2023\n\nThe ferry to Sorrel Island leaves at noon. It takes forty minutes.\n",
    "# Guide 2024\n\nThe ferry to Sorrel Island leaves at dawn. It takes an hour.\n",
    "# Guide 2025\n\nNo ferry sails any more.\n",
]
ODD_IDS = ["", "no such id", "half \ud83d", "\0", "x" * 5000, "' OR '1'='1", "ï"]
ODD_NUMBERS = [0, -1, 4, 99, 2**31, 2**63 - 1, 2**63, 2**64, -(2**63) - 1, 10**40]


def write(library: Library, text: str) -> Document:
    return library.add_bytes("guide.md", "guide.md", text.encode()).document


@pytest.fixture
def document(library: Library) -> Document:
    """A document with three versions, as it stands."""
    return [write(library, text) for text in EDITIONS][-1]


def test_every_version_s_text_can_be_read_with_the_document_as_it_is_now(library: Library, document: Document) -> None:
    found = [library.version_text(document.id, number) for number in (1, 2, 3)]

    assert [each.text for each in found if each] == EDITIONS
    assert [each.live for each in found if each] == [False, False, True]
    assert [each.number for each in found if each] == [1, 2, 3]
    assert {each.document for each in found if each} == {document}
    assert [each.created_at for each in found if each] == [each.created_at for each in library.versions(document)][::-1]


@pytest.mark.parametrize("number", ODD_NUMBERS)
def test_a_version_there_is_not_is_none_to_read_and_refused_to_restore(
    app: AppWith, library: Library, document: Document, number: int
) -> None:
    assert library.version_text(document.id, number) is None
    assert library.live_text(document.id, number) is None
    assert library.version_passages(document.id, number) == []
    assert library.surroundings(document.id, number, 0) is None
    with pytest.raises(VersionNotFound) as refusal:
        library.restore(document, number)
    assert str(refusal.value) == f"“Guide 2025” has no version {number}; list its versions to see those."
    assert_whole(app, {"guide.md": EDITIONS[2]})


@pytest.mark.parametrize("document_id", ODD_IDS)
def test_a_document_there_is_not_has_no_version(library: Library, document: Document, document_id: str) -> None:
    assert library.version_text(document_id, 1) is None
    assert library.live_text(document_id, 3) is None
    assert library.version_passages(document_id, 1) == []
    assert library.surroundings(document_id, 1, 0) is None


def test_another_library_reads_and_restores_no_version_of_this_one(
    app: AppWith, library: Library, document: Document
) -> None:
    other = app.library("server")
    theirs = write(other, "# Other\n\nTheir own guide.\n")

    for number in (1, 2, 3):
        assert other.version_text(document.id, number) is None
        assert other.live_text(document.id, number) is None
        assert other.version_passages(document.id, number) == []
        assert other.surroundings(document.id, number, 20) is None
    with pytest.raises(DocumentNotFound):
        other.restore(document, 1)
    with pytest.raises(DocumentNotFound):
        other.reindex(document)
    assert other.versions(document) == []
    assert other.documents() == [theirs]
    assert_whole(app, {"guide.md": "# Other\n\nTheir own guide.\n"}, "server")
    assert_whole(app, {"guide.md": EDITIONS[2]})


def test_restoring_makes_the_old_text_live_as_a_new_version_and_rewrites_nothing(
    app: AppWith, library: Library, document: Document, embedder: WordHashes
) -> None:
    before = [library.version_text(document.id, number) for number in (1, 2, 3)]
    embedder.embedded.clear()

    result = library.restore(document, 1)

    assert (result.outcome, result.document.version, result.document.title) == ("restored", 4, "Guide 2023")
    assert (result.passages, result.embedded, embedder.embedded) == (1, 0, [])
    assert result.document.id == document.id
    after = [library.version_text(document.id, number) for number in (1, 2, 3, 4)]
    assert [(each.text, each.created_at) for each in after[:3] if each] == [
        (each.text, each.created_at) for each in before if each
    ]
    assert [each.live for each in after if each] == [False, False, False, True]
    assert [version.number for version in library.versions(document)] == [4, 3, 2, 1]
    assert_whole(app, {"guide.md": EDITIONS[0]})


def test_answers_come_from_the_restored_version_alone(make_app: AppMaker) -> None:
    app = make_app(min_confidence=0)
    library = app.library("local")
    document = [write(library, text) for text in EDITIONS[:2]][-1]
    question = Question("When does the ferry to Sorrel Island leave?")
    assert "dawn" in app.ask("local", question).text

    library.restore(document, 1)

    assert "noon" in app.ask("local", question).text
    assert not any("dawn" in hit.passage.text for hit in library.search("dawn", 9).hits)


def test_restoring_what_is_live_changes_nothing(app: AppWith, library: Library, document: Document) -> None:
    assert library.restore(document, 3).outcome == "unchanged"
    assert [version.number for version in library.versions(document)] == [3, 2, 1]
    again = library.restore(document, 1).document

    result = library.restore(again, 1)  # version 4 says the same

    assert (result.outcome, result.document, result.embedded) == ("unchanged", again, 0)
    assert library.restore(document, 4).outcome == "unchanged"
    assert [version.number for version in library.versions(document)] == [4, 3, 2, 1]
    assert_whole(app, {"guide.md": EDITIONS[0]})


def test_restoring_what_says_the_same_in_other_bytes_changes_nothing(app: AppWith, library: Library) -> None:
    page = (
        "<html><head><title>Guide</title></head><body><p{}>The ferry leaves at {}. It takes an hour.</p></body></html>"
    )
    for attribute, time in (("", "noon"), ("", "dawn"), (" class='x'", "noon")):
        document = library.add_bytes("guide.html", "guide.html", page.format(attribute, time).encode()).document
    assert [version.number for version in library.versions(document)] == [3, 2, 1]

    result = library.restore(document, 1)

    assert (result.outcome, result.document) == ("unchanged", document)
    assert_whole(app, {"guide.html": library.live_text(document.id, 3) or ""})


def test_what_was_taken_in_after_a_restore_goes_on_from_it(app: AppWith, library: Library, document: Document) -> None:
    library.restore(document, 1)

    assert library.add_bytes("guide.md", "guide.md", EDITIONS[0].encode()).outcome == "unchanged"
    result = library.add_bytes("guide.md", "guide.md", EDITIONS[2].encode())

    assert (result.outcome, result.document.version, result.embedded) == ("changed", 5, 0)
    assert library.restore(result.document, 2).document.version == 6
    assert_whole(app, {"guide.md": EDITIONS[1]})


def test_a_reindex_after_a_restore_keeps_the_version(app: AppWith, library: Library, document: Document) -> None:
    restored = library.restore(document, 1).document

    result = library.reindex(restored)

    assert (result.outcome, result.document.version, result.document.title) == ("reindexed", 4, "Guide 2023")
    assert_whole(app, {"guide.md": EDITIONS[0]})


def test_restoring_a_removed_document_brings_nothing_back(app: AppWith, library: Library, document: Document) -> None:
    library.remove(document.id)

    with pytest.raises(DocumentNotFound, match="“Guide 2025” in this library; list the documents"):
        library.restore(document, 1)
    assert library.version_text(document.id, 1) is None
    assert library.version_passages(document.id, 1) == []
    assert_whole(app, {})


def test_a_change_while_a_version_is_restored_is_kept_below_it(
    app: AppWith, library: Library, document: Document
) -> None:
    def change_meanwhile() -> Callable[[int, int], None]:
        changes = iter(["# Guide 2026\n\nA new ferry sails.\n"])
        return lambda *_: [write(app.library("local"), text) for text in changes] and None

    with app.store.writing() as connection:  # so that there is something to embed, and with it a while
        connection.exec_driver_sql("UPDATE passages SET embedding_key = NULL, vector = NULL WHERE NOT live")

    result = library.restore(document, 1, change_meanwhile())

    assert (result.outcome, result.document.version) == ("restored", 5)
    assert [version.number for version in library.versions(document)] == [5, 4, 3, 2, 1]
    assert library.live_text(document.id, 5) == EDITIONS[0]


def test_a_version_stored_without_its_title_takes_the_document_s(library: Library, app: AppWith) -> None:
    document = [write(library, text) for text in EDITIONS][-1]
    strip_titles(app)

    result = library.restore(document, 1)

    assert (result.document.title, library.live_text(document.id, 4)) == ("Guide 2025", EDITIONS[0])


def strip_titles(app: AppWith) -> None:
    """Leave the versions as a store of the first layout has them."""
    with app.store.writing() as connection:
        connection.exec_driver_sql("UPDATE versions SET headings = json_remove(headings, '$[0]')")


# Passages of versions

LONG = "\n\n".join(
    f"## Part {number}\n\n" + f"The tide of day {number} was measured at noon. " * 40 for number in range(12)
)


def test_the_passages_of_a_version_are_those_it_had_when_it_was_live(library: Library, document: Document) -> None:
    (old,) = library.version_passages(document.id, 1)

    assert old.text in EDITIONS[0]
    assert old.text == old.span.of(EDITIONS[0])
    assert library.version_passages(document.id, 3) == library.passages(document)


@pytest.mark.parametrize("replaced", [False, True])
def test_a_place_is_shown_in_its_passage_with_the_ones_before_and_after(library: Library, *, replaced: bool) -> None:
    document = write(library, LONG)
    passages = library.passages(document)
    if replaced:
        write(library, EDITIONS[0])
    assert len(passages) > 10

    for offset in range(-1, len(LONG) + 2, 149):
        found = library.surroundings(document.id, 1, offset)
        holding = [at for at, passage in enumerate(passages) if passage.span.start <= offset < passage.span.end]
        if not holding:
            assert found is None
            continue
        (at,) = holding
        assert found is not None
        assert found.passage == passages[at]
        assert found.before == (passages[at - 1] if at else None)
        assert found.after == (passages[at + 1] if at + 1 < len(passages) else None)


def test_every_character_of_every_passage_has_its_surroundings(library: Library) -> None:
    document = write(library, LONG)
    walked: list[Passage] = []
    found = library.surroundings(document.id, 1, library.passages(document)[0].span.start)
    while found:
        walked.append(found.passage)
        found = library.surroundings(document.id, 1, found.after.span.start) if found.after else None

    assert walked == library.passages(document)
    last = walked[-1].span
    assert library.surroundings(document.id, 1, last.end - 1) is not None
    assert library.surroundings(document.id, 1, last.end) is None
    for offset in (-1, 2**63 - 1, 2**63, 10**40):
        assert library.surroundings(document.id, 1, offset) is None


def test_an_old_citation_still_resolves_after_restores_and_reindexes(library: Library, document: Document) -> None:
    spans = {
        number: Span(EDITIONS[number - 1].index("ferry"), EDITIONS[number - 1].index("ferry") + 9)
        for number in (1, 2, 3)
    }

    for number in (1, 2, 1, 3):
        document = library.restore(document, number).document
        library.reindex(document)

    for number, span in spans.items():
        found, around = library.version_text(document.id, number), library.surroundings(document.id, number, span.start)
        assert found
        assert found.text == EDITIONS[number - 1]
        assert around
        assert span.of(found.text) in around.passage.text


def test_a_file_may_be_restored_though_it_has_changed_on_the_disk(
    app: AppWith, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "guide.md"
    for text in EDITIONS:
        path.write_text(text, encoding="utf-8")
        document = library.add(path).document

    result = library.restore(document, 2)

    assert (result.outcome, result.document.source) == ("restored", str(path))
    assert_whole(app, {str(path): EDITIONS[1]})


def test_reindexing_does_not_undo_a_restoring(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    for text in ("It sails at noon.", "It sails at dawn."):
        path.write_text(text, encoding="utf-8")
        library.add(path)
    document = library.restore(library.find("ferry.txt"), 1).document

    library.reindex(document)
    library.reindex_all()

    document = library.find("ferry.txt")
    assert library.live_text(document.id, document.version) == "It sails at noon."
    path.write_text("It sails at dusk.", encoding="utf-8")
    library.reindex(document)
    document = library.find("ferry.txt")
    assert library.live_text(document.id, document.version) == "It sails at dusk."


def test_reindexing_takes_in_a_file_that_says_again_what_it_said_before(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    for text in ("It sails at noon.", "It sails at dawn."):
        path.write_text(text, encoding="utf-8")
        library.add(path)
    path.write_text("It sails at noon.", encoding="utf-8")

    library.reindex(library.find("ferry.txt"))

    document = library.find("ferry.txt")
    assert library.live_text(document.id, document.version) == "It sails at noon."
