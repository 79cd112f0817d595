"""The three standard streams: results go to stdout, everything else a person is told goes to stderr."""

from __future__ import annotations

import io
import json
import sys
from typing import Any, Final, TextIO

import typer

from bot.terminal.safe_text import one_line
from index.errors import FootnoteError

LONGEST_INPUT: Final = 1_000_000
"""Characters read of a question on stdin: far more than any setting lets through, far less than fills the memory."""


def prepare() -> None:
    """See to it that no character ends the program: one the locale cannot write is shown as its escape."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a person sits at the stream; one that was closed before the start is None."""
    return stream is not None and not stream.closed and stream.isatty()


class OutputError(FootnoteError):
    """Stdout refuses to be written."""


def say(text: str = "") -> None:
    """Write text that is safe already to stdout, and a newline. Raises BrokenPipeError and OutputError."""
    try:
        typer.echo(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"The output cannot be written: {(error.strerror or 'no reason given').lower()}.") from error


def tell(sentence: str) -> None:
    """Write one plain line to stderr."""
    typer.echo(one_line(sentence), err=True)


def show_json(value: Any) -> None:
    """Write one JSON value to stdout, on one line, in ASCII: any locale can write it and any reader can read it."""
    say(json.dumps(value))


def read_question(argument: str) -> str:
    """Return the question an argument stands for: itself, or what is on stdin where it is `-`."""
    if argument != "-":
        # An argument whose bytes are not text in this locale comes with surrogates in their place.
        return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return sys.stdin.read(LONGEST_INPUT).strip() if sys.stdin else ""
