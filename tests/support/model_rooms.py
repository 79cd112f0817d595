"""A server the bot answers in with a model, which runs on this machine and writes what a test says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any, Final, TypeVar

from bot.discord_ui.writing_rendering import WRITING
from tests.conftest import AppMaker
from tests.discord_server.interactions import Interaction
from tests.discord_server.messages import Message
from tests.model_server.behaviours import Behaviour, Writes
from tests.model_server.server import ModelServer
from tests.support.asking import served_room
from tests.support.reading_room import Room
from tests.support.scripted_models import saying

KEY: Final = "sk-wombat-0123456789"
WAIT: Final = 0.4
"""Seconds a person waits for the model."""
REWRITING: Final = "LAST QUESTION"
"""Stands in a prompt that asks for a question that stands alone."""


def honest(*sentences: str, rewritten: str = "") -> Behaviour:
    """Write sentences of the documents, each with itself for its quote; a follow-up becomes `rewritten`."""
    write = saying(*sentences)

    def reply(body: Any) -> str:
        user = "\n".join(each["content"] for each in body["messages"])
        prompt: Any = SimpleNamespace(user=user)
        written = rewritten if REWRITING in user else write(prompt)
        assert isinstance(written, str)
        return written

    return Writes(reply)


def settings_for(server: ModelServer, **settings: Any) -> dict[str, Any]:
    """Return the settings of a bot with that model, which waits for nothing long; `settings` outweigh them."""
    model = {"openai_base_url": server.base_url, "openai_api_key": KEY, "openai_model": "test-model"}
    short = {"model_wait_seconds": WAIT, "model_seconds": 2, "model_retries": 1, "member_questions_per_minute": 1000}
    return model | short | settings


@asynccontextmanager
async def room_with_model(make_app: AppMaker, server: ModelServer, **settings: Any) -> AsyncIterator[Room]:
    """Open a server that has a document, with the bot in it."""
    async with served_room(make_app(**settings_for(server, **settings))) as room:
        yield room


Shown = TypeVar("Shown", Interaction, Message)


async def whole(shown: Shown) -> Shown:
    """Wait until an answer is no longer being written."""
    return await shown.until(lambda it: WRITING not in it.text)
