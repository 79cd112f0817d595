"""The text that a command is given: as an argument, on stdin, or as a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.terminal.streams import read_question

if TYPE_CHECKING:
    from bot.app import App
    from index.documents import Reading


def given_text(app: App, argument: str) -> str:
    """Return what the argument stands for: the text of a file of that path, of stdin where it is `-`, or itself.

    Of a file, headings and what belongs to the page rather than to the text are left out. Raises SourceError for a file
    that cannot be read, and for what looks like the name of one that is not there.
    """
    if argument != "-" and (_exists(argument) or _looks_like_a_file(argument)):
        from index.sources import source_bytes

        path = Path(argument).absolute()  # "." has no name
        return _running_text(app.read(path.name, source_bytes(path, app.settings.max_file_bytes)))
    return read_question(argument)


def _exists(argument: str) -> bool:
    try:
        return argument != "" and Path(argument).exists()  # Path("") is the folder one is in
    except (OSError, ValueError):  # too long for a path, or with a NUL
        return False


def _looks_like_a_file(argument: str) -> bool:
    from index.reading import SUPPORTED

    return not any(map(str.isspace, argument)) and Path(argument).suffix.lower() in SUPPORTED


def _running_text(reading: Reading) -> str:
    return "\n\n".join(_stretches(reading))


def _stretches(reading: Reading) -> Iterator[str]:
    start = 0
    for span in sorted([*reading.furniture, *(heading.span for heading in reading.headings)]):
        yield reading.text[start : max(start, span.start)]
        start = max(start, span.end)
    yield reading.text[start:]
