"""Records as plain lines: a line CLAIM, lines QUOTE below it, and an empty line, which ends the record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bot.answering.generative.limits import MOST_QUOTES, MOST_RECORD_CHARS
from bot.answering.generative.record import NothingSaid, Record, WrittenQuote

MARKUP: Final = r"[ \t>*#_\-•.)\d]{0,12}"
"""What models put around the words at the beginning of a line: list marks, numbers, bold."""
CLAIM: Final = re.compile(rf"{MARKUP}claim[ \t]*\d{{0,2}}[*_ \t]{{0,4}}:[*_]{{0,3}}(?P<text>.*)", re.IGNORECASE)
QUOTE: Final = re.compile(
    rf"{MARKUP}quote(?P<passage>[^:\"“\n]{{0,40}}?)[*_ \t]{{0,4}}:[*_]{{0,3}}(?P<text>.*)", re.IGNORECASE
)
NOT_FOUND: Final = re.compile(rf"{MARKUP}not[ _]found\W{{0,4}}", re.IGNORECASE)
OPENED: Final = re.compile(r"\s*[\"“]")
CLOSED: Final = re.compile(r"[\"”]\s*(?:[(\[]?\w{0,12}[)\]]?)?[.,;]?\s*\Z")


class LineRecords:
    """Finds records in lines that come piece by piece. `began`: there was one, whole or not."""

    def __init__(self) -> None:
        self.began = False
        self._line = ""
        self._claim: str | None = None
        self._quotes: list[WrittenQuote] = []

    def feed(self, piece: str) -> Iterator[Record | NothingSaid]:
        """Take the next piece, of one line at most, and yield what is complete with it."""
        self._line = (self._line + piece)[:MOST_RECORD_CHARS]
        if piece.endswith("\n"):
            line, self._line = self._line.rstrip("\r\n"), ""
            yield from self._take(line)

    def end(self) -> Iterator[Record | NothingSaid]:
        """Yield what was only waiting for the end."""
        line, self._line = self._line, ""
        yield from self._take(line)
        yield from self._whole()

    def _take(self, line: str) -> Iterator[Record | NothingSaid]:
        if claim := CLAIM.fullmatch(line):
            yield from self._whole()
            self.began = True
            self._claim = claim["text"].strip()
        elif not line.strip():
            if self._quotes:
                yield from self._whole()
        elif self._claim is not None:
            self._add(line)
        elif NOT_FOUND.fullmatch(line):
            yield NothingSaid()

    def _add(self, line: str) -> None:
        """Take a line below a claim: a quote, or what goes on with one that was not closed."""
        if quote := QUOTE.fullmatch(line):
            if len(self._quotes) < MOST_QUOTES:
                self._quotes.append(WrittenQuote(quote["passage"].strip(), quote["text"].strip()))
        elif self._quotes and _is_open(self._quotes[-1].text):
            last = self._quotes[-1]
            self._quotes[-1] = WrittenQuote(last.passage, f"{last.text}\n{line}"[:MOST_RECORD_CHARS])

    def _whole(self) -> Iterator[Record]:
        if self._claim is not None:
            yield Record(self._claim, tuple(self._quotes))
        self._claim, self._quotes = None, []


def _is_open(text: str) -> bool:
    return bool(OPENED.match(text)) and not CLOSED.search(text[1:])
