"""The `footnote` command: the tree of its commands and its entry point.

Each command's module is light to import; what a command needs besides is imported when it runs.
"""

from __future__ import annotations

from typing import Annotated

import typer

from bot.terminal import library
from bot.terminal.ask import ask
from bot.terminal.backups import backup, restore
from bot.terminal.chat import chat
from bot.terminal.check import check
from bot.terminal.doctor import doctor
from bot.terminal.endings import PlainEndings
from bot.terminal.evaluate import evaluate
from bot.terminal.serve import serve
from bot.terminal.streams import say
from bot.terminal.summarize import summarize
from bot.terminal.topics import topics
from bot.terminal.verify import verify

footnote = typer.Typer(
    name="footnote",
    cls=PlainEndings,
    help="Answers questions from your own documents and proves every sentence with a quote.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
footnote.command()(ask)
footnote.command()(chat)
footnote.command()(check)
footnote.command()(summarize)
footnote.command()(topics)
footnote.command()(verify)
footnote.add_typer(library.commands, name="library")
footnote.command("eval")(evaluate)
footnote.command()(serve)
footnote.command()(backup)
footnote.command()(restore)
footnote.command()(doctor)


def main() -> None:
    """Run the command the process was started with, and end it with the exit code."""
    footnote()


def _version(wanted: bool) -> None:
    if wanted:
        say(f"footnote {_installed_version()}")
        raise typer.Exit


def _installed_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("footnote")
    except PackageNotFoundError:
        return "(run from its source, not installed)"


@footnote.callback()
def options(
    _wanted: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Take the options that stand before any command."""
