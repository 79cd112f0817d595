"""`footnote check`: what a text claims, held against the documents."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.given_text import given_text
from bot.terminal.options import DEFAULT_LIBRARY, AsJson, LibraryName
from bot.terminal.plain_check import plain_check
from bot.terminal.progress import progress_bar
from bot.terminal.session import opened
from bot.terminal.showing import hint_if_empty
from bot.terminal.streams import is_terminal, say, show_json

if TYPE_CHECKING:
    from bot.answering.checking.checked import CheckedText


def check(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="The text, or the path of a file; - reads stdin.", show_default=False)
    ],
    library: LibraryName = DEFAULT_LIBRARY,
    as_json: AsJson = False,
) -> None:
    """Say of each claim of a text whether the documents support it, say otherwise, or do not say."""
    with opened() as app:
        given = given_text(app, text)
        with progress_bar() as bar:
            bar.begin("Looking for each claim in the documents")
            checked = app.check(library, given)
        if as_json:
            show_json(checked.as_json())
        else:
            _show(checked)
        if not checked.citations:
            hint_if_empty(app.library(library))


def _show(checked: CheckedText) -> None:
    if is_terminal(sys.stdout):
        from bot.terminal.screen import screen
        from bot.terminal.styled_check import styled_check

        console = screen()
        console.print(styled_check(checked, console))
        return
    say(plain_check(checked))
