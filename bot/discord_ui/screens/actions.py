"""The custom ids of buttons and menus: what is to be done, and on what.

An id is `fn:` and parts between colons: the action, the library it belongs to, and what the action needs besides. An id
is only a reference: whether the person who sent it may do this is decided when it is pressed, against the server the
press came from. At most 100 characters, Discord's limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PREFIX: Final = "fn"
LONGEST: Final = 100
ANY: Final = rf"{PREFIX}:[^:]+:.*"
"""The regular expression all of ours match."""


@dataclass(frozen=True, slots=True)
class Action:
    """A custom id, taken apart."""

    name: str
    library: str
    arguments: tuple[str, ...]


def custom_id(name: str, library: str | int, *arguments: object) -> str:
    """Put an id together. Raises ValueError where Discord would refuse it or it could not be taken apart again."""
    parts = [PREFIX, name, str(library), *map(str, arguments)]
    whole = ":".join(parts)
    if len(whole) > LONGEST or any(":" in part for part in parts):
        raise ValueError("not a custom id")
    return whole


def parse(whole: str) -> Action | None:
    """Take an id apart; None when it is not one of ours."""
    prefix, *parts = whole.split(":")
    if prefix != PREFIX or len(parts) < 2:
        return None
    return Action(parts[0], parts[1], tuple(parts[2:]))
