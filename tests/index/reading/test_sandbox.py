from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePath
from subprocess import DEVNULL, PIPE

import pytest

from index.errors import SourceError, SourceTooLarge, SourceUnreadable, SourceUnsupported
from index.reading import read
from index.reading.formats import FORMATS
from index.reading.sandbox import Limits, Sandbox
from index.reading.wall.framing import framed
from tests.support.living import alive, processes_below
from tests.support.misbehaving import FORBIDDEN
from tests.support.office_files import open_document_sheet, sheet_file

ROOT = Path(__file__).parents[3]
BAD = "tests.support.misbehaving"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no filter for system calls")

Make = Callable[..., Sandbox]


@pytest.fixture
def make_sandbox() -> Iterator[Make]:
    made: list[Sandbox] = []

    def make(formats: str = BAD, **limits: float) -> Sandbox:
        made.append(Sandbox(Limits(**{"seconds": 10.0, "memory_mb": 128, **limits}), formats))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for sandbox in made:
        sandbox.close()


@pytest.fixture(scope="module")
def bad() -> Iterator[Sandbox]:
    """A sandbox around the misbehaving format, for tests that leave it as it was."""
    sandbox = Sandbox(Limits(seconds=10.0, memory_mb=128, characters=1_000_000), BAD)
    yield sandbox
    sandbox.close()


def refusal(sandbox: Sandbox, name: str, data: bytes = b"") -> str:
    with pytest.raises(SourceError) as error:
        sandbox.read(name, data)
    sentence = str(error.value)
    assert len(sentence.splitlines()) == 1
    assert sandbox.read("say.bad", b"").text == "all is well"
    return sentence


def server_of(sandbox: Sandbox) -> int:
    """Return the process that this sandbox forks readers from, when none of them lives."""
    sandbox.read("say.bad", b"")
    server: int = sandbox._server._process.pid  # type: ignore[union-attr]
    assert eventually(lambda: processes_below(server) == [])
    return server


def eventually(true: Callable[[], bool]) -> bool:
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        if true():
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("deed", sorted(FORBIDDEN))
@LINUX
def test_a_reader_may_do_nothing_but_compute(bad: Sandbox, tmp_path: Path, deed: str) -> None:
    path = tmp_path / "file"
    path.write_text("as it was", "utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        argument = {"connect": server.getsockname()[1], "stop the parent": os.getpid()}.get(deed, path)
        text = bad.read(f"{deed}.bad", str(argument).encode()).text
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()
    assert text != "done"
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text("utf-8") == "as it was"


def test_a_reader_sees_no_secret(make_sandbox: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "canary-token")
    monkeypatch.setenv("LLM_API_KEY", "canary-key")
    sandbox = make_sandbox()
    seen = sandbox.read("environment.bad", b"").text
    assert "canary" not in seen
    assert "HOME" not in seen
    assert Path(f"/proc/{server_of(sandbox)}/environ").read_bytes() == b""


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        ("hoard", "more memory than the limit of 128 MB"),
        ("hoard bit by bit", "more memory than the limit of 128 MB"),
        ("hoard in c", "breaks its reader"),
        ("crash", "breaks its reader"),
        ("overflow", "breaks its reader"),
        ("leave", "breaks its reader"),
        ("quit", "breaks its reader"),
        ("raise", "breaks its reader"),
        ("go deep", "nested too deeply"),
    ],
)
def test_what_a_reader_dies_of_is_told_and_the_next_file_goes_on(bad: Sandbox, deed: str, told: str) -> None:
    assert told in refusal(bad, f"{deed}.bad")


@pytest.mark.parametrize("deed", ["spin in c", "hold on"])
def test_a_reader_that_hangs_is_ended_in_time(make_sandbox: Make, deed: str) -> None:
    sandbox = make_sandbox(seconds=0.5)
    server = server_of(sandbox)
    started = time.monotonic()
    assert "longer than the limit of 0.5 seconds" in refusal(sandbox, f"{deed}.bad")
    assert time.monotonic() - started < 5
    assert eventually(lambda: processes_below(server) == [])


