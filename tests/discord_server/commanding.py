"""The part of the server that lets things go wrong when a test says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.discord_server.faults import Delay, Failure, Fault, Faults, Limit

if TYPE_CHECKING:
    from tests.discord_server.gateway import Gateway

FOREVER = -1


class Commanding:
    """The commands of a test. Paths are those of Discord's documentation (`/channels/{channel_id}/messages`), whole
    paths, or patterns with `*`.
    """

    gateway: Gateway

    def __init__(self) -> None:
        self.faults = Faults()

    def fail_next(
        self,
        method: str,
        path: str,
        status: Failure = 500,
        *,
        times: int = 1,
        retry_after: float = 0.2,
        everywhere: bool = False,
        cloudflare: bool = False,
    ) -> Fault:
        """Fail the next requests: with a status, or with "drop" (before it is handled) or "drop after" (handled, but
        never answered). A 429 tells to wait `retry_after` seconds, for every route with `everywhere`; with
        `cloudflare` it is the one of a banned address. `times=FOREVER` lasts until `heal`. `met` of what is returned
        counts.
        """
        fault = Fault(method, path, status, times, retry_after, everywhere, cloudflare)
        self.faults.faults.append(fault)
        return fault

    def slow_down(self, seconds: float, method: str = "*", path: str = "*", *, times: int = FOREVER) -> None:
        """Let requests wait before they are handled."""
        self.faults.delays.append(Delay(method, path, seconds, times))

    def limit(self, method: str, path: str, requests: int, seconds: float) -> None:
        """Answer more than so many requests in so many seconds with 429, per channel, guild or webhook."""
        self.faults.limits.append(Limit(method, path, requests, seconds))

    def heal(self) -> None:
        """End everything that was commanded to go wrong."""
        self.faults = Faults()

    async def drop_gateway(self, *, resumable: bool = True) -> None:
        """Break the clients' sockets; without `resumable` their sessions are gone too."""
        self.gateway.drop(resumable=resumable)

    async def resumed(self, times: int = 1, timeout: float = 10.0) -> None:  # noqa: ASYNC109 - ours
        """Wait until sessions have been resumed so often, since the server began."""
        await self.until(lambda: self.gateway.resumed >= times, timeout, "a RESUME")  # type: ignore[attr-defined]

    async def identified(self, times: int = 1, timeout: float = 10.0) -> None:  # noqa: ASYNC109 - ours
        """Wait until clients have identified so often, since the server began."""
        await self.until(lambda: self.gateway.identified >= times, timeout, "an IDENTIFY")  # type: ignore[attr-defined]

    def send_raw_event(self, name: str, data: Any) -> None:
        """Tell every session of an event, whatever it holds."""
        self.gateway.dispatch(name, data)

    def send_raw_frame(self, frame: str | bytes) -> None:
        """Send text that is no JSON (packed as the client asked) or bytes that are nothing."""
        self.gateway.send_raw(frame)
