"""The log of the service: one line a record, no secrets, nobody's text."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from bot.errors import QuestionError, explain
from bot.logs import LONGEST_LINE, Lines, event, log_loop_errors, start_service_log

ROOT = Path(__file__).parents[2]
SECRET = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcdE.abcdefghijklmnopqrstuvwxyz0123456789AB"
TEXT = "a sentence from a document"
MOMENT = 1_795_453_200.0


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """Start the log as the service does, return what it writes to, and put everything back."""
    stream = StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(logging, "raiseExceptions", True)
    root = logging.getLogger()
    before = (root.handlers[:], root.level, sys.excepthook, sys.unraisablehook, threading.excepthook)
    levels = {name: logging.getLogger(name).level for name in ("bot", "index")}
    root.handlers = []
    start_service_log("DEBUG", [SECRET])
    yield stream
    logging.captureWarnings(capture=False)
    root.handlers, root.level, sys.excepthook, sys.unraisablehook, threading.excepthook = before
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def written(log: StringIO) -> list[str]:
    """Return the lines logged, without their times."""
    return [line.split(" ", 1)[1] for line in log.getvalue().splitlines()]


def rendered(message: str, name: str = "discord.http", *values: object) -> str:
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, message, values, None)
    record.created = MOMENT
    return Lines([SECRET]).format(record)


def test_an_event_is_time_level_origin_words_and_facts(log: StringIO) -> None:
    event(logging.getLogger("bot.here"), logging.INFO, "answered", server=1, ms=16, left_out=None, what='two "words"')

    assert written(log) == ["""INFO bot.here answered server=1 ms=16 what="two 'words'\""""]
    assert rendered("gone") == "2026-11-23T17:00:00Z WARNING discord.http gone"


@pytest.mark.parametrize(
    "breaker", ["\n", "\r\n", "\r", "\x0b", "\x1c", "\x85", "\u2028", "\u2029", "\x1b[2J", "\u202e"]
)
def test_nothing_breaks_a_line_or_steers_a_terminal(breaker: str) -> None:
    line = rendered(f"one{breaker}2026-11-23T17:00:00Z ERROR bot forged")

    assert len(line.splitlines()) == 1
    assert line.isprintable()


def test_a_very_long_line_is_cut() -> None:
    assert len(rendered("long " * LONGEST_LINE)) == LONGEST_LINE + 1


def test_an_unforeseen_error_is_its_kind_and_places_without_its_words(log: StringIO) -> None:
    try:
        try:
            raise KeyError(TEXT)
        except KeyError:
            raise ValueError(TEXT) from None
    except ValueError as error:
        sentence = explain(error)
        event(logging.getLogger("bot.here"), logging.ERROR, "failed", error=error)

    first, second = written(log)
    assert first.startswith("ERROR bot.errors unexpected error ")
    assert first.split()[4] in sentence
    for line in (first, second):
        assert "error=ValueError at=bot/test_logs.py:" in line
        assert TEXT not in line


def test_errors_that_led_to_an_error_are_named(log: StringIO) -> None:
    try:
        try:
            raise KeyError(TEXT)
        except KeyError as error:
            raise QuestionError("The question is empty.") from error
    except QuestionError as error:
        event(logging.getLogger("bot.here"), logging.ERROR, "failed", error=error)

    [line] = written(log)
    assert 'error="QuestionError: The question is empty. (from KeyError)"' in line
    assert TEXT not in line


def test_a_file_s_name_is_not_part_of_what_an_error_says(log: StringIO) -> None:
    event(logging.getLogger("bot.here"), logging.ERROR, "failed", error=FileNotFoundError(2, "No such file", TEXT))

    assert written(log) == ['ERROR bot.here failed error="FileNotFoundError: ENOENT No such file"']


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (f"Authorization: Bot {SECRET}!", "Authorization: Bot [secret]!"),
        ("POST https://discord.com/api/v10/webhooks/12/aW50/messages/@original responded with 429",
         "POST https://discord.com/api/v10/webhooks/12/[secret]/messages/@original responded with 429"),
        ("POST http://127.0.0.1:1/interactions/34/x-_y/callback?with_response=1",
         "POST http://127.0.0.1:1/interactions/34/[secret]/callback"),
        ("GET https://cdn.example/attachments/1/2/a.txt?ex=1&hm=3 failed",
         "GET https://cdn.example/attachments/1/2/a.txt failed"),
    ],
)  # fmt: skip
def test_tokens_are_blotted_out_wherever_they_come_up(said: str, shown: str) -> None:
    assert rendered("%s", "discord.http", said).endswith(f" discord.http {shown}")


def test_libraries_are_heard_from_warning_up_and_without_what_they_work_on(log: StringIO) -> None:
    logging.getLogger("sqlalchemy.engine").info("row %r", TEXT)
    logging.getLogger("discord.gateway").debug("received %s", TEXT)
    logging.getLogger("trafilatura").warning("cannot read %s", TEXT)
    logging.getLogger("discord.http").warning("rate limited for %.1f s", 0.5)

    does_not_fit = "%s and %s"
    logging.getLogger("discord.http").warning(does_not_fit, TEXT)

    assert written(log) == [
        "WARNING trafilatura cannot read %s",
        "WARNING discord.http rate limited for 0.5 s",
        "WARNING discord.http %s and %s",
    ]


def test_warnings_of_python_are_lines_in_the_log(log: StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=True)
        warnings.warn("something is deprecated", stacklevel=1)

    [line] = written(log)
    assert line.startswith("WARNING py.warnings ")
    assert "UserWarning: something is deprecated" in line


def test_what_nobody_catches_in_the_loop_or_in_a_thread_is_one_line_each(log: StringIO) -> None:
    async def fail() -> None:
        raise ValueError(TEXT)

    async def lose_it() -> None:
        log_loop_errors(asyncio.get_running_loop())
        task = asyncio.create_task(fail(), name=TEXT)
        await asyncio.wait([task])
        del task
        asyncio.get_running_loop().call_soon(int, TEXT)
        await asyncio.sleep(0.01)

    asyncio.run(lose_it())
    thread = threading.Thread(target=int, args=(TEXT,))
    thread.start()
    thread.join()

    lines = written(log)
    assert len(lines) == 3
    assert sorted(line.split(" error=")[0] for line in lines) == [
        "ERROR bot.logs \"lost in the event loop\" words=\"Exception in callback int\"",
        "ERROR bot.logs \"lost in the event loop\" words=\"Task exception was never retrieved\"",
        "ERROR bot.logs uncaught",
    ]  # fmt: skip
    assert TEXT not in "".join(lines)


def test_what_ends_the_process_is_one_line() -> None:
    code = (
        "import sys; from bot.logs import start_service_log; start_service_log('DEBUG', ['hunter2'])\n"
        f"raise RuntimeError('hunter2 {TEXT}')"
    )

    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert ended.stderr.endswith(' ERROR bot.logs uncaught error=RuntimeError at="<string>:2:<module>"\n')
