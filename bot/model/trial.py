"""The model server tried for real, with something small; it counts against no budget."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from bot.answering.models import Prompt
from bot.errors import ModelUnavailable
from bot.model.metering import Meter
from bot.model.server import Server
from index.errors import EndpointError

SYSTEM: Final = "You are tried out. Answer in as few words as you can."
COUNT: Final = "Count from one to ten in words."
"""More than one token, so that it shows whether they come one by one."""

ROOM: Final = 400
"""Tokens: enough for models that think before they write."""

SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"ready": {"type": "boolean"}},
    "required": ["ready"],
    "additionalProperties": False,
}


@dataclass(frozen=True, slots=True)
class Trial:
    """How a server did.

    `problem` is one sentence, None where it writes. `model` is the one asked; `models` those the server lists, None
    where it has no list. `pieces` tells in how many its answer came, `first_ms` and `whole_ms` after how long.
    `schema`: whether it keeps to a JSON schema; None where that was not tried.
    """

    problem: str | None
    model: str
    models: tuple[str, ...] | None
    pieces: int = 0
    first_ms: float = 0
    whole_ms: float = 0
    schema: bool | None = None


def tried(server: Server, seconds: float) -> Trial:
    """Ask for the models, for a few words, and for a word in a form, each within `seconds`."""
    try:
        models = server.models(seconds)
    except EndpointError as error:
        if error.status is None or error.status in {401, 403}:
            return Trial(str(error), server.name, None)
        models = None
    try:
        pieces, first_ms, whole_ms, _ = _said(server, Prompt(SYSTEM, COUNT, ROOM, "trial"), seconds)
    except (EndpointError, ModelUnavailable) as error:
        return Trial(str(error), server.name, models)
    schema = _keeps_to_schema(server, seconds)
    return Trial(None, server.name, models, pieces, first_ms, whole_ms, schema)


def _keeps_to_schema(server: Server, seconds: float) -> bool | None:
    prompt = Prompt(SYSTEM, "Are you ready?", ROOM, "trial", SCHEMA)
    if "response_format" not in server.dialect.parameters(prompt, server.dialect.refused):
        return None
    try:
        text = _said(server, prompt, seconds)[3]
        if "response_format" in server.dialect.refused:
            return False
        return isinstance(json.loads(text).get("ready"), bool)
    except (EndpointError, ModelUnavailable, ValueError, AttributeError):
        return False


def _said(server: Server, prompt: Prompt, seconds: float) -> tuple[int, float, float, str]:
    """Return the number of pieces, the milliseconds to the first and to the end, and the text."""
    began = time.monotonic()
    pieces: list[str] = []
    first = 0.0
    for piece in server.pieces(prompt, Meter(0), _until(began + seconds), lambda: False):
        first = first or _since(began)
        pieces.append(piece)
    return len(pieces), first, _since(began), "".join(pieces)


def _until(end: float) -> Callable[[], float]:
    return lambda: end - time.monotonic()


def _since(began: float) -> float:
    return (time.monotonic() - began) * 1000
