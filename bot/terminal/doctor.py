"""`footnote doctor`: is everything in order, and what to do where it is not."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from bot.terminal.endings import FAILED
from bot.terminal.options import AsJson
from bot.terminal.progress import progress_bar
from bot.terminal.safe_text import one_line
from bot.terminal.streams import is_terminal, say, show_json

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.terminal.checks import Check

STYLES: Final = {"ok": "green", "warning": "yellow", "problem": "bold red"}


def doctor(
    deep: Annotated[
        bool, typer.Option("--deep", help="Hold every passage, vector and search row against the texts as well.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check that everything is in order, and say what to do where it is not.

    A problem is in the way of work and makes the exit code 1; a warning is not and does not.
    """
    from bot.terminal.checks import Verdict
    from bot.terminal.examination import examine

    with progress_bar() as bar:
        bar.begin("Looking at everything")
        seen = examine(partial(bar.show, "Looking at every document") if deep else None)
    settings = settings_shown(seen.settings) if seen.settings else {}
    if as_json:
        show_json({"checks": [_check_json(check) for check in seen.checks], "settings": settings})
    else:
        _show(seen.checks, settings)
    if any(check.verdict is Verdict.PROBLEM for check in seen.checks):
        raise typer.Exit(FAILED)


def settings_shown(settings: Settings) -> dict[str, Any]:
    """Return the value each setting has, under its name; of a secret, only whether there is one."""
    from pydantic import SecretStr

    shown: dict[str, Any] = {}
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if isinstance(value, SecretStr):
            value = "set, not shown" if value.get_secret_value() else None
        shown[name.upper()] = value if value is None or isinstance(value, bool | int | float) else str(value)
    return shown


def _check_json(check: Check) -> dict[str, str]:
    return {"name": check.name, "verdict": str(check.verdict), "message": check.sentence}


def _show(checks: Sequence[Check], settings: Mapping[str, Any]) -> None:
    if is_terminal(sys.stdout):
        _show_styled(checks, settings)
        return
    for check in checks:
        say(f"{check.verdict}: {one_line(check.name)}: {one_line(check.sentence)}")
    for name, value in settings.items():
        say(f"setting: {name} = {_shown(value)}")


def _show_styled(checks: Sequence[Check], settings: Mapping[str, Any]) -> None:
    from rich.table import Table
    from rich.text import Text

    from bot.terminal.screen import screen

    findings = Table.grid(padding=(0, 2, 0, 0))
    for check in checks:
        verdict = Text(check.verdict, style=STYLES[check.verdict])
        findings.add_row(verdict, one_line(check.name), one_line(check.sentence))
    values = Table.grid(padding=(0, 2, 0, 0))
    for name, value in settings.items():
        values.add_row(Text(name, style="dim"), _shown(value))
    console = screen()
    console.print(findings)
    console.print(Text("\nSettings in effect", style="bold"), values, sep="\n")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "not set" if value is None else one_line(f"{value:g}" if isinstance(value, float) else str(value))
