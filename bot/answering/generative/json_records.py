"""Records in JSON, each an object with a claim, whatever the objects and lists around it.

The text is read character by character and only once, however it is cut. Where the opening of a record stands inside
another one, as it cannot in JSON, the one before it was broken, and reading goes on with the new one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from bot.answering.generative.limits import MOST_QUOTES, MOST_RECORD_CHARS
from bot.answering.generative.record import NothingSaid, Record, WrittenQuote

CLAIM: Final = ("claim", "sentence", "statement")
PASSAGE: Final = ("passage", "passage_id", "id")
QUOTE: Final = ("quote", "text")

OPENING: Final = re.compile(rf'\{{\s*"(?:{"|".join(CLAIM)}|quotes)"\s*:\Z')
NOT_ANSWERED: Final = re.compile(r'"answered"\s*:\s*false\Z')
NO_CLAIMS: Final = re.compile(r'"claims"\s*:\s*\[\s*\]\Z')
LONGEST_OPENING: Final = 64


class JsonRecords:
    """Finds records in JSON that comes piece by piece. `began`: there was one, whole or not."""

    def __init__(self) -> None:
        self.began = False
        self._recent = ""
        self._record: list[str] = []
        self._depth = 0
        self._in_string = self._escaped = False

    def feed(self, piece: str) -> Iterator[Record | NothingSaid]:
        """Take the next piece and yield what is complete with it."""
        for character in piece:
            self._recent = (self._recent + character)[-LONGEST_OPENING:]
            opening = OPENING.search(self._recent) if character == ":" else None
            if opening:
                self._begin(opening.group())
            elif self._record:
                yield from self._go_on(character)
            elif character in "e]" and (NOT_ANSWERED.search(self._recent) or NO_CLAIMS.search(self._recent)):
                yield NothingSaid()

    def _begin(self, opening: str) -> None:
        self.began = True
        self._record = [opening]
        self._depth = 1
        self._in_string = self._escaped = False

    def _go_on(self, character: str) -> Iterator[Record]:
        self._record.append(character)
        if self._in_string:
            self._in_string = self._escaped or character != '"'
            self._escaped = character == "\\" and not self._escaped
        elif character == '"':
            self._in_string = True
        elif character in "{}":
            self._depth += 1 if character == "{" else -1
        if self._depth == 0:
            text, self._record = "".join(self._record), []
            yield from _read(text)
        elif len(self._record) > MOST_RECORD_CHARS:
            self._record = []


def _read(text: str) -> Iterator[Record]:
    """Yield the record a text is, if it is one; a line end inside a string is forgiven."""
    try:
        found = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    claim = _text(found, CLAIM)
    if claim is not None:
        given = found.get("quotes")
        quotes = [_quote(each) for each in given[:MOST_QUOTES]] if isinstance(given, list) else []
        yield Record(claim, tuple(quote for quote in quotes if quote is not None))


def _quote(given: Any) -> WrittenQuote | None:
    if isinstance(given, str):
        return WrittenQuote("", given)
    text = _text(given, QUOTE)
    return None if text is None else WrittenQuote(_text(given, PASSAGE) or "", text)


def _text(given: Any, keys: tuple[str, ...]) -> str | None:
    """Return the text under the first of the keys that has one."""
    values = [given.get(key) for key in keys] if isinstance(given, dict) else []
    return next((value for value in values if isinstance(value, str)), None)
