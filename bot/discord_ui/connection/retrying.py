"""Trying again what failed for a reason that passes: a dropped socket, silence, a fault on Discord's side.

discord.py itself repeats after 429 and 5xx, not when the connection drops.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import aiohttp
import discord
from tenacity import AsyncRetrying, RetryCallState, stop_after_attempt, wait_random_exponential

Result = TypeVar("Result")
Pause = Callable[[float], Awaitable[None]]
"""Waits for so many seconds."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often something is tried, how long each time, and how long the longest pause in between is, in seconds."""

    attempts: int
    seconds: float
    longest_pause: float


HURRIED: Final = Patience(attempts=3, seconds=2, longest_pause=0.2)
"""For what Discord wants within 3 seconds."""

STEADY: Final = Patience(attempts=8, seconds=90, longest_pause=8)
"""For everything else. An attempt has time for discord.py to wait out a 429: cut short, it would only cause another."""

FAULTS_BORNE: Final = 2
"""Attempts that may end in a fault of Discord's: behind each stand up to five of discord.py's own."""


async def persistently(
    patience: Patience, act: Callable[[], Awaitable[Result]], pause: Pause = asyncio.sleep
) -> Result:
    """Do it until it succeeds, or raise what went wrong last."""
    trying = AsyncRetrying(
        stop=stop_after_attempt(patience.attempts),
        wait=wait_random_exponential(multiplier=0.2, max=patience.longest_pause),
        retry=_worth_another,
        sleep=pause,
        reraise=True,
    )

    async def once() -> Result:
        async with asyncio.timeout(patience.seconds):
            return await act()

    return await trying(once)


def _worth_another(state: RetryCallState) -> bool:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, discord.HTTPException):
        return error.status >= 500 and state.attempt_number <= FAULTS_BORNE
    return isinstance(error, aiohttp.ClientError | OSError | TimeoutError)
