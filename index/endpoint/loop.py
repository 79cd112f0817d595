"""An event loop in a thread of its own: what runs there can be called off whatever it waits for."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from threading import Lock, Thread
from typing import Any, Final, TypeVar

T = TypeVar("T")

CLOSING_SECONDS: Final = 2.0

logger = logging.getLogger(__name__)


class BackgroundLoop:
    """Runs coroutines for other threads; its own thread starts with the first of them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: Thread | None = None
        self._closed = False

    def submit(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Begin the work; cancelling what is returned calls it off. Once the loop is closed it comes cancelled."""
        with self._lock:
            if self._closed:
                work.close()
                called_off: Future[T] = Future()
                called_off.cancel()
                return called_off
            if self._loop is None:
                self._loop = _Loop()
                self._thread = Thread(target=_run, args=(self._loop,), name="model server", daemon=True)
                self._thread.start()
            return asyncio.run_coroutine_threadsafe(work, self._loop)

    def close(self, last: Callable[[], Awaitable[object]] | None = None) -> None:
        """Call off what runs, then run `last` in the loop and end its thread."""
        with self._lock:
            self._closed = True
            loop, thread = self._loop, self._thread
        if loop is None or thread is None or not thread.is_alive():
            return
        asyncio.run_coroutine_threadsafe(_end(last), loop).add_done_callback(lambda _: _stop(loop))
        thread.join(CLOSING_SECONDS)


class _Loop(asyncio.SelectorEventLoop):
    """Looks names up in threads that nobody waits for: a look-up cannot be called off."""

    async def getaddrinfo(self, host: Any, port: Any, **hints: Any) -> Any:
        answer = self.create_future()

        def look_up() -> None:
            try:
                found, failure = socket.getaddrinfo(host, port, **hints), None
            except OSError as error:
                found, failure = [], error
            with suppress(RuntimeError):  # the loop is closed
                self.call_soon_threadsafe(_settle, answer, found, failure)

        Thread(target=look_up, name="look-up", daemon=True).start()
        return await answer


def _run(loop: asyncio.AbstractEventLoop) -> None:
    loop.set_exception_handler(_lost)
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.get_loop().run_forever()


def _settle(answer: asyncio.Future[Any], found: Any, failure: OSError | None) -> None:
    if answer.done():
        return
    if failure:
        answer.set_exception(failure)
    else:
        answer.set_result(found)


async def _end(last: Callable[[], Awaitable[object]] | None) -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for each in others:
        each.cancel()
    await asyncio.gather(*others, return_exceptions=True)
    if last is not None:
        await last()


def _stop(loop: asyncio.AbstractEventLoop) -> None:
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(loop.stop)


def _lost(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    # The kind alone: asyncio's sentences hold what the connection was working on.
    logger.debug("lost on a connection to a model server: %s", type(context.get("exception")).__name__)
