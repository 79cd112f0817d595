import json

import pytest


@pytest.fixture
def backup(footnote, handbook, tmp_path):
    """A backup with the handbook in it."""
    footnote("library", "add", handbook)
    path = tmp_path / "backup.zip"
    assert footnote("backup", path).stdout.startswith(f"backed up: {path} (1 document in 1 library, ")
    return path


def titles(footnote):
    return [each["title"] for each in json.loads(footnote("library", "list", "--json").stdout)["documents"]]


def test_a_backup_brings_everything_back_and_what_was_there_is_kept(footnote, backup, tmp_path):
    footnote("library", "forget", "--yes")
    (tmp_path / "bees.txt").write_text("Bees dance.\n")
    footnote("library", "add", tmp_path / "bees.txt")

    restored = footnote("restore", backup, "--yes")

    assert restored.exit_code == 0
    assert restored.stdout.startswith("restored: 1 document in 1 library, as of 20")
    assert titles(footnote) == ["Kite club handbook"]
    assert restored.stderr == f"What was stored before is in {tmp_path}/data/before-restore.zip.\n"
    footnote("restore", tmp_path / "data" / "before-restore.zip", "--yes")
    assert titles(footnote) == ["bees"]


def test_a_damaged_store_that_is_restored_over_is_said_to_be_where_it_is(footnote, backup, tmp_path):
    (tmp_path / "data" / "footnote.db").write_bytes(b"damaged beyond repair")

    restored = footnote("restore", backup, "--yes")

    kept = tmp_path / "data" / "footnote.db.damaged"
    assert restored.stderr == f"What was stored before is in {kept}.\n"
    assert kept.read_bytes() == b"damaged beyond repair"
    assert not (tmp_path / "data" / "before-restore.zip").exists()
    assert titles(footnote) == ["Kite club handbook"]


def test_where_nothing_was_stored_nothing_is_said_to_be_kept(footnote, backup, tmp_path, monkeypatch):
    monkeypatch.setenv("FOOTNOTE_DATA_DIR", str(tmp_path / "new"))

    restored = footnote("restore", backup)

    assert (restored.exit_code, restored.stderr) == (0, "")


def test_backing_up_and_restoring_tell_as_json_what_the_backup_holds(footnote, backup):
    written = json.loads(footnote("backup", backup, "--json").stdout)

    assert set(written) == {"format", "created_at", "sha256", "size", "libraries", "documents"}
    assert json.loads(footnote("restore", backup, "--yes", "--json").stdout) == written


def test_at_a_terminal_restoring_is_asked_about_first(footnote_terminal, footnote, backup):
    footnote("library", "remove", "handbook.md", "--yes")

    ended, shown = footnote_terminal("restore", backup, typed=[("[y/N]: ", "y\n")])

    assert ended == 0
    assert "(1 document in 1 library)? [y/N]: " in " ".join(shown.split("\r\n"))
    assert titles(footnote) == ["Kite club handbook"]


def test_nothing_is_restored_where_nobody_can_be_asked(footnote, backup):
    result = footnote("restore", backup)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Nothing was restored: say --yes to replace what is stored by the backup of 20")


def test_what_is_no_backup_is_neither_restored_nor_replaced(footnote, backup, handbook):
    before = handbook.read_bytes()
    for command in (["restore", handbook, "--yes"], ["backup", handbook]):
        result = footnote(*command)

        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert handbook.read_bytes() == before
    assert titles(footnote) == ["Kite club handbook"]
