"""An error as facts for one line of the log: its kind, what it says where that is harmless, and where it came up."""

from __future__ import annotations

import errno
import re
import traceback
from functools import singledispatch
from pathlib import Path
from types import FrameType
from typing import Final

from index.errors import FootnoteError

FRAMES: Final = 4
CAUSES: Final = 3
"""Frames, and earlier errors, that are shown: those nearest to what went wrong."""

LONGEST_SAYING: Final = 200
PLAIN: Final = re.compile(r"[\w.:/+@#-]+")


def told(error: BaseException) -> dict[str, str]:
    """Return the facts `error` and, where it is known, `at`."""
    words = saying(error)
    words = words if len(words) <= LONGEST_SAYING else words[:LONGEST_SAYING] + "…"
    earlier = ", ".join(type(each).__name__ for each in _causes(error))
    kind = type(error).__name__
    facts = {"error": f"{kind}{words and ': '}{words}{f' (from {earlier})' if earlier else ''}"}
    place = _place(error)
    return facts | ({"at": place} if place else {})


@singledispatch
def saying(_error: BaseException) -> str:
    """Return what an error says of itself, of kinds that are known to hold nobody's text; "" of all others.

    Who knows more kinds registers them, as `bot.discord_ui.connection.error_words` does.
    """
    return ""


@saying.register
def _(error: FootnoteError) -> str:
    return str(error)


@saying.register
def _(error: OSError) -> str:
    # Without the name of the file, which may be what a person called a document.
    return " ".join(filter(None, [errno.errorcode.get(error.errno or 0), error.strerror]))


def quoted(value: object) -> str:
    """Return the value as logfmt has it: in quotation marks unless it is one plain word."""
    text = one_line(str(value))
    if PLAIN.fullmatch(text):
        return text
    escaped = text.replace('"', "'")
    return f'"{escaped}"'


def one_line(text: str) -> str:
    """Return `text` with every line break, and whatever else a terminal would obey, written as an escape."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode("ascii") for each in text)


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    while (cause := error.__cause__ or (None if error.__suppress_context__ else error.__context__)) is not None:
        if cause in found or len(found) == CAUSES:
            break
        found.append(cause)
        error = cause
    return found


def _place(error: BaseException) -> str:
    """Return the innermost frames as file:line:function, the outermost of them first."""
    # Not extract_tb, which reads the source: where many errors come at once, each would take a millisecond.
    frames = [*traceback.walk_tb(error.__traceback__)][-FRAMES:]
    return " > ".join(f"{_file(frame)}:{line}:{frame.f_code.co_name}" for frame, line in frames)


def _file(frame: FrameType) -> str:
    return "/".join(Path(frame.f_code.co_filename).parts[-2:])
