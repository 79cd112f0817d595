"""One reply of a model, as records, for as long as anybody waits for it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Final, Protocol

from bot.answering.generative.record import NothingSaid, Record
from bot.answering.generative.records import RecordReader
from bot.answering.models import ChatModel, Prompt
from bot.answering.verification.verifying import Verified
from bot.errors import ModelUnavailable

TOO_SLOW: Final = "The model took too long."


class Waiting(Protocol):
    """Whoever waits for the answer."""

    def seconds(self) -> float:
        """Return how much longer the next sentence is waited for."""
        ...

    def stopped(self) -> bool:
        """Tell whether the answer is not wanted any more."""
        ...

    def show(self, so_far: Verified) -> None:
        """Take what is verified by now."""
        ...


def records(
    model: ChatModel, prompt: Prompt, waiting: Waiting, most_chars: int
) -> Generator[Record | NothingSaid, None, None]:
    """Yield what the model writes, each record when it is complete.

    It ends with the reply, with a stop, or after `most_chars` characters. Raises ModelUnavailable, also when nobody
    waits any longer.
    """
    reader = RecordReader()
    with _left(model.stream(prompt, waiting.seconds, waiting.stopped)) as pieces:
        for piece in pieces:
            for record in reader.feed(piece):
                yield record
                if waiting.stopped():
                    return
            if waiting.stopped() or reader.characters > most_chars:
                return
            if waiting.seconds() <= 0:
                raise ModelUnavailable(TOO_SLOW)
    yield from reader.end()


@contextmanager
def _left(pieces: Iterator[str]) -> Iterator[Iterator[str]]:
    """Leave a stream for good at the end, which ends the call behind it."""
    try:
        yield pieces
    finally:
        if isinstance(pieces, Generator):
            pieces.close()
