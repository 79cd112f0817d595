"""The time one fetch may take in all, from the first look-up to the last byte."""

from __future__ import annotations

from time import monotonic


class Deadline:
    """A moment `seconds` from now."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def left(self, at_most: float | None = None) -> float:
        """Return the seconds left, at most `at_most`. Raises TimeoutError when none is."""
        left = self._end - monotonic()
        if left <= 0:
            raise TimeoutError
        return left if at_most is None else min(left, at_most)

    def end(self) -> None:
        """Leave no time, from any thread."""
        self._end = float("-inf")