def test_more_text_than_the_limit_is_refused(bad: Sandbox) -> None:
    assert len(bad.read("write much.bad", b"1000000").text) == 1_000_000
    assert "over 1,000,000 characters" in refusal(bad, "write much.bad", b"1000001")


def test_what_a_reader_prints_goes_nowhere(bad: Sandbox, capfd: pytest.CaptureFixture[str]) -> None:
    assert bad.read("print.bad", b"").text == "printed"
    assert capfd.readouterr() == ("", "")


def test_the_words_of_an_exception_are_not_shown(bad: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    sentence = refusal(bad, "raise.bad")
    assert "secret" not in sentence + caplog.text
    assert "Words of the" not in sentence + caplog.text


SOUND: dict[str, object] = {
    "title": "t",
    "headings": [[0, 2, 1, "h"], [5, 6, 6, "i"]],
    "furniture": [[2, 3], [3, 5]],
    "pages": [0, 3, 3, 10],
    "notes": ["Page 2 is an image."],
    "published": "2026-02-17",
    "canonical_url": "https://a.example/b",
}
LIES: list[dict[str, object]] = [
    {"title": ""},
    {"title": " "},
    {"title": 5},
    {"title": "a\nb"},
    {"title": "\ud800"},
    {"title": "x" * 301},
    {"headings": [[0, 11, 1, "h"]]},
    {"headings": [[-1, 2, 1, "h"]]},
    {"headings": [[2, 2, 1, "h"]]},
    {"headings": [[3, 4, 1, "h"], [0, 1, 1, "h"]]},
    {"headings": [[0, 1, 1, "h"], [0, 2, 1, "h"]]},
    {"headings": [[0, 1, 7, "h"]]},
    {"headings": [[0, 1, True, "h"]]},
    {"headings": [[0.0, 1, 1, "h"]]},
    {"headings": [[0, 1, 1, ""]]},
    {"headings": [[0, 1, 1]]},
    {"headings": [[n, n + 1, 1, "h"] for n in range(50_001)]},
    {"headings": 3},
    {"furniture": [[3, 5], [2, 3]]},
    {"furniture": [[0, 4], [3, 5]]},
    {"furniture": [["0", "4"]]},
    {"furniture": [[0, 10**30]]},
    {"furniture": {"0": 1}},
    {"pages": [3, 0]},
    {"pages": [11]},
    {"pages": [None]},
    {"pages": [float("nan")]},
    {"notes": ["a\x1b[31m"]},
    {"notes": ["a"] * 51},
    {"notes": [["a"]]},
    {"published": "17 February"},
    {"published": 20260217},
    {"canonical_url": "javascript:alert(1)"},
    {"canonical_url": "https://a.example/b c"},
    {"canonical_url": "https://a.example/" + "b" * 2000},
]


def lie(parts: object, text: bytes = b"0123456789") -> bytes:
    return b"".join(framed(json.dumps(parts).encode(), text))


def test_an_answer_that_is_sound_is_taken(bad: Sandbox) -> None:
    reading = bad.read("answer.bad", lie(SOUND))
    assert_sound_enough = reading.text, reading.pages, reading.headings[1].span.of(reading.text)
    assert assert_sound_enough == ("0123456789", (0, 3, 3, 10), "5")


@pytest.mark.parametrize("change", LIES, ids=lambda change: json.dumps(change)[:40])
def test_an_answer_that_lies_is_not_believed(bad: Sandbox, change: dict[str, object]) -> None:
    assert "breaks its reader" in refusal(bad, "answer.bad", lie(SOUND | change))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0" * 8,
        b"garbage that is no frame at all",
        b"\xff" * 64,
        lie([]),
        lie({}),
        lie(None),
        lie(SOUND, b"\xff\xfe"),
        lie(SOUND, b"nul\0nul\0nul"),
        lie(SOUND, b"x" * 4_000_001),
        b"".join(framed(b"[" * 100_000)),
        b"".join(framed(b"9" * 100_000)),
        b"".join(framed(json.dumps(SOUND).encode())),
        b"\0\0\0\0\x7f\xff\xff\xff",
    ],
    ids=lambda answer: repr(answer[:20]),
)
def test_an_answer_that_is_none_is_not_believed(bad: Sandbox, answer: bytes) -> None:
    assert "breaks its reader" in refusal(bad, "answer.bad", answer)


