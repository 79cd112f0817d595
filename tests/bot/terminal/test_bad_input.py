"""Whatever is wrong: one plain line on stderr, nothing on stdout, exit code 1, and nothing has changed."""

import sqlite3

import pytest


@pytest.fixture
def store(footnote, handbook, tmp_path):
    footnote("library", "add", handbook)
    return tmp_path / "data" / "footnote.db"


def refused(result):
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert result.stderr.endswith(".\n")
    return result.stderr


@pytest.mark.parametrize("question", ["", "   \n", "q" * 100_000])
def test_a_question_that_cannot_be_asked_is_refused(footnote, store, question):
    assert refused(footnote("ask", question)).startswith("The question ")
    assert refused(footnote("ask", "-", typed=question)).startswith("The question ")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("nowhere.txt", None),
        ("empty.txt", b""),
        ("binary.txt", bytes(range(256))),
        ("odd.xyz", b"x"),
        ("big.txt", b"x " * 999),
    ],
)
def test_a_file_that_cannot_be_taken_in_is_refused(footnote, store, tmp_path, monkeypatch, name, data):
    monkeypatch.setenv("MAX_FILE_MB", "0.001")
    if data is not None:
        (tmp_path / name).write_bytes(data)
    before = footnote("library", "list").stdout

    assert name in refused(footnote("library", "add", name))
    assert footnote("library", "list").stdout == before


@pytest.mark.parametrize("name", ["", " ", "two\nlines", "\x1b[31m", "n" * 65])
def test_a_library_name_that_cannot_be_shown_is_refused(footnote, name):
    for command in (["ask", "Why?"], ["chat"], ["library", "list"], ["library", "add", "x"]):
        assert refused(footnote(*command, "--library", name)) == (
            "A library's name has 1 to 64 printable characters; give another one.\n"
        )


@pytest.mark.parametrize("name", ["n" * 64, "Бібліотека", "' OR 1=1 --", "[red]"])
def test_any_other_library_name_will_do(footnote, handbook, name):
    assert footnote("library", "add", handbook, "--library", name).exit_code == 0
    assert "Ada Lovell" in footnote("ask", "Who founded the kite club?", "--library", name).stdout


def test_a_data_folder_that_cannot_be_written_is_refused(footnote, monkeypatch, handbook, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FOOTNOTE_DATA_DIR", str(tmp_path / "file" / "data"))

    assert "cannot be written" in refused(footnote("library", "add", handbook))
    assert "cannot be written" in refused(footnote("ask", "Why?"))


def test_a_store_of_a_newer_version_is_refused(footnote, store):
    with sqlite3.connect(store) as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()

    assert refused(footnote("ask", "Why?")).startswith("A newer version of Footnote wrote this store")


@pytest.mark.parametrize("data", [b"", b"not a database", b"SQLite format 3\x00" + bytes(2000)])
def test_a_file_that_is_no_store_is_refused_and_left_alone(footnote, store, data):
    store.write_bytes(data)

    assert refused(footnote("library", "list")).startswith("The store is damaged or is not a Footnote store")
    assert store.read_bytes() == data


def test_settings_that_cannot_be_used_are_refused_by_name_and_not_by_value(footnote, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:hunter2@host/db")

    told = refused(footnote("library", "list"))

    assert "DATABASE_URL" in told
    assert "hunter2" not in told


@pytest.mark.parametrize("arguments", [["ask"], ["library", "add"], ["ask", "--bogus", "x"], ["frobnicate"], []])
def test_wrong_usage_is_exit_code_2_and_shows_the_usage_on_stderr(footnote, arguments):
    result = footnote(*arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage: footnote" in result.stderr
