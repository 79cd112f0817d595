from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from index.errors import SourceError
from index.reading.formats import SUPPORTED
from index.reading.sandbox import Sandbox
from tests.support.bombs import LARGE, SMALL
from tests.support.hostile import HOSTILE
from tests.support.living import processes_below

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is limited, and measured, on Linux")

MOST_SECONDS = 30
MOST_GROWTH = 50 * 1024 * 1024
REASONS = {"laughs": "entities", "outside": "entities", "remote": "entities", "encrypted": "password"}
REASONS |= {"overlapping": "overlap", "lying": "larger than it says"}
PACKAGES = (".docx", ".pptx", ".xlsx", ".epub")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox()
    sandbox.read("first.txt", b"It starts what readers are forked from.")
    yield sandbox
    sandbox.close()


def outcome(sandbox: Sandbox, name: str, data: bytes) -> str:
    """Read a file, check what that cost, and return its text or why it was refused."""
    before, started = memory(), time.monotonic()
    try:
        said = sandbox.read(name, data).text
    except SourceError as refusal:
        said = str(refusal)
        assert len(said.splitlines()) == 1
        assert len(said) < 700
    assert time.monotonic() - started < MOST_SECONDS
    assert memory() - before < MOST_GROWTH
    return said


def memory() -> int:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def server_of(sandbox: Sandbox) -> int:
    """Return the process that readers are forked from."""
    number: int = sandbox._server._process.pid  # type: ignore[union-attr]
    return number


def attacks(shared: Path) -> list[Path]:
    found = [path for path in sorted((shared / "attacks").rglob("*")) if path.is_file()]
    assert len(found) > 150
    return found


def read_all(sandbox: Sandbox, paths: Iterable[Path]) -> None:
    """Read each file under its own name, and what has no name that a format knows as a PDF too."""
    for path in paths:
        data = path.read_bytes()
        outcome(sandbox, path.name, data)
        if path.suffix not in SUPPORTED:
            outcome(sandbox, f"{path.name}.pdf", data)
    assert outcome(sandbox, "next.txt", b"The next file goes on.") == "The next file goes on."
    assert len(processes_below(server_of(sandbox))) <= 1  # one that is about to end


@pytest.mark.parametrize("name", SMALL)
def test_a_file_made_to_hang_or_fill_its_reader_is_read_or_refused(sandbox: Sandbox, name: str, tmp_path: Path) -> None:
    said = outcome(sandbox, name, SMALL[name]())
    assert "root:" not in said
    if name.endswith(PACKAGES):
        assert REASONS.get(name.split(maxsplit=1)[0].split(".", maxsplit=1)[0], "") in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.soak
@pytest.mark.parametrize("name", LARGE)
def test_a_large_file_made_to_hang_or_fill_its_reader_is_read_or_refused(sandbox: Sandbox, name: str) -> None:
    outcome(sandbox, name, LARGE[name]())
    assert outcome(sandbox, "next.txt", b"The next file goes on.") == "The next file goes on."


def test_a_sample_of_files_that_broke_other_readers_is_read_or_refused(sandbox: Sandbox, shared: Path) -> None:
    read_all(sandbox, attacks(shared)[::12])


@pytest.mark.soak
def test_files_that_broke_other_readers_are_read_or_refused(sandbox: Sandbox, shared: Path) -> None:
    read_all(sandbox, attacks(shared))


def try_strings(sandbox: Sandbox, strings: Iterable[str], folder: Path) -> None:
    for string in strings:
        words = string.encode("utf-8", "replace")
        for extension in (".txt", ".md", ".html", ".json", ".csv"):
            outcome(sandbox, f"a{extension}", words)
        outcome(sandbox, f"{string}.txt", b"words")
    assert list(folder.iterdir()) == []


def test_a_sample_of_naughty_strings_is_harmless(sandbox: Sandbox, shared: Path, tmp_path: Path) -> None:
    try_strings(sandbox, naughty(shared)[::80], tmp_path)


@pytest.mark.soak
def test_naughty_strings_are_harmless_as_text_and_as_names(sandbox: Sandbox, shared: Path, tmp_path: Path) -> None:
    try_strings(sandbox, naughty(shared), tmp_path)


def naughty(shared: Path) -> list[str]:
    strings: list[str] = json.loads((shared / "attacks/text/naughty-strings.json").read_text("utf-8"))
    assert len(strings) > 500
    return strings


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_only_ever_shown(sandbox: Sandbox, tmp_path: Path, name: str) -> None:
    for extension in (".txt", ".exe"):
        with pytest.raises(SourceError) as refusal:
            sandbox.read(name + extension, b"")
        sentence = str(refusal.value)
        assert len(sentence) < 500
        assert len(sentence.splitlines()) == 1
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", sentence)
    assert list(tmp_path.iterdir()) == []
