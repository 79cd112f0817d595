"""What a scripted model does with a request: the ways of one that works."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Any, Protocol

from tests.model_server import payloads
from tests.model_server.calls import Call
from tests.model_server.protocol import reply_problem
from tests.support.embedders import WordHashes

LOOK_AGAIN = 0.002
"""Seconds between two looks at an event that a test's thread sets."""


class Behaviour(Protocol):
    """Answers one request, or fails to."""

    async def answer(self, call: Call) -> None: ...


@dataclass(frozen=True, slots=True)
class Says:
    """Writes a text. `pieces` is how many characters come at a time, `pause` the seconds between two pieces.

    `pieces` may also be the pieces themselves, with a `threading.Event` wherever the model is to wait for one.
    """

    text: str = ""
    pieces: int | Sequence[str | Event] = 16
    pause: float = 0
    finish: str = "stop"

    async def answer(self, call: Call) -> None:
        if call.streamed:
            await self._stream(call)
            return
        from openai.types.chat import ChatCompletion

        reply = payloads.completion(call.asked, self._whole(), self.finish)
        call.server.check_reply(reply_problem(ChatCompletion, reply))
        call.json(reply)

    async def _stream(self, call: Call) -> None:
        await call.opening()
        for piece in self._pieces():
            if isinstance(piece, Event):
                await happened(piece)
            else:
                await call.piece(piece)
                await asyncio.sleep(self.pause)
        await call.ending(self._whole(), self.finish)

    def _pieces(self) -> Sequence[str | Event]:
        if isinstance(self.pieces, int):
            return [self.text[at : at + self.pieces] for at in range(0, len(self.text), self.pieces)]
        return self.pieces

    def _whole(self) -> str:
        return "".join(piece for piece in self._pieces() if isinstance(piece, str))


@dataclass(frozen=True, slots=True)
class Writes:
    """Writes what a function makes of the request's body, as a model that reads its prompt does."""

    write: Callable[[Mapping[str, Any]], str]
    pieces: int = 16
    pause: float = 0

    async def answer(self, call: Call) -> None:
        await Says(self.write(call.asked.body), self.pieces, self.pause).answer(call)


@dataclass(frozen=True, slots=True)
class Embeds:
    """Turns texts into vectors that are near each other as far as the texts share words.

    `dimensions` are those of the model, where the request names none. `knows_base64`: whether the server sends that
    where it is asked for. `change` makes of the reply what a broken server would send.
    """

    dimensions: int = 384
    knows_base64: bool = True
    change: Callable[[dict[str, Any]], object] | None = None

    async def answer(self, call: Call) -> None:
        from openai.types import CreateEmbeddingResponse

        asked = call.asked
        vectors = payloads.projected(WordHashes().embed(asked.texts), asked.body.get("dimensions", self.dimensions))
        numbers = not self.knows_base64 or asked.body.get("encoding_format") != "base64"
        reply = payloads.embeddings(asked, vectors, numbers=numbers)
        if self.change:
            self.change(reply)
        elif numbers:  # the type knows nothing of base64
            call.server.check_reply(reply_problem(CreateEmbeddingResponse, reply))
        call.json(reply)


@dataclass(frozen=True, slots=True)
class Lists:
    """Names the server's models."""

    async def answer(self, call: Call) -> None:
        call.json(payloads.models(call.server.models))


@dataclass(frozen=True, slots=True)
class Waits:
    """Does nothing until a test's event is set, then does `then`."""

    event: Event
    then: Behaviour

    async def answer(self, call: Call) -> None:
        await happened(self.event)
        await self.then.answer(call)


@dataclass(frozen=True, slots=True)
class Delays:
    """Takes some seconds, then does `then`. Where a test can set an event, `Waits` is better."""

    seconds: float
    then: Behaviour

    async def answer(self, call: Call) -> None:
        await asyncio.sleep(self.seconds)
        await self.then.answer(call)


async def happened(event: Event) -> None:
    """Wait for an event of another thread, without holding up this one."""
    while not event.is_set():  # noqa: ASYNC110 - it is set in another thread
        await asyncio.sleep(LOOK_AGAIN)
