"""People who wait for an answer, and clocks they wait by."""

from __future__ import annotations

from bot.answering.answer import Answer


class Watching:
    """Keeps what it is shown; wants no more once it has been shown `enough` answers."""

    def __init__(self, enough: int = 1000) -> None:
        self.shown: list[Answer] = []
        self._enough = enough

    @property
    def stopped(self) -> bool:
        return len(self.shown) >= self._enough

    def show(self, so_far: Answer) -> None:
        self.shown.append(so_far)


class Clock:
    """Tells the time a test says it is, in seconds."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now
