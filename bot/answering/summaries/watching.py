"""Whoever waits for a summary: told how far it is, shown it as it grows, and able to stop it."""

from __future__ import annotations

from typing import Protocol

from bot.answering.summaries.summary import Summary


class Watcher(Protocol):
    """Called from the thread that works the summary out; everything must return at once."""

    @property
    def stopped(self) -> bool:
        """Whether the summary is not wanted any more; asked at every section, or several times a second of a model."""
        ...

    def progress(self, read: int, of: int) -> object:
        """Take how many of how many sections are read."""
        ...

    def show(self, so_far: Summary) -> object:
        """Take what is verified of the summary by now, in place of what was shown before."""
        ...


class Nobody:
    """Waits for the whole summary."""

    stopped = False

    def progress(self, read: int, of: int) -> None:
        """Tell nobody."""

    def show(self, so_far: Summary) -> None:
        """Show nothing."""
