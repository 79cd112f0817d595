"""The process that reading processes are forked from (forking.py), seen from outside: started, asked, ended."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from threading import Lock

import index
from index.reading.wall.forking import DONE
from index.reading.wall.limits import Limits

_PROGRAM = """
import json, sys
descriptor, formats, limits, sys.path[:] = json.loads(sys.argv[1])
from index.reading.wall.forking import serve
from index.reading.wall.limits import Limits
serve(descriptor, formats, Limits(**limits))
"""
_PATIENCE_SECONDS = 20.0  # for starting it, and for importing the libraries of a format
_ENDING_SECONDS = 5.0


class ForkServer:
    """Gives reading processes, from any thread. It starts with the first one asked for, and anew after its death."""

    def __init__(self, formats: str, limits: Limits) -> None:
        self._formats = formats
        self._limits = limits
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._closed = False

    def load(self, module: str) -> None:
        """Have everything loaded that `module` reads with, so that a fork takes no time. Raises OSError, as `fork`."""
        with self._lock:
            self._ask(module, 0.0)

    def fork(self, module: str, seconds: float) -> socket.socket:
        """Return a channel to a new process that reads with `module` and lives for `seconds`, or until it is closed.

        Raises OSError where none can be had.
        """
        near, far = socket.socketpair()
        try:
            with far, self._lock:
                self._ask(module, seconds, far.fileno())
        except OSError:
            near.close()
            raise
        return near

    def is_alive(self, module: str) -> bool:
        """Whether it still answers, having read with `module` before."""
        with self._lock:
            if self._control is None:
                return False
            try:
                self._ask_once(module, 0.0)
            except OSError:
                return False
            return True

    def kill(self) -> None:
        """End it at once, with all its processes."""
        with self._lock:
            self._end()

    def close(self) -> None:
        """End it, with all its processes, for good."""
        with self._lock:
            self._closed = True
            self._end()

    def _ask(self, module: str, seconds: float, *descriptors: int) -> None:
        """Ask, and once more where it has died since it was last asked."""
        if self._closed:
            raise ProcessLookupError
        for last in (False, True):
            try:
                return self._ask_once(module, seconds, *descriptors)
            except OSError:
                self._end()
                if last:
                    raise
        return None

    def _ask_once(self, module: str, seconds: float, *descriptors: int) -> None:
        control = self._control or self._start()
        request = json.dumps({"module": module, "seconds": seconds}).encode("ascii")
        socket.send_fds(control, [request], descriptors)
        if control.recv(1) != DONE:
            raise ProcessLookupError

    def _start(self) -> socket.socket:
        self._control, far = socket.socketpair()
        self._control.settimeout(_PATIENCE_SECONDS)
        with far:
            argument = json.dumps([far.fileno(), self._formats, asdict(self._limits), _import_path()])
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
                [sys.executable, "-I", "-S", "-c", _PROGRAM, argument],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[far.fileno()],
                cwd="/",
                env={},
                start_new_session=True,
            )
        return self._control

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(_ENDING_SECONDS)
        self._control = self._process = None


def _import_path() -> list[str]:
    """Return where this process imports from, as absolute paths, and where this package lies."""
    home = str(Path(index.__file__).parents[1])
    return list(dict.fromkeys([*(path for path in sys.path if Path(path).is_absolute()), home]))
