"""One request for a chat completion, and what the model writes for it, piece by piece."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from bot.answering.models import Prompt
from bot.errors import ModelUnavailable
from bot.model.counting import size
from bot.model.dialect import Dialect
from bot.model.letters import Letters
from bot.model.metering import Meter
from index.errors import EndpointError

if TYPE_CHECKING:
    from openai import AsyncOpenAI

MOST_BYTES_A_TOKEN: Final = 8
"""A reply longer than so many tokens could be comes from a server that minds no limit, and is not read to its end."""

Completing = Callable[["AsyncOpenAI"], AsyncGenerator[str, None]]
Naming = Callable[["AsyncOpenAI"], Awaitable[str]]


def completing(prompt: Prompt, named: Naming, dialect: Dialect, meter: Meter) -> Completing:
    """Return what asks the model `named` and yields what it writes, never an empty piece; for Endpoint.stream."""

    async def pieces(client: AsyncOpenAI) -> AsyncGenerator[str, None]:
        reply = await _asked(client, prompt, await named(client), dialect)
        meter.begin()
        letters = Letters()
        written = 0
        async with aclosing(_chunks(reply)) as chunks:
            async for chunk in chunks:
                text = letters.whole(_read(chunk, meter))
                if text:
                    written += size(text)
                    yield text
                if written > MOST_BYTES_A_TOKEN * prompt.max_tokens:
                    return
        if not written:
            raise ModelUnavailable("The model wrote nothing: try again, or try another model.")

    return pieces


async def _asked(client: AsyncOpenAI, prompt: Prompt, model: str, dialect: Dialect) -> Any:
    """Return the reply to the request, without the parameters the server refuses: each refusal names one."""
    from openai import BadRequestError, UnprocessableEntityError

    refused = dialect.refused
    while True:
        given = dialect.parameters(prompt, refused)
        system = prompt.system if "response_format" in given else prompt.plain or prompt.system
        messages: Any = [{"role": "system", "content": system}, {"role": "user", "content": prompt.user}]
        try:
            reply = await client.chat.completions.create(model=model, messages=messages, **given)
        except (BadRequestError, UnprocessableEntityError) as error:
            name = dialect.refusal(error, given)
            if name is None:
                raise
            refused |= {name}
        else:
            dialect.learn(refused)
            return reply


async def _chunks(reply: Any) -> AsyncGenerator[Any, None]:
    """Yield the chunks of a reply, or the one it is. Raises EndpointError for one that has none, or breaks off."""
    from openai import AsyncStream

    from index.endpoint.transport import is_complete

    if not isinstance(reply, AsyncStream):
        yield reply
        return
    if "json" in reply.response.headers.get("Content-Type", ""):  # a server that knows no streams
        yield json.loads(await reply.response.aread(), object_hook=lambda fields: SimpleNamespace(**fields))
        return
    came = ended = False
    async with reply:
        async for chunk in reply:
            came = True
            ended = ended or getattr(_choice(chunk), "finish_reason", None) is not None
            yield chunk
        # Some servers never say why they end, but all of them that they do.
        if came and not ended and not is_complete(reply.response):
            raise EndpointError("The model server broke off in the middle of an answer: try again in a moment.")
    if not came:
        raise EndpointError("The model server sent nothing that is an answer: check OPENAI_BASE_URL.")


def _read(chunk: Any, meter: Meter) -> str:
    """Return the text in a chunk and count what is in it, believing nothing of its form: the client checks none."""
    choice = _choice(chunk)
    part = getattr(choice, "delta", None) or getattr(choice, "message", None)
    text = getattr(part, "content", None)
    text = text if isinstance(text, str) else ""
    thought = getattr(part, "reasoning_content", None) or getattr(part, "reasoning", None)
    meter.add(text, thought if isinstance(thought, str) else "")
    usage = getattr(chunk, "usage", None)
    read, written = getattr(usage, "prompt_tokens", None), getattr(usage, "completion_tokens", None)
    if isinstance(read, int) and isinstance(written, int) and read >= 0 and written >= 0:
        meter.say(read, written)
    return text


def _choice(chunk: Any) -> Any:
    choices = getattr(chunk, "choices", None)
    return choices[0] if isinstance(choices, list) and choices else None
