"""Stretches of files, and how much of one lies in others."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple


class Place(NamedTuple):
    """Characters `start` to `end`, exclusive, of the text of one file."""

    file: str
    start: int
    end: int


def holds(outer: Place, inner: Place) -> bool:
    """Tell whether `inner` lies wholly inside `outer`."""
    return outer.file == inner.file and outer.start <= inner.start and inner.end <= outer.end


def share_covered(places: Collection[Place], by: Collection[Place]) -> float:
    """Return the share, 0..1, of the characters of `places` that lie in `by`; however often, each counts once.

    `places` must not be empty.
    """
    wanted = {(place.file, at) for place in places for at in range(place.start, place.end)}
    return sum(any(other.file == file and other.start <= at < other.end for other in by) for file, at in wanted) / len(
        wanted
    )
