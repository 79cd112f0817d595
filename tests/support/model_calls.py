"""Asking a model as a writer does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from bot.answering.models import ChatModel, Prompt
from bot.model import Models

ROOM: Final = 100
QUESTION: Final = "When does the aardvark club meet?"
SCHEMA: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {"day": {"type": "string"}},
    "required": ["day"],
    "additionalProperties": False,
}


def prompt(
    question: str = QUESTION, max_tokens: int = ROOM, schema: dict[str, Any] | None = None, plain: str = ""
) -> Prompt:
    return Prompt("You answer.", question, max_tokens, "answer", schema, plain)


def chat(models: Models, library: str = "1", asker: int = 0) -> ChatModel:
    model = models.for_question(library, asker)
    assert model is not None
    return model


def said(model: ChatModel, asked: Prompt | None = None, seconds: float = 5) -> str:
    """Return all that the model writes, each piece of it within so many seconds."""
    return "".join(model.stream(asked or prompt(), lambda: seconds))


def failing(model: ChatModel, ask: Callable[[ChatModel], object] = said) -> Exception:
    """Return the error that asking ends in."""
    try:
        told = ask(model)
    except Exception as error:  # noqa: BLE001 - a test looks at it
        return error
    raise AssertionError(f"the model said {told!r}")
