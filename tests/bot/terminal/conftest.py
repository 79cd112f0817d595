"""Ways to run the real command: in this process, as a process of its own, and at a terminal of a given width."""

from __future__ import annotations

import logging
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from bot.app import App
from bot.settings import load_settings
from bot.terminal.main import footnote as tree
from index.reading import read

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-c", "from bot.terminal.main import main; main()"]

CTRL_C = "\x03"

HANDBOOK = """# Kite club handbook

## Meetings

The kite club meets every Tuesday at 19:00 in the old boathouse. Ada Lovell founded the club in 1921.

## Money

Members pay 12 euros a year. The treasurer, Grace Okoro, collects the fee in March.
"""

Run = Callable[..., Result]
RunProcess = Callable[..., subprocess.CompletedProcess[Any]]


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let commands keep their store in the test's folder and search by keywords alone, which starts at once."""
    monkeypatch.setenv("FOOTNOTE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("FOOTNOTE_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("EMBEDDING_MODEL", "none")


@pytest.fixture(autouse=True)
def no_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands that run in this process read files in it too; those in a process of their own have the wall."""
    monkeypatch.setattr(App, "read", lambda _app, name, data: read(name, data))


@pytest.fixture
def with_model(monkeypatch: pytest.MonkeyPatch, model_cache: Path) -> None:
    """Let commands use the model that ships."""
    monkeypatch.setenv("FOOTNOTE_CACHE_DIR", str(model_cache))
    monkeypatch.setenv("EMBEDDING_MODEL", "minilm")


@pytest.fixture(autouse=True)
def log_as_before() -> Iterator[None]:
    """Give the loggers back the levels that a command changed."""
    levels = {name: logging.getLogger(name).level for name in ("bot", "index")}
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def handbook(tmp_path: Path) -> Path:
    """A document with two sections."""
    path = tmp_path / "handbook.md"
    path.write_text(HANDBOOK, encoding="utf-8")
    return path


@pytest.fixture
def other() -> Iterator[App]:
    """Another Footnote on the same store."""
    app = App(load_settings())
    yield app
    app.close()


@pytest.fixture(autouse=True, scope="session")
def commands_built_once() -> Iterator[None]:
    """Keep typer from building every command anew at each run, which takes longer than most of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("typer.testing._get_command", cache(get_command))
        yield


@pytest.fixture
def footnote() -> Run:
    """Run a command in this process, with neither a terminal before it nor one behind it."""

    def run(*arguments: str | Path, typed: str | bytes | None = None) -> Result:
        return CliRunner().invoke(tree, [str(argument) for argument in arguments], input=typed, catch_exceptions=False)

    return run


@pytest.fixture
def footnote_process() -> RunProcess:
    """Run a command as a process of its own, by pipes; `redirected` is what a shell would have after the command."""

    def run(
        *arguments: str | bytes | Path, redirected: str = "", settings: Mapping[str, str] | None = None, **options: Any
    ) -> subprocess.CompletedProcess[Any]:
        command = [*COMMAND, *arguments]
        if redirected:
            command = ["sh", "-c", f'"$@" {redirected}', "sh", *command]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **(settings or {})}
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        return subprocess.run(command, env=environment, timeout=60, check=False, **streams)

    return run


@pytest.fixture
def footnote_terminal() -> Callable[..., tuple[int, str]]:
    """Run a command at a terminal 60 columns wide; return its exit code and all that came on the screen.

    `typed` says what to type, and what has to come on the screen before that; CTRL_C is a signal, as a shell makes it.
    """

    def run(*arguments: str | Path, typed: Sequence[tuple[str, str]] = (), **settings: str) -> tuple[int, str]:
        screen, terminal = pty.openpty()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "60", **settings}
        command = [*COMMAND, *map(os.fspath, arguments)]
        process = subprocess.Popen(command, env=environment, stdin=terminal, stdout=terminal, stderr=terminal)
        os.close(terminal)
        shown = _played(screen, process, typed)
        os.close(screen)
        return process.wait(timeout=60), shown

    return run


def _played(screen: int, process: subprocess.Popen[bytes], typed: Sequence[tuple[str, str]]) -> str:
    shown, waiting, answered = b"", list(typed), 0
    while piece := _read(screen):
        shown += piece
        if waiting and waiting[0][0].encode() in shown[answered:]:
            answered = len(shown)
            key = waiting.pop(0)[1]
            if key == CTRL_C:
                process.send_signal(signal.SIGINT)
            else:
                os.write(screen, key.encode())
    return shown.decode()


def _read(screen: int) -> bytes:
    try:
        return os.read(screen, 65536)
    except OSError:  # on Linux a terminal with nobody at its other end fails instead of ending
        return b""
