"""What came and what went between two versions, sentence by sentence."""

from __future__ import annotations

import pytest

from index.documents import Comparison
from index.errors import VersionNotFound
from index.library import Library

OLD = "# Ferry\n\nThe ferry sails at noon. Ana Brook steers it.\n\n## Fares\n\nA ticket costs two coins.\n"
NEW = (
    "# Ferry\n\nThe ferry sails at dawn. Ana Brook\nsteers it.\n\n"
    "## Fares\n\nDogs sail free. A ticket costs two coins.\n"
)


def add(library: Library, *texts: str) -> None:
    for text in texts:
        library.add_bytes("ferry.md", "ferry.md", text.encode())


def said(comparison: Comparison) -> tuple[list[str], list[str]]:
    return [sentence.text for sentence in comparison.came], [sentence.text for sentence in comparison.went]


def test_the_live_version_is_compared_with_the_one_before_it(library: Library) -> None:
    add(library, OLD, NEW)

    comparison = library.compare(library.find("Ferry"))

    assert (comparison.old, comparison.new) == (1, 2)
    assert said(comparison) == (["The ferry sails at dawn.", "Dogs sail free."], ["The ferry sails at noon."])


def test_each_sentence_is_found_in_the_text_of_its_own_version(library: Library) -> None:
    add(library, OLD, NEW)
    document = library.find("Ferry")
    comparison = library.compare(document)

    for number, sentences in ((1, comparison.went), (2, comparison.came)):
        version = library.version_text(document.id, number)
        assert version
        for sentence in sentences:
            assert sentence.span.of(version.text) == sentence.text
            assert sentence.line == version.text.count("\n", 0, sentence.span.start) + 1
    assert [sentence.heading for sentence in comparison.came] == ["", "Fares"]


def test_a_sentence_that_moved_or_is_broken_otherwise_is_no_change(library: Library) -> None:
    add(library, "One is first. Two is second.\n\nThree is third.", "Three is\nthird. Two is second.\n\nOne is first.")

    assert said(library.compare(library.find("ferry.md"))) == ([], [])


def test_of_a_sentence_that_is_there_more_often_the_last_ones_came(library: Library) -> None:
    add(library, "It rains. It snows.", "It rains. It snows. It rains.")

    (came,) = library.compare(library.find("ferry.md")).came

    assert (came.text, came.span.start) == ("It rains.", 20)


def test_any_two_versions_can_be_compared_in_either_order(library: Library) -> None:
    add(library, "It rains.", "It snows.", "It hails.")
    document = library.find("ferry.md")

    assert said(library.compare(document, 1, 3)) == (["It hails."], ["It rains."])
    assert said(library.compare(document, 3, 1)) == (["It rains."], ["It hails."])
    assert said(library.compare(document, new=2)) == (["It snows."], ["It rains."])


@pytest.mark.parametrize(("old", "new"), [(1, 9), (9, 1), (0, 1)])
def test_a_version_that_is_not_there_is_said(library: Library, old: int, new: int) -> None:
    add(library, "It rains.", "It snows.")

    with pytest.raises(VersionNotFound, match="has no version"):
        library.compare(library.find("ferry.md"), old, new)


def test_a_document_of_one_version_has_nothing_to_be_compared_with(library: Library) -> None:
    add(library, "It rains.")

    with pytest.raises(VersionNotFound, match="no version before 1"):
        library.compare(library.find("ferry.md"))
