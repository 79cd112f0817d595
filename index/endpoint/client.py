"""The client of the public API description, told everything, so that it takes nothing from the environment."""

from __future__ import annotations

import logging
from typing import Final

import httpx
from openai import AsyncOpenAI

from index.endpoint.address import Address
from index.endpoint.transport import CONNECT_SECONDS, http_client
from index.errors import EndpointError

TALKATIVE: Final = ("openai", "httpx", "httpcore")
"""At DEBUG these log requests, with the key and the question in them; `openai` is put there by a variable."""

NO_KEY: Final = "none"
"""The client wants a key; the one that is sent, or none, is the transport's."""


def open_client(address: Address, most_bytes: int) -> AsyncOpenAI:
    """Return a client for the server at `address`, which retries nothing. Raises EndpointError."""
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        client = AsyncOpenAI(
            api_key=NO_KEY,
            admin_api_key="",
            organization="",
            project="",
            webhook_secret="",
            base_url=address.url,
            max_retries=0,
            timeout=httpx.Timeout(None, connect=CONNECT_SECONDS),
            http_client=http_client(address, most_bytes),
        )
    except (ValueError, httpx.InvalidURL):
        sentence = f"The address of the model server or of the proxy cannot be used: check {address.names.url}."
    else:
        # Loaded when they are first used, which would hold up the event loop and all that wait there.
        _ = client.chat.completions, client.embeddings, client.models
        return client
    raise EndpointError(sentence)
