"""The kernel's part of the wall (Linux): a process that installs the filter may compute and use what it has open.

The filter names the calls that are allowed and refuses every other with "operation not permitted": opening a file or a
socket, starting a program or a process, signalling another, and whatever a later kernel brings.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""Kind of processor to its place in the pairs of `_CALLS`, and to the kernel's name for it (AUDIT_ARCH_…)."""

# Memory, the open channel, time, the end; and how large the machine is, which libc and Rust ask.
# fmt: off
_CALLS = {
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "lseek": (8, 62), "mmap": (9, 222), "mprotect": (10, 226),
    "munmap": (11, 215), "mremap": (25, 216), "madvise": (28, 233), "brk": (12, 214), "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "sigaltstack": (131, 132), "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123), "futex": (202, 98), "rseq": (334, 293), "getpid": (39, 172),
    "gettid": (186, 178), "gettimeofday": (96, 169), "clock_gettime": (228, 113), "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115), "nanosleep": (35, 101), "getrusage": (98, 165), "sysinfo": (99, 179),
    "getrandom": (318, 278), "exit": (60, 93), "exit_group": (231, 94),
}
# fmt: on

# The little of seccomp(2), prctl(2) and BPF that is needed; the values are part of the kernel's interface.
_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD_WORD, _JUMP_IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE_EPERM, _KILL_PROCESS = 0x7FFF0000, 0x00050001, 0x80000000
_AT_NUMBER, _AT_MACHINE = 0, 4  # offsets in struct seccomp_data


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def forbid_system_calls() -> bool:
    """Refuse this process, for good, every system call it needs not for computing; False where the kernel cannot."""
    machine = _MACHINES.get(platform.machine()) if sys.platform == "linux" and sys.maxsize > 2**32 else None
    if machine is None:
        return False
    program = _filter(*machine)
    prctl = ctypes.CDLL(None).prctl
    if prctl(_SET_NO_NEW_PRIVILEGES, *map(ctypes.c_ulong, (1, 0, 0, 0))):
        return False
    loaded = _Program(len(program) // 8, program)
    return not prctl(_SET_SECCOMP, ctypes.c_ulong(_FILTER), ctypes.byref(loaded))


def _filter(place: int, machine: int) -> bytes:
    """Return the BPF program: the calls allowed on this kind of processor; one made as on another kind ends it all."""
    numbers = [pair[place] for pair in _CALLS.values()]
    steps = [
        (_LOAD_WORD, 0, 0, _AT_MACHINE),
        (_JUMP_IF_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _KILL_PROCESS),
        (_LOAD_WORD, 0, 0, _AT_NUMBER),
        *((_JUMP_IF_EQUAL, left, 0, number) for left, number in zip(range(len(numbers), 0, -1), numbers, strict=True)),
        (_RETURN, 0, 0, _REFUSE_EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
