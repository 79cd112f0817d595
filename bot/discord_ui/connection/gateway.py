"""The gateway connection, kept up: the loop of `discord.Client.connect`, with what that one lacks.

discord.py's own loop connects again at once, without end, when a gateway accepts and drops; it ends the process at an
event or a frame it cannot read; and it never gives up an address for resuming that is dead. None of that can be changed
from outside, so the loop is here, on the same pieces discord.py's own clients are made of (discord/gateway.py, which is
not part of its public interface: requirements.lock pins the version this was read in).
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import aiohttp
import discord
from discord.gateway import DiscordWebSocket, ReconnectWebSocket

from bot.discord_ui.connection.backoff import Backoff
from bot.discord_ui.connection.retrying import Pause
from bot.logs import event

HELD_SECONDS: Final = 60
"""A connection that lasted this long was a good one."""

SHORT_ONES_BORNE: Final = 5
"""Connections in a row that began well and ended soon, as in a restart of Discord's, before the waits get longer."""

OPENING_SECONDS: Final = 120
CLOSING_SECONDS: Final = 3
RESUMPTIONS_TRIED: Final = 2
"""Failures in a row after which the address Discord named for resuming is given up."""

FATAL: Final = (4004, 4010, 4011, 4012, 4013, 4014)
"""Close codes after which Discord says not to come back."""

ESSENTIAL: Final = ("READY", "RESUMED", None)
"""Without these there is no session; None stands for what is no event, such as the greeting."""

logger = logging.getLogger(__name__)


class Unreadable(discord.ClientException):
    """The gateway sent something without which the connection cannot go on."""


class Socket(DiscordWebSocket):
    """discord.py's websocket, for which an event that cannot be read is a line in the log and not the end."""

    began = False
    """Whether the session has begun, or been resumed, on this connection."""

    _raw: Any = None

    def log_receive(self, data: Any, /) -> None:
        """Remember what is being read; discord.py calls this with every frame, unpacked and not yet parsed."""
        self._raw = data

    async def received_message(self, msg: Any, /) -> None:
        """Take in one frame."""
        self._raw = None
        try:
            await super().received_message(msg)
            if not self.began and self._raw is not None:
                self.began = _kind(self._raw)[1] in ESSENTIAL[:2]
        except (ReconnectWebSocket, discord.ConnectionClosed, aiohttp.ClientError, OSError):
            raise
        except Exception as error:
            kind, name = _kind(self._raw)
            event(logger, logging.ERROR, "unreadable event", op=kind, name=name, error=error)
            if self._raw is None or (kind is not None and name in ESSENTIAL):
                # What is compressed hangs together: after a frame that cannot be unpacked, none can.
                await self._give_up(session=name != "READY")
                raise Unreadable from error
        finally:
            self._raw = None

    async def _give_up(self, *, session: bool) -> None:
        """Close the connection, with a code that keeps the session alive; without `session` it is not resumed."""
        if not session:
            self.session_id = self.sequence = None
        with suppress(Exception):
            async with asyncio.timeout(CLOSING_SECONDS):
                await self.close(4000)


class Gateway:
    """Keeps one client connected until it is closed."""

    def __init__(
        self, client: discord.Client, pause: Pause = asyncio.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Connect nothing yet."""
        self._client = client
        self._pause = pause
        self._clock = clock
        self._backoff = Backoff()
        self._failures = 0
        self._short_ones = 0
        self._latest: Socket | None = None
        self._session: dict[str, Any] = {"initial": True, "shard_id": client.shard_id}

    async def run(self) -> None:
        """Connect, and again whenever the connection ends. Raises ConnectionClosed for a fatal close code."""
        while not self._client.is_closed():
            began = self._clock()
            ended = await self._once()
            if self._client.is_closed():
                return
            self._client.dispatch("disconnect")
            self._rate(self._clock() - began)
            self._prepare(resume=not isinstance(ended, ReconnectWebSocket) or ended.resume)
            wait = self._backoff.next_seconds()
            wanted = isinstance(ended, ReconnectWebSocket)  # by Discord, or its end of the connection closed
            level, error = (logging.INFO, None) if wanted else (logging.WARNING, ended)
            event(logger, level, "connecting again", seconds=round(wait, 1), code=self._close_code(), error=error)
            await self._pause(wait)

    async def _once(self) -> Exception:
        """Hold one connection until it ends, and return what ended it. Raises ConnectionClosed for a fatal code."""
        client = self._client
        try:
            async with asyncio.timeout(OPENING_SECONDS):
                client.ws = self._latest = await Socket.from_client(client, **self._session)
            self._session["initial"] = False
            while True:
                await client.ws.poll_event()
                await asyncio.sleep(0)  # what came in one burst is read without a pause, and others want a turn
        except ReconnectWebSocket as wish:
            return wish
        except discord.ConnectionClosed as error:
            if error.code in FATAL:
                raise
            return error
        except Exception as error:  # noqa: BLE001 - whatever ends a connection, there is a next one
            await self._hang_up()
            return error

    def _rate(self, seconds: float) -> None:
        """Decide how a connection that lasted so long counts for the wait before the next."""
        ws, self._latest = self._latest, None
        if seconds >= HELD_SECONDS:
            self._short_ones = 0
        elif ws is not None and ws.began:
            self._short_ones += 1
        if seconds >= HELD_SECONDS or (ws is not None and ws.began and self._short_ones <= SHORT_ONES_BORNE):
            self._backoff.reset()
            self._failures = 0
        self._failures += 1

    def _prepare(self, *, resume: bool) -> None:
        """Take over the session, so that Discord sends again what was missed; it says so where it cannot."""
        ws = self._ws()
        self._session = {"initial": self._session["initial"], "shard_id": self._client.shard_id}
        if ws is None or not resume or ws.session_id is None:
            return
        self._session |= {"resume": True, "session": ws.session_id, "sequence": ws.sequence}
        if self._failures <= RESUMPTIONS_TRIED:
            self._session["gateway"] = ws.gateway

    async def _hang_up(self) -> None:
        """Close what is left of the connection; a code other than 1000 keeps the session alive."""
        ws = self._ws()
        if ws is not None:
            with suppress(Exception):
                async with asyncio.timeout(CLOSING_SECONDS):
                    await ws.close(4000)

    def _close_code(self) -> int | None:
        ws = self._ws()
        return ws.socket.close_code if ws is not None else None

    def _ws(self) -> DiscordWebSocket | None:
        return self._client.ws  # None before the first connection, whatever its type says


def _kind(raw: Any) -> tuple[Any, Any]:
    """Return the op code and the name of the event in a frame, where it has any."""
    try:
        frame = json.loads(raw)
        name = frame.get("t")
        return frame.get("op"), name if isinstance(name, str) and name.replace("_", "").isalpha() else None
    except (TypeError, ValueError, AttributeError):
        return None, None
