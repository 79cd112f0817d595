"""The CDN: attachments, well behaved or not."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from tests.discord_server.server import DiscordServer

PREFIX = "/cdn"
PIECE = 16 * 1024


class Cdn:
    """Serves every file of the server under PREFIX."""

    def __init__(self, discord: DiscordServer) -> None:
        self._discord = discord

    def add_routes(self, router: web.UrlDispatcher) -> None:
        router.add_get(PREFIX + "/attachments/{channel_id}/{attachment_id}/{filename}", self._serve)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        if "Authorization" in request.headers:
            self._discord.violation("token sent to the CDN", request.path, "the CDN is asked without authorisation")
        key = request.match_info["attachment_id"]
        file = self._discord.files.get(int(key)) if key.isdigit() else None
        if file is None or file.status != 200:
            return web.Response(
                status=404 if file is None else file.status, text="This content is no longer available."
            )
        file.fetched += 1
        response = web.StreamResponse(headers={"Content-Type": file.content_type})
        if file.length is None:
            response.content_length = len(file.data)
        elif file.length:
            response.content_length = file.length
        await response.prepare(request)
        data = file.data if file.truncated is None else file.data[: file.truncated]
        for start in range(0, len(data), PIECE):
            await response.write(data[start : start + PIECE])
            await asyncio.sleep(file.slow)
        if file.truncated is not None:
            if request.transport is not None:
                request.transport.abort()
            return response
        await response.write_eof()
        return response
