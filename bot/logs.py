"""The log: on stderr, one line a record, without secrets and without anybody's text.

`footnote serve` writes structured lines; the other commands, which a person is watching, plain ones.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from bot.error_lines import one_line, quoted, told

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop

OURS: Final = ("bot", "index")
LONGEST_LINE: Final = 2000

KNOWN: Final = ("bot", "index", "discord", "aiohttp", "py")
"""Loggers whose words are known to hold nobody's text, `py` being Python's warnings."""

URL_TOKENS: Final = re.compile(r"/(webhooks|interactions)/(\d+)/[^/?#\s\"'\\]+")
URL_QUERIES: Final = re.compile(r"(https?://[^\s?\"']+)\?[^\s\"']+")

logger = logging.getLogger(__name__)


def start_log(level: str) -> None:
    """Log Footnote's own records from `level` up, and those of the libraries it uses from WARNING up, as plain lines.

    The libraries stay at WARNING whatever is asked: at DEBUG, SQLAlchemy logs the rows it reads, which are documents,
    and discord.py every message.
    """
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level)


def start_service_log(level: str, secrets: Iterable[str] = ()) -> None:
    """Log as `start_log` does, as structured lines in which none of `secrets` appears.

    Everything else that Python would write to stderr goes through the log as well: warnings, and errors nobody caught.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(Lines(secrets))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(capture=True)
    logging.raiseExceptions = False  # a record that cannot be written would be shown with its values
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda lost: _uncaught(lost.exc_type, lost.exc_value, lost.exc_traceback)
    threading.excepthook = lambda lost: _uncaught(lost.exc_type, lost.exc_value, lost.exc_traceback)


def event(to: logging.Logger, level: int, what: str, /, *, error: BaseException | None = None, **facts: object) -> None:
    """Log what happened in one line: `event(logger, logging.INFO, "answered", server=1)` reads `answered server=1`.

    An `error` is rendered as error and place (error_lines.py). Facts that are None are left out.
    """
    if to.isEnabledFor(level):
        to.log(level, "%s", _line(what, facts | (told(error) if error else {})))


def log_loop_errors(loop: AbstractEventLoop) -> None:
    """Have what goes wrong in the event loop and reaches nobody logged in one line each."""
    loop.set_exception_handler(_lost_in_loop)


class Lines(logging.Formatter):
    """Renders a record as one line: time, level, logger, what happened, facts."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Blot out `secrets` wherever they come up, and the tokens of interactions and webhooks in any address."""
        super().__init__()
        self._secrets = tuple(filter(None, secrets))

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        facts = told(record.exc_info[1]) if record.exc_info and record.exc_info[1] else {}
        line = f"{moment} {record.levelname} {record.name} {_words(record)}{_facts(facts)}"
        return self._clean(one_line(line))

    def _clean(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        line = URL_QUERIES.sub(r"\1", URL_TOKENS.sub(r"/\1/\2/[secret]", line))
        return line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + "…"


def _words(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] in KNOWN:
        with suppress(Exception):  # values that do not fit their template, a library's slip
            return record.getMessage()
    # The template alone: what another library puts into it may be what it was given to work on.
    return record.msg if isinstance(record.msg, str) else type(record.msg).__name__


def _line(what: str, facts: dict[str, Any]) -> str:
    return quoted(what) + _facts(facts)


def _facts(facts: dict[str, Any]) -> str:
    return "".join(f" {name}={quoted(value)}" for name, value in facts.items() if value is not None)


def _uncaught(kind: type[BaseException], error: BaseException | None, place: TracebackType | None) -> None:
    if error is not None:
        event(logger, logging.ERROR, "uncaught", error=error.with_traceback(place))
    else:
        event(logger, logging.ERROR, "uncaught", error=kind())


def _lost_in_loop(_loop: AbstractEventLoop, context: dict[str, Any]) -> None:
    # asyncio puts the arguments of callbacks and the results of tasks into its sentence, after its own words.
    words = re.match(r"[\w ,]*", str(context.get("message", "")))
    what = words[0].strip() if words else ""
    event(logger, logging.ERROR, "lost in the event loop", words=what, error=context.get("exception"))
