"""Asking before something is done that cannot be undone."""

from __future__ import annotations

import sys

import typer

from bot.terminal.endings import FAILED
from bot.terminal.streams import is_terminal, tell


def confirm(question: str, *, to_do: str, done: str) -> None:
    """Ask the person, and end the command where they say no or nobody can be asked.

    `to_do` completes "say --yes to …", `done` completes "nothing was …".
    """
    if not is_terminal(sys.stdin):
        tell(f"Nothing was {done}: say --yes to {to_do} without being asked.")
        raise typer.Exit(FAILED)
    if not typer.confirm(question, err=True):
        tell(f"Nothing was {done}.")
        raise typer.Exit(FAILED)