@pytest.mark.parametrize("words", ["other.pdf: pay here", "a\nb", "\u202etxt", "x" * 5000, "", 5, None])
def test_a_refusal_is_one_line_that_begins_with_the_file(bad: Sandbox, words: object) -> None:
    for kind in ("SourceUnreadable", "SystemExit", 5):
        sentence = refusal(bad, "answer.bad", lie({"refusal": kind, "sentence": words}))
        assert sentence.startswith("answer.bad: ")
        assert len(sentence) < 450
        assert not re.search("[\x00-\x1f\u202e]", sentence)


def test_a_refusal_keeps_its_kind_and_its_words(bad: Sandbox) -> None:
    with pytest.raises(SourceTooLarge, match=r"^too large.bad: too large\.$"):
        bad.read("too large.bad", b"")
    with pytest.raises(SourceUnreadable, match=r"^no text.bad: no text\.$"):
        bad.read("no text.bad", b"")
    with pytest.raises(SourceUnsupported):
        bad.read("say.exe", b"")


@pytest.mark.parametrize("deed", ["no text", "crash", "leave", "raise", "hoard", "go deep"])
def test_a_second_reader_saves_what_the_first_one_fails_at(bad: Sandbox, deed: str) -> None:
    assert bad.read(f"{deed}.twice", b"").text == "saved"


def test_a_second_reader_has_the_time_that_the_first_one_left(make_sandbox: Make) -> None:
    sandbox = make_sandbox(seconds=1.0)
    started = time.monotonic()
    assert sandbox.read("hold on.twice", b"").text == "saved"
    assert 0.4 < time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("no text.twice", b"hopeless", "no text.twice: no text."),
        ("no text.twice", b"deadly", "no text.twice: no text."),
        ("crash.twice", b"hopeless", "crash.twice: the second reader gives up too."),
        ("crash.twice", b"deadly", "breaks its reader"),
        ("too large.twice", b"", "too large.twice: too large."),
    ],
)
def test_of_two_failures_the_one_in_plain_words_is_told(bad: Sandbox, name: str, data: bytes, told: str) -> None:
    assert told in refusal(bad, name, data)


def test_a_file_goes_through_whatever_its_size(bad: Sandbox) -> None:
    with pytest.raises(SourceUnreadable, match="memory"):
        bad.read("say.bad", bytes(300_000_000))
    assert bad.read("say.bad", bytes(20_000_000)).text == "all is well"


def test_files_are_read_side_by_side(bad: Sandbox) -> None:
    bad.read("say.bad", b"")
    started = time.monotonic()
    with ThreadPoolExecutor(8) as threads:
        texts = list(threads.map(lambda _: bad.read("nap.bad", b"0.4").text, range(8)))
    assert texts == ["rested"] * 8
    assert time.monotonic() - started < 2


def test_the_death_of_what_readers_are_forked_from_costs_no_file(make_sandbox: Make) -> None:
    sandbox = make_sandbox()
    server = server_of(sandbox)
    with ThreadPoolExecutor(1) as threads:
        napping = threads.submit(sandbox.read, "nap.bad", b"0.5")
        assert eventually(lambda: len(processes_below(server)) == 1)
        [reader] = processes_below(server)
        os.kill(server, signal.SIGKILL)
        assert napping.result().text == "rested"
    assert not alive(reader)
    os.kill(server_of(sandbox), signal.SIGKILL)
    assert sandbox.read("say.bad", b"").text == "all is well"


