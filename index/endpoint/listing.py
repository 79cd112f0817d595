"""The models a server says it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openai import AsyncOpenAI


async def listed(client: AsyncOpenAI) -> tuple[str, ...]:
    """Return the names of the server's models, in its order; for Endpoint.call."""
    page = await client.models.list()
    names = [getattr(each, "id", None) for each in getattr(page, "data", None) or ()]
    return tuple(each for each in names if isinstance(each, str) and each)
