"""The process that reading processes are forked from: libraries imported, nothing secret in it, no file ever seen.

It is started with an empty environment and one descriptor. Over that come, one at a time, the name of a module to load
and, where a process is to be forked, its channel; it answers when that is done. It kills a process whose channel is
closed at the other end or whose time is over, and ends, with all of them, when its own descriptor is closed there.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module

from index.reading.wall.limits import Limits
from index.reading.wall.preloading import preload
from index.reading.wall.reading_process import read_one

LONGEST_REQUEST = 4096
DONE, REFUSED = b"+", b"-"


@dataclass(frozen=True, slots=True)
class _Process:
    """A reading process. Who asked for it holds the other end of `channel`; `ends` is on the monotonic clock."""

    number: int
    channel: int
    ends: float


def serve(descriptor: int, formats: str, limits: Limits) -> None:
    """Fork a process for every request that comes over `descriptor`, until it is closed."""
    import_module(formats)
    forking = _Forking(socket.socket(fileno=descriptor), formats, limits)
    try:
        while forking.turn():
            pass
    finally:
        forking.end()


class _Forking:
    """The state of the loop: what has been forked and has not ended."""

    def __init__(self, control: socket.socket, formats: str, limits: Limits) -> None:
        self._control = control
        self._formats = formats
        self._limits = limits
        self._processes: list[_Process] = []
        self._woken, waker = os.pipe()
        for end in (self._woken, waker):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # a process that ends wakes the loop

    def turn(self) -> bool:
        """Wait for something to happen and see to it; False once nobody can ask any more."""
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        poll.register(self._woken, select.POLLIN)
        for process in self._processes:
            poll.register(process.channel, 0)  # that the other end is closed is told unasked
        happened = {descriptor for descriptor, _ in poll.poll(self._milliseconds_left())}
        with suppress(BlockingIOError):
            os.read(self._woken, LONGEST_REQUEST)
        for process in self._processes:
            if process.channel in happened or process.ends <= time.monotonic():
                _kill(process)
        self._processes = [process for process in self._processes if not _has_ended(process)]
        return self._control.fileno() not in happened or self._take()

    def end(self) -> None:
        for process in self._processes:
            _kill(process)

    def _milliseconds_left(self) -> float | None:
        ends = min((process.ends for process in self._processes), default=None)
        return None if ends is None else max(0.0, ends - time.monotonic()) * 1000 + 1

    def _take(self) -> bool:
        line, descriptors, _, _ = socket.recv_fds(self._control, LONGEST_REQUEST, 1)
        if not line:
            return False
        request = json.loads(line)
        preload(request["module"])
        self._control.sendall(self._fork(descriptors[0], request["seconds"]) if descriptors else DONE)
        return True

    def _fork(self, channel: int, seconds: float) -> bytes:
        parent = os.getpid()
        try:
            number = os.fork()
        except OSError:
            os.close(channel)
            return REFUSED
        if not number:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            read_one(channel, self._formats, self._limits, seconds, parent)
        self._processes.append(_Process(number, channel, time.monotonic() + seconds))
        return DONE


def _kill(process: _Process) -> None:
    for kill in (os.killpg, os.kill):  # it leads a group of its own as soon as it runs
        with suppress(ProcessLookupError, PermissionError):
            kill(process.number, signal.SIGKILL)


def _has_ended(process: _Process) -> bool:
    """Whether a process has ended. If so its channel is closed here too, which tells the other end."""
    if os.waitpid(process.number, os.WNOHANG) == (0, 0):
        return False
    os.close(process.channel)
    return True
