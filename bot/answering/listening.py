"""Whoever waits for an answer: shown it as it grows, and able to stop it."""

from __future__ import annotations

from typing import Protocol

from bot.answering.answer import Answer


class Listener(Protocol):
    """Called from the thread that works the answer out."""

    @property
    def stopped(self) -> bool:
        """Whether the answer is not wanted any more; asked several times a second."""
        ...

    def show(self, so_far: Answer) -> object:
        """Take what is verified of the answer by now, in place of what was shown before; must return at once."""
        ...


class Nobody:
    """Waits for the whole answer."""

    stopped = False

    def show(self, so_far: Answer) -> None:
        """Show nothing."""
