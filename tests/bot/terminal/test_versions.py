import json

import pytest


@pytest.fixture
def changed(footnote, handbook):
    """The handbook, of which two versions were added."""
    footnote("library", "add", handbook)
    handbook.write_text(handbook.read_text().replace("12 euros", "15 euros"))
    footnote("library", "add", handbook)
    return handbook


def test_a_comparison_shows_the_sentences_that_went_and_came_with_their_place(footnote, changed):
    assert footnote("library", "compare", "handbook.md").stdout.splitlines() == [
        "Kite club handbook, version 1 to 2: 1 sentence came, 1 went",
        "- Members pay 12 euros a year. (line 9: Money)",
        "+ Members pay 15 euros a year. (line 9: Money)",
    ]


def test_a_comparison_as_json_gives_each_sentence_its_place_in_its_own_version(footnote, changed):
    shown = json.loads(footnote("library", "compare", "handbook.md", "2", "1", "--json").stdout)

    assert (shown["old"], shown["new"], shown["document"]["version"]) == (2, 1, 2)
    [went] = shown["went"]
    assert changed.read_text()[went["start"] : went["end"]] == went["text"] == "Members pay 15 euros a year."
    assert [each["text"] for each in shown["came"]] == ["Members pay 12 euros a year."]
    assert {"page", "line", "heading"} < went.keys()


def test_a_restored_version_is_a_new_one_that_says_what_the_old_one_said(footnote, changed):
    restored = footnote("library", "restore", "handbook.md", "1")
    again = footnote("library", "restore", "handbook.md", "1", "--json")

    assert restored.stdout == "restored: Kite club handbook, now version 3\n"
    assert json.loads(again.stdout)["outcome"] == "unchanged"
    assert "12 euros" in footnote("library", "show", "handbook.md", "--text").stdout


@pytest.mark.parametrize("arguments", [("restore", "handbook.md", "9"), ("compare", "handbook.md", "1", "9")])
def test_a_version_that_is_not_there_is_refused_in_one_line(footnote, changed, arguments):
    result = footnote("library", *arguments)

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)


def test_a_document_of_one_version_has_nothing_to_be_compared_with(footnote, handbook):
    footnote("library", "add", handbook)

    assert footnote("library", "compare", "handbook.md").stderr == (
        "“Kite club handbook” has no version before 1 to compare it with.\n"
    )
