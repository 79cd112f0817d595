"""The terminal as rich sees it. Loads rich, so commands import it where they know that a person looks."""

from __future__ import annotations

from typing import Final

from rich.console import Console

WIDEST: Final = 100
"""Columns used at most: longer lines are hard to read."""


def screen(*, stderr: bool = False) -> Console:
    """Return a console that shows text as it is: markup, emoji names and numbers in it mean nothing."""
    console = Console(stderr=stderr, markup=False, emoji=False, highlight=False)
    console.width = min(console.width, WIDEST)
    return console
