import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.web_server import WebServer, page

COMMAND = [sys.executable, "-c", "from bot.terminal.main import main; main()"]
ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path, handbook):
    """A folder with one document."""
    folder = tmp_path / "rules"
    folder.mkdir()
    handbook.rename(folder / "handbook.md")
    return folder


@pytest.fixture
def web(monkeypatch):
    """A web server on this machine, which may be fetched from."""
    monkeypatch.setenv("ALLOW_PRIVATE_URLS", "true")
    server = WebServer()
    server.says("/rules", page())
    yield server
    server.close()


def sources(footnote):
    return json.loads(footnote("library", "sources", "--json").stdout)


def test_a_followed_folder_takes_in_what_comes_changes_and_goes(footnote, folder):
    added = footnote("library", "add", folder, "--follow")
    (folder / "bees.txt").write_text("Bees dance.\n")
    refreshed = footnote("library", "refresh")
    (folder / "handbook.md").unlink()
    gone = footnote("library", "refresh", "--json")

    assert added.stdout.startswith("added: Kite club handbook (2 passages, ")
    assert "`footnote library watch` takes in what changes there" in added.stderr
    assert refreshed.stdout.splitlines()[0].startswith("added: bees (1 passage, ")
    assert refreshed.stdout.splitlines()[1] == "2 documents: 1 added, 1 unchanged; 1 passage"
    [removed] = json.loads(gone.stdout)["results"]
    assert (removed["outcome"], removed["document"]["source"], removed["gone_passages"]) == ("removed", None, 2)


def test_only_folders_can_be_followed(footnote, folder):
    result = footnote("library", "add", folder / "handbook.md", "--follow")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.endswith("only a folder can be followed; add a file without --follow.\n")


def test_what_is_followed_is_listed_with_how_often_and_when_last_and_what_was_wrong(footnote, folder, web):
    url = f"http://127.0.0.1:{web.port}/rules"
    footnote("library", "add", folder, url, "--follow")
    web.says("/rules", page("", status="500 Broken"))
    footnote("library", "refresh")

    shown = sources(footnote)

    assert (shown["library"], shown["every_minutes"]) == ("local", 1440)
    of_folder, of_page = shown["sources"]
    assert (of_folder["kind"], of_folder["location"], of_folder["problem"]) == ("folder", str(folder), None)
    assert (of_page["kind"], of_page["location"], of_page["failures"]) == ("url", url, 1)
    assert of_page["problem"]
    cells = [line.split("\t") for line in footnote("library", "sources").stdout.splitlines()]
    assert cells == [
        ["folder", str(folder), "every day", of_folder["checked_at"], ""],
        ["url", url, "every day", of_page["checked_at"], of_page["problem"]],
    ]


def test_a_library_that_follows_nothing_says_so_aside(footnote):
    result = footnote("library", "sources")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "The library local follows no folder and no web page.\n"


def test_how_often_is_said_for_a_folder_a_page_and_all_the_rest(footnote, folder, web):
    footnote("library", "add", folder, f"http://127.0.0.1:{web.port}/rules", "--follow")

    assert footnote("library", "schedule", "--every", "6h").stdout == (
        "scheduled: what has no time of its own in local, every 6 hours\n"
    )
    assert footnote("library", "schedule", "Rules", "--every", "never").stdout == "scheduled: Rules, never\n"
    as_json = footnote("library", "schedule", "--folder", folder, "--every", "30m", "--json").stdout

    assert json.loads(as_json) == {"library": "local", "document": None, "folder": str(folder), "every_minutes": 30}
    shown = sources(footnote)
    assert shown["every_minutes"] == 360
    assert [each["every_minutes"] for each in shown["sources"]] == [30, 0]
    assert footnote("library", "schedule", "Rules", "--every", "default").stdout == "scheduled: Rules, every 6 hours\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("handbook.md", "--every", "often"), "Say how often as 30m"),
        (("handbook.md", "--every", "1d"), "Kite club handbook: this is not followed"),
        (("handbook.md", "--folder", ".", "--every", "1d"), "Name a document or a folder, not both."),
        (("--folder", "nowhere", "--every", "1d"), ""),
    ],
)
def test_what_cannot_be_scheduled_is_refused_in_one_line(footnote, folder, arguments, sentence):
    footnote("library", "add", folder / "handbook.md")

    result = footnote("library", "schedule", *arguments)

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert result.stderr.startswith(sentence)


def test_what_is_unfollowed_stays_and_changes_no_more(footnote, folder):
    footnote("library", "add", folder, "--follow")

    assert footnote("library", "unfollow", folder).stdout == f"unfollowed: {folder}; its documents stay\n"
    assert sources(footnote)["sources"] == []
    assert "Kite club handbook" in footnote("library", "list").stdout
    assert footnote("library", "unfollow", folder).exit_code == 1


def test_removing_a_document_of_a_followed_folder_says_that_it_comes_back(footnote, folder):
    footnote("library", "add", folder, "--follow")

    removed = footnote("library", "remove", "handbook.md", "--yes")

    assert (removed.exit_code, removed.stdout) == (0, "removed: Kite club handbook\n")
    assert "comes back at the next look" in removed.stderr


def test_watching_needs_something_that_is_followed(footnote):
    result = footnote("library", "watch", "--library", "cellar")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "`footnote library add FOLDER --follow --library cellar`" in result.stderr


@pytest.mark.soak
def test_what_changes_is_told_while_it_is_watched_until_control_c(footnote, folder, tmp_path):
    footnote("library", "add", folder, "--follow")
    (folder / "bad.docx").write_bytes(b"no archive")
    command = [*COMMAND, "library", "watch"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as watching:
        assert watching.stderr.readline() == "Watching 1 folder; Ctrl-C ends it.\n"
        assert watching.stderr.readline().startswith("bad.docx: the file is damaged")
        (folder / "bees.txt").write_text("Bees dance.\n")
        assert watching.stdout.readline().startswith("added: bees (1 passage, ")
        (folder / "handbook.md").unlink()
        assert watching.stdout.readline() == "removed: Kite club handbook\n"
        watching.send_signal(signal.SIGINT)
        rest = watching.communicate(timeout=20)

    assert (watching.returncode, rest) == (0, ("", "Stopped.\n"))
