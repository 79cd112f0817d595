import json

import pytest


@pytest.fixture
def two(footnote, handbook):
    """Two libraries with the same document."""
    footnote("library", "add", handbook)
    footnote("library", "add", handbook, "--library", "cellar")


def documents(footnote, library):
    return json.loads(footnote("library", "list", "--json", "--library", library).stdout)["documents"]


def test_a_forgotten_library_is_gone_and_no_other_is_touched(footnote, two, tmp_path):
    result = footnote("library", "forget", "--library", "cellar", "--yes", "--json")

    assert json.loads(result.stdout) == {"forgotten": "cellar", "documents": 1}
    assert documents(footnote, "cellar") == []
    assert footnote("library", "jobs", "--library", "cellar").stdout == ""
    assert len(documents(footnote, "local")) == 1


def test_nothing_is_forgotten_where_nobody_can_be_asked(footnote, two):
    result = footnote("library", "forget", typed="y\n")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Nothing was deleted: say --yes to delete the library local (1 document) without being asked.\n"
    )
    assert len(documents(footnote, "local")) == 1


def test_at_a_terminal_forgetting_is_asked_about_first(footnote, footnote_terminal, two):
    code, shown = footnote_terminal("library", "forget", typed=[("[y/N]: ", "n\n")])

    assert code == 1
    assert "Delete the library local (1 document) with everything of it? [y/N]:" in " ".join(shown.split("\r\n"))
    assert len(documents(footnote, "local")) == 1


def test_the_text_of_a_removed_document_is_in_no_file_of_the_data_folder(footnote, handbook, tmp_path):
    footnote("library", "add", handbook)
    footnote("library", "remove", "handbook.md", "--yes")

    assert not any(b"Ada Lovell" in path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())


def test_a_library_there_is_nothing_of_is_no_success(footnote, two):
    result = footnote("library", "forget", "--library", "celar", "--yes")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "There is nothing of a library celar; nothing was deleted.\n"
