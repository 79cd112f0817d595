"""What comes after the name in a custom id, taken on no trust: an id is text that anybody can send."""

from __future__ import annotations

from typing import Final

from bot.discord_ui.presses import UNKNOWN
from bot.discord_ui.screens.actions import Action
from bot.errors import NotAllowed

MOST_DIGITS: Final = 20
"""Digits of the largest number Discord gives as an id."""


def arguments(action: Action, count: int) -> tuple[str, ...]:
    """Return the action's arguments. Raises NotAllowed unless there are so many."""
    if len(action.arguments) != count:
        raise NotAllowed(UNKNOWN)
    return action.arguments


def number(text: str) -> int:
    """Return a number of the size of an id. Raises NotAllowed for anything else."""
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS):
        raise NotAllowed(UNKNOWN)
    return int(text)
