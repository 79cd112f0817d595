"""The bytes of files that people sent, fetched from Discord: bounded in size and time, whatever the other side says.

Each failure is a SourceError with one sentence about that file, so that the next can go on.
"""

from __future__ import annotations

import asyncio
from typing import Final

import aiohttp

from bot.discord_ui.documents.files import SentFile
from index.errors import SourceError, SourceMissing, SourceTooLarge, SourceUnreadable

CHUNK: Final = 64 * 1024
AT_ONCE: Final = 2
"""Downloads side by side, over all servers: each holds a file in memory."""

SCHEMES: Final = ("https://", "http://")
AGAIN: Final = "send it again"


class Downloads:
    """Fetches files; to be used from one event loop and closed when done."""

    def __init__(self, limit: int, seconds: float = 120.0) -> None:
        """Fetch files of at most `limit` bytes, each within `seconds`."""
        self._limit = limit
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._time_limits: set[asyncio.Timeout] = set()
        self._closed = False

    def check_size(self, file: SentFile) -> None:
        """Raise SourceTooLarge when Discord says that the file is over the limit."""
        if file.size > self._limit:
            raise self._too_large(file)

    async def fetch(self, file: SentFile) -> bytes:
        """Return the file's bytes. Raises SourceError in one sentence."""
        if not file.url.lower().startswith(SCHEMES):
            raise SourceUnreadable(f"{file.shown}: Discord gave no web address for this file; {AGAIN}.")
        async with self._turns:
            if self._closed:
                raise _restarting(file)
            try:
                return await self._download_in_time(file)
            except TimeoutError:
                if self._closed:
                    raise _restarting(file) from None
                raise SourceUnreadable(f"{file.shown}: Discord took too long to hand out this file; {AGAIN}.") from None
            except (aiohttp.ClientError, OSError, ValueError):  # the last is an address that is none
                raise SourceUnreadable(f"{file.shown}: the download broke off; {AGAIN}.") from None

    async def close(self) -> None:
        """Break off what is being fetched, and fetch no more."""
        self._closed = True
        now = asyncio.get_running_loop().time()
        for time_limit in self._time_limits:  # closing the session alone leaves those waiting who read
            if not time_limit.expired():
                time_limit.reschedule(now)
        if self._session is not None:
            await self._session.close()

    async def _download_in_time(self, file: SentFile) -> bytes:
        async with asyncio.timeout(self._seconds) as time_limit:
            self._time_limits.add(time_limit)
            try:
                return await self._download(file)
            finally:
                self._time_limits.discard(time_limit)

    async def _download(self, file: SentFile) -> bytes:
        async with self._opened().get(file.url, allow_redirects=False) as response:
            _check(response, file)
            if (response.content_length or 0) > self._limit:
                raise self._too_large(file)
            data = bytearray()
            async for chunk in response.content.iter_chunked(CHUNK):
                data += chunk
                if len(data) > self._limit:  # a size that was declared may be a lie
                    raise self._too_large(file)
        if len(data) < file.size:
            raise SourceUnreadable(f"{file.shown}: only a part of the file arrived; {AGAIN}.")
        return bytes(data)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            # Nothing is unpacked on the way: a small answer that unpacks to gigabytes would pass the limit.
            self._session = aiohttp.ClientSession(
                auto_decompress=False,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"Accept-Encoding": "identity"},
                timeout=aiohttp.ClientTimeout(total=self._seconds, sock_connect=10, sock_read=30),
                trust_env=False,
            )
        return self._session

    def _too_large(self, file: SentFile) -> SourceTooLarge:
        return SourceTooLarge(f"{file.shown}: the file is over the limit of {self._limit / 1_000_000:g} MB; split it.")


def _check(response: aiohttp.ClientResponse, file: SentFile) -> None:
    """Raise SourceError unless the response holds the file itself."""
    if response.status in {403, 404, 410}:
        raise SourceMissing(f"{file.shown}: Discord no longer has this file; {AGAIN}.")
    if response.status != 200 or response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise SourceError(f"{file.shown}: Discord did not hand out this file ({response.status}); {AGAIN}.")


def _restarting(file: SentFile) -> SourceUnreadable:
    return SourceUnreadable(f"{file.shown}: Footnote is restarting; send this file again in a minute.")
