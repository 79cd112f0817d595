"""How far a long command is, for a person at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Protocol

from bot.terminal.safe_text import one_line
from bot.terminal.streams import is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress


class Bar(Protocol):
    """Told how far the work is."""

    def begin(self, title: str) -> None:
        """Start on one more piece of work, of a size not known yet."""

    def show(self, title: str, done: int, total: int) -> None:
        """Have `done` of `total` steps of a piece of work behind it."""

    def paused(self) -> AbstractContextManager[None]:
        """Leave the terminal to what is written while the block runs."""


@contextmanager
def progress_bar(*, lines_between: bool = False) -> Iterator[Bar]:
    """Show a bar on stderr while the block runs, if that is a terminal.

    Where lines come on stdout meanwhile (`lines_between`) that must be a terminal too: lines that another program
    prints on the same screen, as in `| cat`, would come in the middle of the bar.
    """
    if not is_terminal(sys.stderr) or (lines_between and not is_terminal(sys.stdout)):
        yield NoBar()
        return
    with _rich_progress() as progress:
        yield TerminalBar(progress)


class NoBar:
    """The bar nobody sees."""

    def begin(self, title: str) -> None: ...

    def show(self, title: str, done: int, total: int) -> None: ...

    def paused(self) -> AbstractContextManager[None]:
        return nullcontext()


class TerminalBar:
    """One line on the terminal, gone when the work is done."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=None)

    def begin(self, title: str) -> None:
        self._progress.reset(self._task, description=one_line(title), total=None)

    def show(self, title: str, done: int, total: int) -> None:
        self._progress.update(self._task, description=one_line(title), completed=done, total=total)

    @contextmanager
    def paused(self) -> Iterator[None]:
        self._progress.stop()
        yield
        self._progress.start()


def _rich_progress() -> Progress:
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn
    from rich.table import Column

    from bot.terminal.screen import screen

    title = TextColumn("{task.description}", markup=False, table_column=Column(ratio=1, no_wrap=True))
    columns = (SpinnerColumn(), title, BarColumn(20), TaskProgressColumn(), TimeElapsedColumn())
    return Progress(
        *columns,
        console=screen(stderr=True),
        transient=True,
        expand=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
