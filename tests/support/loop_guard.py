"""Finding out that the bot blocks the event loop, which it shares with everyone it serves.

Found are: SQL in the loop's thread, `time.sleep` there, and a step of one of the bot's tasks that takes long. A step
is measured by the processor time of its thread, without what the garbage collector takes for all that tests leave
behind, so that neither a busy machine nor a long run fails anything. What the test, or the Discord it runs in the same
loop, does in its own steps is its own affair.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
import time
from asyncio.events import Handle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any
from unittest.mock import patch

import discord
from sqlalchemy import Engine, event

from bot import discord_ui

LONGEST_STEP = 0.1
"""Seconds of processor time: what the benchmark asks of the loop, on a machine with nothing else to do."""

BOTS = tuple(str(Path(module.__file__).parent) for module in (discord, discord_ui) if module.__file__)
"""The folders of what runs in the loop on the bot's behalf."""


@contextmanager
def watched_loops() -> Iterator[list[str]]:
    """Watch every event loop of this process until the block ends; what is found is in the list, a line each."""
    found: list[str] = []

    def check_statement(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if _bot_holds_loop():
            found.append(f"SQL in the event loop: {' '.join(statement.split())[:80]} {_place()}")

    def sleep(seconds: float) -> None:
        if _bot_holds_loop():
            found.append(f"time.sleep({seconds}) in the event loop {_place()}")
        real_sleep(seconds)

    def run(handle: Handle) -> None:
        began = collector.clock()
        real_run(handle)
        spent = collector.clock() - began
        if spent > LONGEST_STEP and _is_bots_step(handle):
            found.append(f"a step of {spent:.2f} s of processor time: {handle!r}")

    real_sleep, real_run = time.sleep, Handle._run
    collector = _Collector()
    gc.callbacks.append(collector)
    event.listen(Engine, "before_cursor_execute", check_statement)
    try:
        with patch.object(time, "sleep", sleep), patch.object(Handle, "_run", run):
            yield found
    finally:
        event.remove(Engine, "before_cursor_execute", check_statement)
        gc.callbacks.remove(collector)


class _Collector:
    """Takes note of the time the garbage collector spends in each thread."""

    def __init__(self) -> None:
        self._mine = threading.local()

    def clock(self) -> float:
        """Return the processor time of this thread but for the collector's."""
        return time.thread_time() - getattr(self._mine, "spent", 0.0)

    def __call__(self, phase: str, _info: Any) -> None:
        if phase == "start":
            self._mine.began = time.thread_time()
        else:
            self._mine.spent = getattr(self._mine, "spent", 0.0) + time.thread_time() - self._mine.began


def _bot_holds_loop() -> bool:
    """Tell whether this is the thread of a running loop, and the bot had it do what it does now."""
    return asyncio._get_running_loop() is not None and _bots_frame() is not None


def _bots_frame() -> FrameType | None:
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and not frame.f_code.co_filename.startswith(BOTS):
        frame = frame.f_back
    return frame


def _place() -> str:
    frame = _bots_frame()
    return f"({Path(frame.f_code.co_filename).name}:{frame.f_lineno})" if frame else ""


def _is_bots_step(handle: Handle) -> bool:
    callback = handle._callback  # type: ignore[attr-defined]
    task = getattr(callback, "__self__", None)
    code = getattr(task.get_coro(), "cr_code", None) if isinstance(task, asyncio.Task) else _code_of(callback)
    return code is not None and code.co_filename.startswith(BOTS)


def _code_of(callback: Any) -> Any:
    return getattr(getattr(callback, "func", callback), "__code__", None)
