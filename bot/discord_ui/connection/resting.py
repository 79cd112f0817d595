"""Places that refused what was sent there, and are left alone for a while."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

SECONDS: Final = 300
MOST: Final = 1000
"""Places remembered; beyond that the one that refused longest ago is forgotten, which costs one more refusal."""


class Resting:
    """Remembers channels and people by Discord's ids."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Read the time, in seconds, from `clock`."""
        self._clock = clock
        self._until: OrderedDict[int, float] = OrderedDict()

    def begin(self, place: int) -> None:
        """Leave the place alone for the next minutes."""
        self._until[place] = self._clock() + SECONDS
        self._until.move_to_end(place)
        if len(self._until) > MOST:
            self._until.popitem(last=False)

    def is_resting(self, place: int) -> bool:
        """Tell whether the place is to be left alone."""
        until = self._until.get(place)
        if until is not None and self._clock() >= until:
            del self._until[place]
            return False
        return until is not None
