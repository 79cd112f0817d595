import json
import os
import signal
import subprocess
import sys
import time

import pytest

from bot.app import App
from bot.terminal import taking_in
from index.reading import read
from tests.support.workloads import room_for


@pytest.fixture
def folder(tmp_path):
    """A folder with two documents, one of them deeper down, and much that is no document."""
    files = {
        "docs/whales.txt": "Whales breathe air. The blue whale is the largest of them.\n",
        "docs/deeper/bees.md": "# Bees\n\nA hive has one queen. Bees dance to tell where flowers are.\n",
        "docs/.hidden/secret.txt": "Hidden.\n",
        "docs/picture.png": "not read",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "docs"


def outcomes(stdout):
    return [line.split(":")[0] for line in stdout.splitlines()]


def test_a_folder_stands_for_the_documents_in_it_and_below(footnote, folder):
    result = footnote("library", "add", folder)

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith(f"added: {folder}/deeper/bees.md (1 passage, 0 embedded, ")
    assert result.stdout.splitlines()[1].startswith(f"added: {folder}/whales.txt (1 passage, 0 embedded, ")
    assert result.stdout.splitlines()[2:] == ["2 files: 2 added; 2 passages"]
    assert result.stderr == ""


def test_added_again_nothing_happens_and_a_change_is_a_new_version(footnote, folder):
    footnote("library", "add", folder)
    (folder / "whales.txt").write_text("Whales breathe air. The blue whale weighs 150 tonnes.\n")

    result = footnote("library", "add", folder, folder / "whales.txt")

    assert outcomes(result.stdout) == ["unchanged", "changed", "2 files"]


def test_json_has_a_result_for_each_file_and_an_error_for_each_that_failed(footnote, folder):
    result = footnote("library", "add", folder / "whales.txt", "nowhere.md", "--json")

    assert result.exit_code == 1
    shown = json.loads(result.stdout)
    [added] = shown["results"]
    assert added["document"].pop("id")
    assert added.pop("seconds") >= 0
    assert added == {
        "path": str(folder / "whales.txt"),
        "outcome": "added",
        "document": {"title": "whales", "source": str(folder / "whales.txt"), "version": 1},
        "passages": 1,
        "embedded": 0,
        "new_passages": 1,
        "gone_passages": 0,
        "notes": [],
    }
    sentence = "nowhere.md: there is no such file or folder; check the path."
    assert shown["errors"] == [{"path": "nowhere.md", "error": sentence}]
    assert result.stderr == f"{sentence}\n"


def test_bad_files_are_named_on_a_line_each_and_the_others_go_in(footnote, folder, monkeypatch):
    monkeypatch.setenv("MAX_FILE_MB", "0.001")
    bad = {"empty.txt": b"", "binary.txt": bytes(range(256)) * 2, "big.txt": b"big " * 1000, "odd.xyz": b"odd"}
    for name, data in bad.items():
        (folder / name).write_bytes(data)

    result = footnote("library", "add", "nowhere.txt", *(folder / name for name in bad), folder / "whales.txt")

    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["nowhere.txt", *bad]
    assert outcomes(result.stdout) == ["added", "6 files"]
    assert result.stdout.endswith("6 files: 1 added, 5 failed; 1 passage\n")


def test_a_library_whose_model_came_late_gets_its_vectors_by_reindexing(footnote, folder, monkeypatch, model_cache):
    footnote("library", "add", folder)
    monkeypatch.setenv("EMBEDDING_MODEL", "minilm")
    monkeypatch.setenv("FOOTNOTE_CACHE_DIR", str(model_cache))

    result = footnote("library", "reindex", "--json")

    assert [(each["outcome"], each["embedded"]) for each in json.loads(result.stdout)["results"]] == [
        ("reindexed", 1)
    ] * 2


def test_one_document_can_be_reindexed_alone(footnote, folder):
    footnote("library", "add", folder)

    assert outcomes(footnote("library", "reindex", "bees.md").stdout) == ["reindexed"]


def test_a_full_disk_ends_the_run_in_one_line_since_no_other_file_has_a_chance(footnote, folder):
    footnote("library", "add", folder / "whales.txt")
    (folder / "long.txt").write_text(" ".join(f"Sentence number {n} is about kites." for n in range(6_000)))
    with room_for(pages=120):
        result = footnote("library", "add", folder / "long.txt", folder / "deeper")

    assert result.exit_code == 1
    assert result.stderr == (
        "The disk is full or refuses to write; nothing was changed. Make room on it, then try again.\n"
    )
    assert len(json.loads(footnote("library", "list", "--json").stdout)["documents"]) == 1

    again = footnote("library", "add", folder / "deeper")  # with room again

    assert "Going on with job 2, which was broken off." in again.stderr
    titles = [each["title"] for each in json.loads(footnote("library", "list", "--json").stdout)["documents"]]
    assert titles == ["Bees", "long", "whales"]


def test_a_file_that_surprises_its_reader_does_not_cost_the_others(footnote, folder, monkeypatch, caplog):
    def surprised(app, name, data):
        if name == "bees.md":
            raise RecursionError("deep")
        return read(name, data)

    monkeypatch.setattr(App, "read", surprised)

    result = footnote("library", "add", folder)

    assert result.exit_code == 1
    assert result.stderr.startswith("bees.md: Something unexpected went wrong; the log has the details under ")
    assert outcomes(result.stdout) == ["added", "2 files"]
    assert "RecursionError: deep" in caplog.text


def test_control_c_ends_adding_in_one_line_and_leaves_the_store_whole(footnote, folder, tmp_path):
    (folder / "long.txt").write_text(" ".join(f"Sentence number {n} is about kites." for n in range(60_000)))
    command = [sys.executable, "-c", "from bot.terminal.main import main; main()", "library", "add", "docs"]
    environment = {**os.environ, "PYTHONPATH": str(taking_in.__file__).removesuffix("/bot/terminal/taking_in.py")}
    process = subprocess.Popen(
        command, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout.readline().startswith("added: docs/deeper/bees.md")
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)

    assert (process.returncode, errors) == (130, "Stopped; nothing half-done was kept.\n")
    listed = json.loads(footnote("library", "list", "--json").stdout)["documents"]
    assert [document["title"] for document in listed] == ["Bees"]


@pytest.mark.parametrize("name", ["", " "])
def test_an_empty_name_is_no_name_of_this_folder(footnote, folder, name, monkeypatch):
    monkeypatch.chdir(folder)

    result = footnote("library", "add", "whales.txt", name)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "One of the names given is empty; name a file, a folder or a web address.\n"
