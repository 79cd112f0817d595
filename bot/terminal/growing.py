"""An answer that grows on the terminal while a model writes it, and Ctrl-C, which stops the model."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from bot.terminal.streams import is_terminal

if TYPE_CHECKING:
    from rich.console import Group
    from rich.live import Live

    from bot.answering.answer import Answer, Question
    from bot.app import App

WRITING: Final = "Writing…"


class OnScreen:
    """The listener of an answer that is shown as it grows. `stopped` once Ctrl-C was pressed."""

    def __init__(self, live: Live) -> None:
        """Show the answer in this part of the screen."""
        self._live = live
        self.stopped = False

    def show(self, so_far: Answer) -> None:
        """Show what is verified by now in the place of what was shown before."""
        self._live.update(_growing(so_far), refresh=True)

    def interrupt(self, *_signal: object) -> None:
        """Stop the answer; the second time, whatever is under way."""
        if self.stopped:
            raise KeyboardInterrupt
        self.stopped = True


def ask_visibly(app: App, library: str, question: Question) -> tuple[Answer, bool]:
    """Ask; where a model writes and a person looks, show the sentences as they are verified.

    Returns the answer and whether Ctrl-C cut it short: what was verified by then is kept. Raises Stopped where there
    was nothing yet, and what App.ask raises.
    """
    if not app.settings.has_model or not is_terminal(sys.stdout):
        return app.ask(library, question), False
    with _on_screen() as listener:
        return app.ask(library, question, listener), listener.stopped


@contextmanager
def _on_screen() -> Iterator[OnScreen]:
    """Give a part of the screen to a listener, take it back at the end, and let Ctrl-C go to the listener meanwhile."""
    from rich.live import Live
    from rich.text import Text

    from bot.terminal.screen import screen

    live = Live(
        Text(WRITING, style="dim"),
        console=screen(),
        auto_refresh=False,
        transient=True,
        redirect_stderr=is_terminal(sys.stderr),
    )
    listener = OnScreen(live)
    before = signal.signal(signal.SIGINT, listener.interrupt)
    try:
        with live:
            yield listener
    finally:
        signal.signal(signal.SIGINT, before)


def _growing(answer: Answer) -> Group:
    from rich.console import Group
    from rich.text import Text

    from bot.terminal.styled_answer import sentences

    return Group(sentences(answer), Text(WRITING, style="dim"))
