"""A summary while it is made: a bar that tells how much is read, and Ctrl-C, which leaves what there is by then."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from bot.terminal.progress import progress_bar

if TYPE_CHECKING:
    from bot.answering.summaries.summary import Summary
    from bot.answering.summaries.watching import Watcher
    from bot.terminal.progress import Bar

READING: Final = "Reading"


class AtTheTerminal:
    """The watcher of a summary that somebody waits for at the terminal. `stopped` once Ctrl-C was pressed."""

    def __init__(self, bar: Bar) -> None:
        """Tell on this bar how much is read."""
        self._bar = bar
        self.stopped = False
        bar.begin(READING)

    def progress(self, read: int, of: int) -> None:
        """Move the bar."""
        self._bar.show(READING, read, of)

    def show(self, so_far: Summary) -> None:
        """Leave what there is for the end: the bar has the screen until then."""

    def interrupt(self, *_signal: object) -> None:
        """Stop the summary; the second time, whatever is under way."""
        if self.stopped:
            raise KeyboardInterrupt
        self.stopped = True


def watched(work: Callable[[Watcher], Summary]) -> tuple[Summary, bool]:
    """Have the summary made, and return it and whether Ctrl-C cut it short.

    Raises Stopped where there was nothing yet, and what the work raises.
    """
    with progress_bar() as bar, _interrupting(AtTheTerminal(bar)) as watcher:
        return work(watcher), watcher.stopped


@contextmanager
def _interrupting(watcher: AtTheTerminal) -> Iterator[AtTheTerminal]:
    before = signal.signal(signal.SIGINT, watcher.interrupt)
    try:
        yield watcher
    finally:
        signal.signal(signal.SIGINT, before)
