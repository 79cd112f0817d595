from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.discord_ui.documents.attachments import Downloads
from bot.discord_ui.documents.files import SentFile
from index.errors import SourceError, SourceTooLarge

LIMIT = 100_000
OK = b"HTTP/1.1 200 OK\r\n"

Serve = Callable[[asyncio.StreamWriter], Awaitable[None]]


class Cdn:
    """Answers every request with the same bytes, and counts what it could send of them."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self.asked: list[bytes] = []
        self.port = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.asked.append(await reader.readuntil(b"\r\n\r\n"))
        try:
            await self._serve(writer)
        except ConnectionError:
            pass
        finally:
            writer.close()

    def file(self, name: str = "notes.txt", size: int = 0) -> SentFile:
        return SentFile(name, f"http://localhost:{self.port}/{name}?ex=1&is=2", size)


@asynccontextmanager
async def cdn(serve: Serve) -> Any:
    one = Cdn(serve)
    server = await asyncio.start_server(one.answer, "127.0.0.1", 0)
    one.port = server.sockets[0].getsockname()[1]
    try:
        yield one
    finally:
        server.close()
        await server.wait_closed()


def fixed(response: bytes) -> Serve:
    async def serve(writer: asyncio.StreamWriter) -> None:
        writer.write(response)
        await writer.drain()

    return serve


def whole(body: bytes, headers: bytes = b"") -> bytes:
    return OK + headers + b"Content-Length: %d\r\n\r\n" % len(body) + body


def fetched(serve: Serve, size: int = 0, seconds: float = 5.0) -> bytes:
    async def scenario() -> bytes:
        async with cdn(serve) as one:
            downloads = Downloads(LIMIT, seconds)
            try:
                return await downloads.fetch(one.file(size=size))
            finally:
                await downloads.close()

    return asyncio.run(scenario())


def test_a_file_arrives_byte_for_byte() -> None:
    body = bytes(range(256)) * 300
    assert fetched(fixed(whole(body)), len(body)) == body


def test_a_file_of_exactly_the_limit_is_taken_and_one_byte_more_is_not() -> None:
    assert len(fetched(fixed(whole(b"x" * LIMIT)))) == LIMIT
    with pytest.raises(SourceTooLarge, match=r"over the limit of 0\.1 MB"):
        fetched(fixed(whole(b"x" * (LIMIT + 1))))


def test_a_declared_size_over_the_limit_is_refused_without_a_download() -> None:
    downloads = Downloads(LIMIT)
    with pytest.raises(SourceTooLarge):
        downloads.check_size(SentFile("notes.txt", "http://127.0.0.1:9/", LIMIT + 1))


def test_an_answer_that_declares_more_than_the_limit_is_not_waited_for() -> None:
    async def stall(writer: asyncio.StreamWriter) -> None:
        writer.write(OK + b"Content-Length: 1000000000\r\n\r\n")
        await writer.drain()
        await asyncio.sleep(2)

    with pytest.raises(SourceTooLarge):
        fetched(stall, seconds=1)


@pytest.mark.parametrize("declared", [b"", b"Transfer-Encoding: chunked\r\n"], ids=["no length", "chunked"])
def test_a_download_stops_at_the_limit_whatever_size_was_declared(declared: bytes) -> None:
    sent = 0

    async def endless(writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(OK + declared + b"\r\n")
        piece = b"x" * 50_000
        for _ in range(2000):
            writer.write(b"%x\r\n%s\r\n" % (len(piece), piece) if declared else piece)
            await writer.drain()
            sent += len(piece)

    with pytest.raises(SourceTooLarge):
        fetched(endless, size=10)
    assert sent < 20_000_000  # what the system buffers, not the 100 MB on offer


def test_a_small_answer_that_unpacks_to_much_is_not_unpacked() -> None:
    packed = gzip.compress(b"x" * 10_000_000)
    with pytest.raises(SourceError, match="did not hand out"):
        fetched(fixed(whole(packed, b"Content-Encoding: gzip\r\n")))


@pytest.mark.parametrize(
    ("response", "sentence"),
    [
        (OK + b"Content-Length: 5000\r\n\r\nonly this", "broke off"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "broke off"),
        (b"", "broke off"),
        (b"not HTTP at all\r\n\r\n", "broke off"),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "no longer has"),
        (b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "no longer has"),
        (b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n", "500"),
        (b"HTTP/1.1 206 Partial Content\r\nContent-Length: 2\r\n\r\nhi", "206"),
    ],
)
def test_a_download_that_fails_is_one_sentence_about_the_file(response: bytes, sentence: str) -> None:
    with pytest.raises(SourceError, match=r"^notes\.txt: .*" + sentence + r".*again\.$"):
        fetched(fixed(response))


def test_a_file_shorter_than_discord_said_is_not_taken_for_the_file() -> None:
    with pytest.raises(SourceError, match="only a part"):
        fetched(fixed(whole(b"half")), size=8)


def test_a_redirect_is_not_followed() -> None:
    async def scenario() -> None:
        async with cdn(fixed(whole(b"a secret of another machine"))) as inside:
            away = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/\r\nContent-Length: 0\r\n\r\n" % inside.port
            async with cdn(fixed(away)) as outside:
                downloads = Downloads(LIMIT)
                with pytest.raises(SourceError, match="302"):
                    await downloads.fetch(outside.file())
                await downloads.close()
                assert inside.asked == []

    asyncio.run(scenario())


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "", "//127.0.0.1/x", "data:text/plain,x"])
def test_only_web_addresses_are_fetched(url: str) -> None:
    async def scenario() -> None:
        await Downloads(LIMIT).fetch(SentFile("notes.txt", url, 1))

    with pytest.raises(SourceError, match="no web address"):
        asyncio.run(scenario())


@pytest.mark.parametrize("url", ["http://", "http://[::1", "http://127.0.0.1:99999999/"])
def test_an_address_that_is_none_is_one_sentence(url: str) -> None:
    async def scenario() -> None:
        downloads = Downloads(LIMIT)
        try:
            await downloads.fetch(SentFile("notes.txt", url, 1))
        finally:
            await downloads.close()

    with pytest.raises(SourceError, match=r"^notes\.txt: "):
        asyncio.run(scenario())


def test_a_file_that_trickles_in_is_given_up_in_time() -> None:
    async def trickle(writer: asyncio.StreamWriter) -> None:
        writer.write(OK + b"Content-Length: 1000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.01)

    with pytest.raises(SourceError, match="too long"):
        fetched(trickle, seconds=0.15)


def test_nothing_of_ours_goes_to_the_other_side() -> None:
    async def scenario() -> None:
        async with cdn(fixed(whole(b"x", b"Set-Cookie: spy=1\r\n"))) as one:
            downloads = Downloads(LIMIT)
            await downloads.fetch(one.file())
            await downloads.fetch(one.file())
            await downloads.close()
            heads = b"".join(one.asked).lower()
            assert heads.count(b"accept-encoding: identity") == 2
            assert b"authorization" not in heads
            assert b"cookie" not in heads

    asyncio.run(scenario())


def test_closing_breaks_off_what_is_fetched_and_says_to_send_it_again_later() -> None:
    async def stall(writer: asyncio.StreamWriter) -> None:
        writer.write(OK + b"Content-Length: 1000\r\n\r\n")
        await writer.drain()
        await asyncio.sleep(3)

    async def scenario() -> None:
        async with cdn(stall) as one:
            downloads = Downloads(LIMIT)
            under_way = asyncio.create_task(downloads.fetch(one.file()))
            await asyncio.sleep(0.2)  # while the file stalls
            assert one.asked
            async with asyncio.timeout(1):
                await downloads.close()
                with pytest.raises(SourceError, match="restarting"):
                    await under_way
                with pytest.raises(SourceError, match="restarting"):
                    await downloads.fetch(one.file())

    asyncio.run(scenario())
