"""What a model writes, as a stream of records: a claim with its quotes, or that the documents do not say.

JSON (one object, a list, one object a line) and plain lines are both understood, with fences of code, thoughts and
chatter around them; whichever begins first is taken to be what the model writes. A record is told as soon as its last
character is there, and one that is broken is lost alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering.generative.json_records import JsonRecords
from bot.answering.generative.line_records import LineRecords
from bot.answering.generative.record import NothingSaid, Record

THINKING = "<think>"
THOUGHT = "</think>"


class RecordReader:
    """Reads records out of text that comes piece by piece."""

    def __init__(self) -> None:
        self._json = JsonRecords()
        self._lines = LineRecords()
        self._opening: str | None = ""
        self.characters = 0

    def feed(self, piece: str) -> Iterator[Record | NothingSaid]:
        """Take the next piece and yield what is complete with it."""
        self.characters += len(piece)
        for line in self._without_thoughts(piece).splitlines(keepends=True):
            if not self._lines.began:
                yield from self._json.feed(line)
            if not self._json.began:
                yield from self._lines.feed(line)

    def end(self) -> Iterator[Record | NothingSaid]:
        """Yield what was only waiting for the end, after the last piece."""
        if self._opening:
            unread, self._opening = self._opening, None
            yield from self.feed(unread)
        if not self._json.began:
            yield from self._lines.end()

    def _without_thoughts(self, piece: str) -> str:
        """Return the piece without what a model that thinks aloud writes first."""
        if self._opening is None:
            return piece
        self._opening += piece
        opening = self._opening.lstrip()
        if opening.startswith(THINKING):
            _, thought, rest = opening.partition(THOUGHT)
            if not thought:
                self._opening = THINKING + opening[len(THINKING) :][-len(THOUGHT) :]
                return ""
            self._opening = None
            return rest
        if THINKING.startswith(opening):
            return ""
        opening, self._opening = self._opening, None
        return opening
