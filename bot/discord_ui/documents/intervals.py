"""How often something is looked at again, in words and as what can be chosen."""

from __future__ import annotations

from typing import Final

from bot.wording import counted

NEVER: Final = 0
AS_LIBRARY: Final = -1
"""Stands for no choice of its own in a command, whose options are numbers."""

INTERVALS: Final = {
    "never": NEVER,
    "hourly": 60,
    "every 6 hours": 360,
    "daily": 1440,
    "weekly": 10_080,
    "as the library": AS_LIBRARY,
}
"""What can be chosen, in minutes."""


def interval(minutes: int | None) -> str:
    """Return how often that is; None is as the library has it."""
    wanted = AS_LIBRARY if minutes is None else minutes
    known = next((name for name, value in INTERVALS.items() if value == wanted), None)
    return known or f"every {counted(wanted, 'minute')}"
