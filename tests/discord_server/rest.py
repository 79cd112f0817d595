"""The way of a REST request: faults, authorisation, body, checks, the one who answers, and the record of it."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.discord_server.bodies import read_body
from tests.discord_server.calls import ROUTES, Answer, Call, Request, Route
from tests.discord_server.faults import Fault, Limit
from tests.discord_server.refusals import EMPTY_MESSAGE, INVALID_FORM, INVALID_JSON, Refusal, unauthorized

if TYPE_CHECKING:
    from tests.discord_server.server import DiscordServer

PREFIX = "/api/v10"
OFFENCES = {INVALID_FORM, EMPTY_MESSAGE, INVALID_JSON}
"""Refusals that say the bot built something wrong; they fail the test."""

Endpoint = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Rest:
    """Answers every request under PREFIX."""

    def __init__(self, discord: DiscordServer) -> None:
        self._discord = discord

    def add_routes(self, router: web.UrlDispatcher) -> None:
        # Words such as `@me` come before the ids that would match them too.
        for route in sorted(ROUTES, key=lambda route: "@" not in route.template):
            router.add_route(route.method, PREFIX + route.template, self._endpoint(route))
        router.add_route("*", PREFIX + "/{rest:.*}", self._unknown)

    def _endpoint(self, route: Route) -> Endpoint:
        async def serve(request: web.Request) -> web.StreamResponse:
            return await self._serve(request, route)

        return serve

    async def _unknown(self, request: web.Request) -> web.StreamResponse:
        record = self._record(request, request.path.removeprefix(PREFIX))
        self._discord.violation("unknown route", f"{request.method} {request.path}", "there is none here by this path")
        return self._finish(record, 404, {"message": "404: Not Found", "code": 0})

    async def _serve(self, request: web.Request, route: Route) -> web.StreamResponse:
        record = self._record(request, route.template)
        faults = self._discord.faults
        await asyncio.sleep(faults.next_delay(route.method, route.template, record.path))
        fault = faults.next_fault(route.method, route.template, record.path)
        if fault is not None and fault.status != "drop after":
            await request.read()
            return self._fail(request, record, fault)
        limit = faults.limit_on(route.method, route.template, record.path)
        left, wait = limit.take(_key_of(request)) if limit else (999, 1.0)
        if left < 0:
            await request.read()
            headers = _limit_headers(record, limit, 0, wait) | _scope("user", wait)
            return self._finish(record, 429, _too_many(wait), headers)
        status, body = await self._handle(request, route, record)
        if fault is not None:
            return self._drop(request, record)
        return self._finish(record, status, body, _limit_headers(record, limit, left, wait))

    async def _handle(self, request: web.Request, route: Route, record: Request) -> tuple[int, Any]:
        try:
            record.body, record.files = await read_body(request)
            if not route.open and request.headers.get("Authorization") != f"Bot {self._discord.token}":
                raise unauthorized()
            self._discord.check_request(record, dict(request.match_info))
            call = Call(self._discord, dict(request.match_info), record.query, record.body, record.files)
            status, body = _parted(route.handler(call))
            record.handled = True
        except Refusal as refusal:
            status, body = refusal.status, refusal.body
            if refusal.code in OFFENCES:
                self._discord.violation("refused", f"{record.method} {record.route}", str(refusal))
        self._discord.check_answer(record, status, body)
        return status, body

    def _record(self, request: web.Request, template: str) -> Request:
        path = request.path.removeprefix(PREFIX)
        now = time.perf_counter()
        record = Request(request.method, template, path, dict(request.query), self._discord.clock.time(), now)
        self._discord.requests.append(record)
        return record

    def _finish(
        self, record: Request, status: int, body: Any, headers: dict[str, str] | None = None
    ) -> web.StreamResponse:
        record.status, record.answer, record.ended = status, body, time.perf_counter()
        record.scope = (headers or {}).get("X-RateLimit-Scope", "")
        self._discord.changed()
        if body is None:
            return web.Response(status=status, headers=headers)
        # Discord's own content type has no charset; discord.py reads no JSON under any other.
        whole = {"Content-Type": "application/json", **(headers or {})}
        return web.Response(status=status, body=json.dumps(body).encode(), headers=whole)

    def _drop(self, request: web.Request, record: Request) -> web.StreamResponse:
        record.ended = time.perf_counter()
        self._discord.changed()
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    def _fail(self, request: web.Request, record: Request, fault: Fault) -> web.StreamResponse:
        if not isinstance(fault.status, int):
            return self._drop(request, record)
        if fault.status != 429:
            return self._finish(record, fault.status, {"message": f"{fault.status}: failed on command", "code": 0})
        if fault.cloudflare:
            record.status = 429
            self._discord.changed()
            return web.Response(status=429, text="error code: 1015", headers={"Retry-After": str(fault.retry_after)})
        scope = "global" if fault.everywhere else "user"
        headers = _scope(scope, fault.retry_after)
        if not fault.everywhere:
            headers |= _limit_headers(record, None, 0, fault.retry_after)
        return self._finish(record, 429, _too_many(fault.retry_after, everywhere=fault.everywhere), headers)


def _parted(answer: Answer) -> tuple[int, Any]:
    if answer is None:
        return 204, None
    return answer if isinstance(answer, tuple) else (200, answer)


def _key_of(request: web.Request) -> str:
    """What Discord counts by itself: a channel, a guild, a webhook with its token."""
    majors = ("channel_id", "guild_id", "webhook_id", "webhook_token")
    return "/".join(request.match_info.get(name, "") for name in majors)


def _too_many(seconds: float, *, everywhere: bool = False) -> dict[str, Any]:
    return {"message": "You are being rate limited.", "retry_after": seconds, "global": everywhere, "code": 0}


def _scope(scope: str, seconds: float) -> dict[str, str]:
    headers = {"Via": "1.1 google", "Retry-After": str(max(1, round(seconds))), "X-RateLimit-Scope": scope}
    return headers | ({"X-RateLimit-Global": "true"} if scope == "global" else {})


def _limit_headers(record: Request, limit: Limit | None, left: int, wait: float) -> dict[str, str]:
    return {
        "Via": "1.1 google",
        "X-RateLimit-Limit": str(limit.requests if limit else 1000),
        "X-RateLimit-Remaining": str(left),
        "X-RateLimit-Reset": f"{time.time() + wait:.3f}",
        "X-RateLimit-Reset-After": f"{wait:.3f}",
        "X-RateLimit-Bucket": hashlib.sha256(f"{record.method} {record.route}".encode()).hexdigest()[:32],
    }