def test_what_readers_are_forked_from_is_replaced_when_it_hangs(make_sandbox: Make) -> None:
    sandbox = make_sandbox()
    os.kill(server_of(sandbox), signal.SIGSTOP)
    sandbox._server._control.settimeout(0.2)  # type: ignore[union-attr]
    assert sandbox.read("say.bad", b"").text == "all is well"


@LINUX
def test_nothing_is_left_when_the_sandbox_is_closed_or_its_process_dies() -> None:
    program = (
        "import sys, threading; from index.reading.sandbox import Sandbox; sandbox = Sandbox(formats=sys.argv[1])\n"
        "threading.Thread(target=sandbox.read, args=('hold on.bad', b'')).start(); print(flush=True); input()\n"
        "sandbox.close() if sys.argv[2] == 'close' else None; sys.stdin.read()"
    )
    for end in ("close", "die"):
        arguments = [sys.executable, "-c", program, BAD, end]
        with subprocess.Popen(arguments, cwd=ROOT, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, text=True) as process:
            assert eventually(lambda process=process: len(processes_below(process.pid)) == 2)
            left = processes_below(process.pid)
            process.communicate("\n") if end == "close" else process.kill()
        assert eventually(lambda left=left: not any(map(alive, left))), end


def test_a_closed_sandbox_reads_no_more(make_sandbox: Make) -> None:
    sandbox = make_sandbox()
    server = server_of(sandbox)
    with ThreadPoolExecutor(1) as threads:
        napping = threads.submit(sandbox.read, "nap.bad", b"5")
        assert eventually(lambda: len(processes_below(server)) == 1)
        sandbox.close()
        assert not alive(server)
        for read_it in (napping.result, lambda: sandbox.read("say.bad", b"")):
            with pytest.raises(SourceError, match="this machine gives no process"):
                read_it()


def benign(shared: Path) -> dict[str, bytes]:
    """A file of each format; for what is not made here, one that others made."""
    names = [
        "test.docx",
        "test.epub",
        "test.pdf",
        "testPPT.pptx",
        "test_blog.html",
        "testHTML_utf8.html",
        "testTXTNonASCIIUTF8.txt",
    ]
    files = {name: (shared / "attacks/office" / name).read_bytes() for name in names}
    files["members.xlsx"] = sheet_file([["Name", "Since"], ["Ann", "2019"]])
    files["members.ods"] = open_document_sheet([["Name", "Since"], ["Ann", "2019"]])
    files["members.csv"] = "Name,Since\nJürgen,2019\n".encode()
    files["sjis.txt"] = "これは日本語の文章です。会員は毎週集まります。".encode("shift-jis") * 5
    files["keys.json"] = b'{"keys": {"keeper": "Ann keeps the keys."}}'
    files["keys.yaml"] = b"keys:\n  keeper: Ann keeps the keys.\n"
    files["keys.toml"] = b'[keys]\nkeeper = "Ann keeps the keys."\n'
    files["keys.py"] = b"def keeper():\n    return 'Ann'\n"
    files["keys.md"] = b"# Keys\n\nAnn keeps the keys."
    assert {PurePath(name).suffix for name in files} >= {each.extensions[0] for each in FORMATS} - {".jsonl"}
    return files


def test_a_reading_is_the_same_where_nothing_can_be_imported_or_opened(make_sandbox: Make, shared: Path) -> None:
    sandbox = make_sandbox("tests.support.watched", seconds=25.0, memory_mb=512)
    for name, data in benign(shared).items():
        assert sandbox.read(name, data) == read(name, data), name


def test_where_nothing_can_be_forked_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    with pytest.raises(SourceError, match=r"^say.bad: files are read on Linux and macOS only"):
        Sandbox(formats=BAD).read("say.bad", b"")


def test_where_no_process_can_be_had_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(SourceError, match=r"^say.bad: this machine gives no process to read it in"):
        Sandbox(formats=BAD).read("say.bad", b"")
