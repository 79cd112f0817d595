"""The bodies of requests: JSON, or JSON with files."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import BodyPartReader, web

from tests.discord_server.calls import Upload
from tests.discord_server.refusals import Refusal, not_json


async def read_body(request: web.Request) -> tuple[Any, list[Upload]]:
    """The JSON of a request (None when it has no body) and its files. Raises Refusal."""
    if request.content_type.startswith("multipart/"):
        return await _read_multipart(request)
    raw = await request.read()
    if not raw:
        return None, []
    if request.content_type != "application/json":
        raise Refusal(415, 0, "415: Unsupported Media Type")
    return _parsed(raw), []


async def _read_multipart(request: web.Request) -> tuple[Any, list[Upload]]:
    body: Any = None
    files: list[Upload] = []
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader), "a form inside a form"
        raw = bytes(await part.read())
        if part.name == "payload_json":
            body = _parsed(raw)
        elif part.name and part.name.startswith("files["):
            files.append(Upload(part.filename or "unknown", raw, part.headers.get("Content-Type", "")))
    return body, files


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        raise not_json() from None
