"""One request for a chat completion, and what the model writes for it, piece by piece."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final, TypeGuard

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

MOST_TOKENS_SAID: Final = 10_000_000
"""Read or written in one call: a server that says more does not count, and would end a server's month by itself."""

REFUSING: Final = {400, 422, 500, 501}
"""What servers answer to a parameter they do not take; the last two where a schema is more than they can hold to."""

NO_ANSWER: Final = "The model server sent nothing that is an answer: check OPENAI_BASE_URL."

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
    from openai import APIStatusError

    refused = dialect.refused
    while True:
        given = dialect.parameters(prompt, refused)
        system = prompt.system if "response_format" in given else prompt.plain or prompt.system
        messages: Any = [{"role": "system", "content": system}, {"role": "user", "content": prompt.user}]
        try:
            reply = await client.chat.completions.create(model=model, messages=messages, **given)
        except APIStatusError as error:
            name = dialect.refusal(error, given) if error.status_code in REFUSING else None
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

    if isinstance(reply, AsyncStream) and "json" in reply.response.headers.get("Content-Type", ""):
        # A server that knows no streams.
        reply = json.loads(await reply.response.aread(), object_hook=lambda fields: SimpleNamespace(**fields))
    if not isinstance(reply, AsyncStream):
        if _choice(reply) is None:
            raise EndpointError(NO_ANSWER)
        yield reply
        return
    came = ended = False
    async with reply:
        async for chunk in reply:
            came = came or _choice(chunk) is not None
            ended = ended or getattr(_choice(chunk), "finish_reason", None) is not None
            yield chunk
        # Some servers never say why they end, but all of them that they do.
        if came and not ended and not is_complete(reply.response):
            raise EndpointError("The model server broke off in the middle of an answer: try again in a moment.")
    if not came:
        raise EndpointError(NO_ANSWER)


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
    if _is_a_count(read) and _is_a_count(written):
        meter.say(read, written)
    return text


def _is_a_count(tokens: Any) -> TypeGuard[int]:
    return isinstance(tokens, int) and 0 <= tokens <= MOST_TOKENS_SAID


def _choice(chunk: Any) -> Any:
    choices = getattr(chunk, "choices", None)
    return choices[0] if isinstance(choices, list) and choices else None
