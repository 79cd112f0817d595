"""Whoever waits for a summary in a test."""

from __future__ import annotations

from bot.answering.summaries.summary import Summary


class Watching:
    """Notes how far a summary is, and stops it after so many sections."""

    def __init__(self, until: int = 1_000_000) -> None:
        self.seen: list[tuple[int, int]] = []
        self._until = until

    @property
    def stopped(self) -> bool:
        return len(self.seen) >= self._until

    def progress(self, read: int, of: int) -> None:
        self.seen.append((read, of))

    def show(self, so_far: Summary) -> None:
        """Look at nothing."""
