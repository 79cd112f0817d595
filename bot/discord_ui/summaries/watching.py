"""What the thread that works a summary out tells the one that shows it: how far it is, and what there is by now."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from bot.answering.summaries.summary import Summary
from bot.discord_ui.questions.pending import Pending

SECONDS_BETWEEN_STEPS: Final = 1.0
"""How often progress is told, so that a summary made of many small sections does not edit its message for each."""

Clock = Callable[[], float]


class Watching:
    """A Watcher (bot/answering/summaries/watching.py) for a pending summary."""

    def __init__(self, pending: Pending, until: float | None = None, clock: Clock = time.monotonic) -> None:
        """Watch for whoever waits for `pending`; what is not made `until` then, on the clock, is not waited for."""
        self._pending = pending
        self._until = until
        self._clock = clock
        self._next_step = clock() + SECONDS_BETWEEN_STEPS
        self.read: tuple[int, int] | None = None
        """How many of how many sections are read."""
        self.so_far: Summary | None = None

    @property
    def too_late(self) -> bool:
        """Whether Discord would soon take no more changes of the message."""
        return self._until is not None and self._clock() >= self._until

    @property
    def stopped(self) -> bool:
        """Whether no more of the summary is to be made."""
        return self._pending.stopped or self.too_late

    def progress(self, read: int, of: int) -> None:
        """Take how far it is, and have it shown if that was not done a moment ago."""
        self.read = (read, of)
        if self._clock() >= self._next_step:
            self._next_step = self._clock() + SECONDS_BETWEEN_STEPS
            self._pending.progressed()

    def show(self, so_far: Summary) -> None:
        """Take what is verified by now, and have it shown."""
        self.so_far = so_far
        self._pending.show(so_far.answer)
