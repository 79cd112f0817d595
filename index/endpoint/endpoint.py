"""The one way to a model server: called from any thread, and never waited for longer than was said.

The client runs on an event loop of its own, since only there can a call be broken off at any moment, whatever the
network does; those who wait are ordinary threads. `openai` is imported with the first call: it takes most of a second.
"""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import aclosing
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from index.endpoint.address import Address
from index.endpoint.breaker import Breaker
from index.endpoint.flow import Flow, Late
from index.endpoint.loop import BackgroundLoop
from index.errors import EndpointError, FootnoteError

if TYPE_CHECKING:
    from openai import AsyncOpenAI

T = TypeVar("T")

MOST_BYTES: Final = 32_000_000


class Endpoint:
    """A model server at an address. Safe to use from several threads; close it when done."""

    def __init__(
        self, address: Address, *, retries: int, most_bytes: int = MOST_BYTES, fair_seconds: float = 0.0
    ) -> None:
        """Ask again up to `retries` times what fails before anything came; take replies of up to `most_bytes`.

        A server that does not answer within less than `fair_seconds` is not yet one that fails.
        """
        self._address = address
        self._retries = retries
        self._fair_seconds = fair_seconds
        self._most_bytes = most_bytes
        self._breaker = Breaker()
        self._loop = BackgroundLoop()
        self._opening = Lock()
        self._client: AsyncOpenAI | None = None

    def open(self) -> None:
        """Load the client, which takes most of a second the first time and else comes with the first call.

        Raises EndpointError for an address that cannot be one.
        """
        self._opened()

    def call(self, make: Callable[[AsyncOpenAI], Awaitable[T]], seconds: float) -> T:
        """Return what `make` gets from the client within `seconds`, retries included. Raises EndpointError.

        A FootnoteError that `make` raises comes through as it is.
        """
        ends = time.monotonic() + seconds

        async def once(client: AsyncOpenAI) -> AsyncGenerator[T, None]:
            yield await make(client)

        (result,) = self.stream(once, lambda: ends - time.monotonic())
        return result

    def stream(
        self,
        make: Callable[[AsyncOpenAI], AsyncGenerator[T, None]],
        seconds: Callable[[], float],
        stopped: Callable[[], bool] = lambda: False,
    ) -> Generator[T, None, None]:
        """Yield what `make` yields, item by item. Raises EndpointError, also when there is no item at all.

        `seconds` tells how long the next item is waited for, and is asked again after each. Once `stopped` is true, or
        the iterator is left, the call is broken off.
        """
        client = self._opened()
        trial = self._breaker.enter()
        flow: Flow[T] = Flow()
        failure: FootnoteError | None = None
        given = seconds()
        try:
            running = self._loop.submit(self._run(client, make, flow, given))
            yield from flow.items(running, seconds, stopped)
        except FootnoteError as error:
            failure = error
            raise
        finally:
            too_soon = isinstance(failure, Late) and given < self._fair_seconds
            self._note(None if too_soon else failure, flow.came, trial)

    def close(self) -> None:
        """Break off what is being asked, and ask no more."""
        with self._opening:
            client = self._client
        self._loop.close(client.close if client else None)

    async def _run(
        self, client: AsyncOpenAI, make: Callable[[AsyncOpenAI], AsyncGenerator[T, None]], flow: Flow[T], seconds: float
    ) -> FootnoteError | None:
        """Put what comes into `flow`, and return what goes wrong: raised here, asyncio might log it with its causes."""
        from index.endpoint.failures import failure_of
        from index.endpoint.retrying import retrying

        try:
            begun: Begun[T] = await retrying(self._retries, seconds)(self._begun, lambda: make(client))
            async with aclosing(begun.rest) as rest:
                flow.put(begun.first)
                async for item in rest:
                    flow.put(item)
        except FootnoteError as error:
            return error
        except Exception as error:  # noqa: BLE001 - whatever the client makes of what a server sends
            return failure_of(error, self._address)
        return None

    async def _begun(self, start: Callable[[], AsyncGenerator[T, None]]) -> Begun[T]:
        items = start()
        async for first in items:
            return Begun(first, items)
        raise EndpointError("The model server sent an empty answer: try again in a moment.")

    def _opened(self) -> AsyncOpenAI:
        from index.endpoint.client import open_client

        with self._opening:
            self._client = self._client or open_client(self._address, self._most_bytes)
            return self._client

    def _note(self, failure: FootnoteError | None, came: bool, trial: bool) -> None:
        if failure is None and came:
            self._breaker.succeeded()
        elif isinstance(failure, EndpointError) and _is_servers(failure, came):
            self._breaker.failed()
        else:
            self._breaker.undecided(trial)


@dataclass(frozen=True, slots=True)
class Begun(Generic[T]):
    """A call of which the first item has come."""

    first: T
    rest: AsyncGenerator[T, None]


def _is_servers(failure: EndpointError, came: bool) -> bool:
    """Tell whether a failure shows that the server does not work. One that was slow in the middle does."""
    if isinstance(failure, Late):
        return not came
    return failure.status is None or failure.status in {408, 409, 429} or failure.status >= 500
