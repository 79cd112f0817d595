import json
from datetime import UTC, datetime

import pytest


@pytest.fixture
def added(footnote, handbook):
    """Return the handbook's JSON description after it was added."""
    footnote("library", "add", handbook)
    return json.loads(footnote("library", "list", "--json").stdout)["documents"][0]


def test_the_list_is_a_line_a_document_with_tabs_between(footnote, added, handbook):
    cells = footnote("library", "list").stdout.rstrip("\n").split("\t")

    assert cells == [added["id"], "Kite club handbook", "1", "2", added["updated_at"], str(handbook)]


def test_the_list_as_json_says_everything_about_a_document(footnote, added, handbook):
    shown = json.loads(footnote("library", "list", "--json").stdout)

    assert shown["library"] == "local"
    assert {**added, "id": "", "updated_at": ""} == {
        "id": "",
        "title": "Kite club handbook",
        "source": str(handbook),
        "version": 1,
        "updated_at": "",
        "characters": len(handbook.read_text()),
        "passages": 2,
    }
    assert datetime.fromisoformat(added["updated_at"]) <= datetime.now(UTC)


def test_an_empty_library_lists_nothing_and_says_so_aside(footnote):
    result = footnote("library", "list")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "The library local holds no documents.\n"


def test_a_document_is_shown_with_its_versions_and_passages(footnote, added, handbook):
    handbook.write_text(handbook.read_text().replace("12 euros", "15 euros"))
    footnote("library", "add", handbook)

    shown = footnote("library", "show", "handbook.md").stdout

    assert shown.startswith(f"Kite club handbook\n  id       {added['id']}\n  source   {handbook}\n")
    assert "  version  2, " in shown
    assert " UTC, live\n  version  1, " in shown
    assert "  passage 2, line " in shown
    assert "euros" not in shown
    assert "15 euros" in footnote("library", "show", "handbook.md", "--text").stdout


def test_a_document_as_json_gives_each_passages_place_in_the_text(footnote, added, handbook):
    shown = json.loads(footnote("library", "show", added["id"], "--text", "--json").stdout)

    assert [version["live"] for version in shown["versions"]] == [True]
    text = handbook.read_text()
    assert [text[each["start"] : each["end"]] for each in shown["passages"]] == [
        each["text"] for each in shown["passages"]
    ]
    assert "text" not in json.loads(footnote("library", "show", added["id"], "--json").stdout)["passages"][0]


def test_a_document_is_removed_without_a_question_when_told_yes(footnote, added):
    result = footnote("library", "remove", "Kite club handbook", "--yes", "--json")

    assert json.loads(result.stdout)["removed"]["id"] == added["id"]
    assert json.loads(footnote("library", "list", "--json").stdout)["documents"] == []


def test_nothing_is_removed_where_nobody_can_be_asked(footnote, added):
    result = footnote("library", "remove", "handbook.md", typed="y\n")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Nothing was removed: say --yes to remove “Kite club handbook” (2 passages) without being asked.\n"
    )
    assert json.loads(footnote("library", "list", "--json").stdout)["documents"] == [added]


@pytest.mark.parametrize(("typed", "code", "left"), [("y\n", 0, 0), ("\n", 1, 1)])
def test_at_a_terminal_removing_is_asked_about_first(footnote, footnote_terminal, added, typed, code, left):
    ended, shown = footnote_terminal("library", "remove", "handbook.md", typed=[("[y/N]: ", typed)])

    assert "Remove “Kite club handbook” (2 passages) with all its versions? [y/N]:" in shown
    assert ended == code
    assert len(json.loads(footnote("library", "list", "--json").stdout)["documents"]) == left


def test_a_document_that_is_not_there_is_neither_shown_nor_removed(footnote, added):
    for command in (["show", "nowhere"], ["remove", "nowhere", "--yes"], ["reindex", "nowhere"]):
        result = footnote("library", *command)

        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == (
            "There is no document called “nowhere” in this library; list the documents to see those there are.\n"
        )


def test_at_a_narrow_terminal_the_list_is_a_table_that_fits(footnote_terminal, added):
    code, shown = footnote_terminal("library", "list", NO_COLOR="1")

    assert code == 0
    assert shown.splitlines()[-1] == f"Kite club handbook   {added['id']}         1          2"
    assert "Updated" not in shown
