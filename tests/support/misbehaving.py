"""A format whose reader does what one might that a hostile file has taken over. A file's stem says what it does.

`.bad` files have this one reader; `.twice` files have a second, which saves what the first one gives up on.
"""

from __future__ import annotations

import ctypes
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from index.documents import Reading
from index.errors import SourceTooLarge, SourceUnreadable, SourceUnsupported
from index.reading.format import Format

Deed = Callable[[str], object]
"""Takes the file's bytes as text; what it returns becomes the text of the reading."""


def read(name: str, data: bytes, *, rescue: bool = False) -> Reading:
    return (_second if rescue else _first)(name, data)


def format_of(name: str) -> Format:
    extension = name.rpartition(".")[2]
    if extension not in {"bad", "twice"}:
        raise SourceUnsupported(f"{name}: Footnote does not read this kind of file.")
    return Format("bad", (extension,), (), _first, _second if extension == "twice" else None)


def _first(name: str, data: bytes) -> Reading:
    stem = name.rpartition(".")[0]
    if stem == "no text":
        raise SourceUnreadable(f"{name}: no text.")
    if stem == "too large":
        raise SourceTooLarge(f"{name}: too large.")
    return Reading(name, str((DEEDS | FORBIDDEN)[stem](data.decode("latin-1"))))


def _second(name: str, data: bytes) -> Reading:
    if data == b"hopeless":
        raise SourceUnreadable(f"{name}: the second reader gives up too.")
    if data == b"deadly":
        os._exit(3)
    return Reading(name, "saved")


def _say(_: str) -> str:
    return "all is well"


def _spin_in_c(_: str) -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")


def _nap(seconds: str) -> str:
    time.sleep(float(seconds))
    return "rested"


def _hold_on(_: str) -> None:
    """Hang, deaf to everything that can be ignored."""
    for number in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
        signal.signal(number, signal.SIG_IGN)
    while True:
        time.sleep(60)


def _hoard(_: str) -> int:
    return len(bytearray(8 * 1024**3))


def _hoard_bit_by_bit(_: str) -> None:
    kept = []
    while True:
        kept.append(bytes(1024))


def _hoard_in_c(_: str) -> None:
    allocate = ctypes.CDLL(None).malloc
    allocate.restype = ctypes.c_void_p
    while pointer := allocate(ctypes.c_size_t(64 * 1024**2)):
        ctypes.memset(pointer, 1, 64 * 1024**2)
    os.abort()


def _crash(_: str) -> None:
    ctypes.string_at(8)


def _go_deep(_: str) -> object:
    nested: list[object] = []
    for _ in range(100_000):
        nested = [nested]
    return repr(nested)


def _overflow(_: str) -> None:
    """Overflow the stack, as a parser in C does that nests without a limit."""
    compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)

    @compare
    def deeper(_a: int, _b: int) -> int:
        values = (ctypes.c_char * 2)(2, 1)
        sys.setrecursionlimit(2**30)
        ctypes.CDLL(None).qsort(values, 2, 1, deeper)
        return 1

    deeper(None, None)


def _write_much(count: str) -> str:
    return "x" * int(count)


def _print(_: str) -> str:
    print("words for nobody", flush=True)  # noqa: T201
    os.write(2, b"more of them")
    return "printed"


def _answer(raw: str) -> None:
    """Send an answer of the file's own making."""
    for descriptor in range(3, 1024):
        try:
            os.write(descriptor, raw.encode("latin-1"))
        except OSError:
            continue
    os._exit(0)


def _leave(_: str) -> None:
    os._exit(0)


def _quit(_: str) -> None:
    sys.exit("no")


def _raise(_: str) -> None:
    raise type("Words of the\ndocument", (Exception,), {})("secret")


def _environment(_: str) -> str:
    return repr(dict(os.environ)) + repr(sys.argv)


DEEDS: dict[str, Deed] = {
    "say": _say,
    "spin in c": _spin_in_c,
    "nap": _nap,
    "hold on": _hold_on,
    "hoard": _hoard,
    "hoard bit by bit": _hoard_bit_by_bit,
    "hoard in c": _hoard_in_c,
    "crash": _crash,
    "go deep": _go_deep,
    "overflow": _overflow,
    "write much": _write_much,
    "print": _print,
    "answer": _answer,
    "leave": _leave,
    "quit": _quit,
    "raise": _raise,
    "environment": _environment,
}


def _refused(deed: Callable[[str], object]) -> Deed:
    """Return the deed so that it says what stopped it, or "done" where nothing did."""

    def tried(argument: str) -> str:
        try:
            deed(argument)
        except (OSError, RuntimeError) as error:
            return type(error).__name__
        return "done"

    return tried


def _call_c(name: str, *arguments: object) -> None:
    if ctypes.CDLL(None, use_errno=True)[name](*arguments) == -1:
        raise OSError(ctypes.get_errno(), name)


def _connect(port: str) -> None:
    socket.create_connection(("127.0.0.1", int(port)), timeout=5)


FORBIDDEN: dict[str, Deed] = {
    name: _refused(deed)
    for name, deed in {
        "read a file": lambda path: Path(path).read_text("utf-8"),
        "read a file in c": lambda path: _call_c("open", path.encode(), 0),
        "look at a file": lambda path: Path(path).stat(),
        "list a folder": lambda path: os.listdir(Path(path).parent),  # noqa: PTH208 - the system call as it is
        "write a file": lambda path: Path(path).write_text("hacked", "ascii"),
        "write a file in c": lambda path: _call_c("open", path.encode(), os.O_WRONLY | os.O_CREAT, 0o600),
        "remove a file": lambda path: Path(path).unlink(),
        "rename a file": lambda path: Path(path).rename(path + "2"),
        "make a folder": lambda path: Path(path + ".d").mkdir(),
        "change rights": lambda path: Path(path).chmod(0o777),
        "link a file": lambda path: os.symlink("/", path + ".link"),  # noqa: PTH211 - the system call as it is
        "read the environment": lambda _: Path("/proc/self/environ").read_text("utf-8"),
        "connect": _connect,
        "open a socket in c": lambda _: _call_c("socket", 2, 2, 0),
        "open a pair of sockets": lambda _: socket.socketpair(),
        "open a pipe": lambda _: os.pipe(),
        "share memory in c": lambda _: _call_c("memfd_create", b"x", 0),
        "fork": lambda _: os.fork() or os._exit(0),
        "start a program": lambda _: subprocess.run(["/bin/true"], check=True),
        "become a program": lambda _: os.execv("/bin/true", ["true"]),  # noqa: S606
        "start a thread": lambda _: threading.Thread(target=int).start(),
        "signal the parent": lambda _: os.kill(os.getppid(), 0),
        "stop the parent": lambda number: os.kill(int(number), signal.SIGSTOP),
        "trace the parent": lambda _: _call_c("ptrace", 16, os.getppid(), 0, 0),
        "lift the limits": lambda _: _call_c("setrlimit", 7, (ctypes.c_ulong * 2)(64, 64)),
        "put off its end": lambda _: signal.setitimer(signal.ITIMER_REAL, 0),
        "change root": lambda _: os.chroot("/"),
        "load a filter of its own": lambda _: _call_c("prctl", 22, 2, 0),
    }.items()
}
"""Deeds that must not be possible, by name; each answers what stopped it."""
