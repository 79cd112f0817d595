"""How a command ends when it does not end well: one plain line on stderr and an exit code.

Wrong usage (exit code 2) is told by typer, before any command runs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import typer
from typer.core import TyperGroup

from bot.errors import Stopped, explain
from bot.terminal.streams import OutputError, prepare, tell

FAILED: Final = 1
STOPPED: Final = 130
"""Ctrl-C: 128 and the number of SIGINT, as a shell counts it."""

NOBODY_READS: Final = 141
"""The reader of a pipe is gone (`| head -1`): 128 and the number of SIGPIPE."""


class PlainEndings(TyperGroup):
    """A command tree in which no error comes out as a traceback."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run as a program does: with the process's arguments and streams."""
        prepare()
        return super().main(*args, **options)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named."""
        with plain_endings():
            return super().invoke(ctx)


@contextmanager
def plain_endings() -> Iterator[None]:
    """Turn whatever is raised inside into one line and an exit code; typer's own exceptions pass."""
    try:
        yield
    except (typer.Exit, typer.TyperException):
        raise
    except BrokenPipeError:
        _stop_writing()
        raise typer.Exit(NOBODY_READS) from None
    except OutputError as error:
        _stop_writing()
        tell(explain(error))
        raise typer.Exit(FAILED) from None
    except (KeyboardInterrupt, typer.Abort):
        tell(explain(KeyboardInterrupt()))
        raise typer.Exit(STOPPED) from None
    except Stopped as error:
        tell(explain(error))
        raise typer.Exit(STOPPED) from None
    except Exception as error:  # noqa: BLE001 - the last place where a person can be told in one sentence
        tell(explain(error))
        raise typer.Exit(FAILED) from None


def _stop_writing() -> None:
    """Lead stdout nowhere: what is left in it is flushed at exit, where Python would complain that it cannot."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
