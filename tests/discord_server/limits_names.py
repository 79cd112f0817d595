"""The limits of small forms: names of threads, choices of an autocompletion."""

from __future__ import annotations

from typing import Any

from tests.discord_server.bits import Option
from tests.discord_server.refusals import Path, Problems

ARCHIVE_MINUTES = (60, 1440, 4320, 10080)
MOST_CHOICES = 25


def units(text: str) -> int:
    """The length of a text in UTF-16 code units, the strictest way in which Discord's sides count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def bounded(problems: Problems, path: Path, value: object, least: int, most: int) -> None:
    """Note a text that is missing, no text, blank, or of the wrong length."""
    if value is None:
        problems.required(path)
    elif not isinstance(value, str):
        problems.add(path, "BASE_TYPE_STRING", "Could not interpret as string.")
    elif not least <= units(value) <= most:
        problems.length(path, least, most)
    elif least and not value.strip():
        problems.required(path)


def check_thread_form(form: dict[str, Any], *, named: bool = True) -> None:
    """Refuse a thread that Discord would refuse."""
    problems = Problems()
    if named or "name" in form:
        bounded(problems, ("name",), form.get("name"), 1, 100)
    minutes = form.get("auto_archive_duration")
    if minutes is not None and minutes not in ARCHIVE_MINUTES:
        problems.one_of(("auto_archive_duration",), ARCHIVE_MINUTES)
    problems.refuse()


def check_choices(data: dict[str, Any], kind: int) -> None:
    """Refuse choices that Discord would refuse for an option of this kind."""
    problems = Problems()
    choices = data.get("choices")
    if choices is None:
        problems.required(("data", "choices"))
        choices = []
    if len(choices) > MOST_CHOICES:
        problems.length(("data", "choices"), 0, MOST_CHOICES)
    for index, choice in enumerate(choices):
        path = ("data", "choices", index)
        bounded(problems, (*path, "name"), choice.get("name"), 1, 100)
        check_value(problems, (*path, "value"), choice.get("value"), kind)
    problems.refuse()


def check_value(problems: Problems, path: Path, value: object, kind: int) -> None:
    """Note the value of a choice that does not fit its option."""
    if kind == Option.STRING:
        bounded(problems, path, value, 1, 100)
    elif kind == Option.INTEGER and (not isinstance(value, int) or abs(value) > 1 << 53):
        problems.add(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
    elif not isinstance(value, int | float):
        problems.add(path, "NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')
