"""An answer on stdout: with style where a person looks at it, as plain text where a program reads it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from bot.terminal.options import library_option
from bot.terminal.plain_answer import plain_answer
from bot.terminal.safe_text import one_line
from bot.terminal.streams import is_terminal, say, tell

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from index.library import Library


def show_answer(answer: Answer) -> None:
    """Show the answer and its citations, or that there is none and what comes closest."""
    if not is_terminal(sys.stdout):
        say(plain_answer(answer))
        return
    from bot.terminal.screen import screen
    from bot.terminal.styled_answer import styled_answer

    console = screen()
    console.print(styled_answer(answer, console))


def show_small(text: str) -> None:
    """Show a line that is less than an answer."""
    if not is_terminal(sys.stdout):
        say(one_line(text))
        return
    from bot.terminal.screen import screen

    screen().print(one_line(text), style="dim")


def hint_if_empty(library: Library) -> None:
    """Say how to add documents where there are none: that nothing was found is then no news about them."""
    if not library.documents():
        option = library_option(library.name)
        tell(f"The library {library.name} holds no documents yet: add some with `footnote library add SOURCE{option}`.")
