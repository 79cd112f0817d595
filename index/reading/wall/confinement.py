"""What a process gives up before it looks at a file: everything but computing and answering.

The limits are the same on every system; the kernel's filter (system_calls.py) is there on Linux. RLIMIT_AS, the limit
on memory, holds on Linux alone.
"""

from __future__ import annotations

import ctypes
import math
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path

from index.reading.wall.system_calls import forbid_system_calls

_SET_PARENT_DEATH_SIGNAL = 1  # prctl(2)
_MEGABYTE = 1024 * 1024


def confine(channel: int, seconds: float, memory_mb: int, parent: int) -> None:
    """Give up everything but the open descriptor `channel`; end when `seconds` or the process `parent` are over.

    `memory_mb` is what may be taken beyond what the process has now. Nothing of this can be taken back.
    """
    _die_with(parent)
    with suppress(OSError):  # where memory runs out all the same, this process is the one to go
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
    room = _size() + memory_mb * _MEGABYTE
    for descriptors in (range(3, channel), range(channel + 1, _most_descriptors())):
        os.closerange(descriptors.start, descriptors.stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)  # its signal ends the process, whoever else is there to do so or not
    if sys.platform == "linux":
        _limit(resource.RLIMIT_AS, room)
    _limit(resource.RLIMIT_CPU, math.ceil(seconds))
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NPROC, 0)
    _limit(resource.RLIMIT_NOFILE, 0)  # what is open stays; nothing can be opened: no file, no socket, no pipe
    forbid_system_calls()


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, ctypes.c_ulong(signal.SIGKILL))
    if os.getppid() != parent:  # it ended before that took hold
        os._exit(1)


def _size() -> int:
    """Return how much address space this process has taken, in bytes; 0 where that is not known."""
    try:
        pages = Path("/proc/self/statm").read_text("ascii").split()[0]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize()


def _most_descriptors() -> int:
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return 65_536 if most == resource.RLIM_INFINITY else min(most, 65_536)


def _limit(what: int, most: int) -> None:
    with suppress(ValueError, OSError):  # a system that does not know the limit, or already has a lower one
        resource.setrlimit(what, (most, most))
