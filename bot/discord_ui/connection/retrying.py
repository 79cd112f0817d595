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

FLEETING: Final = Patience(attempts=1, seconds=20, longest_pause=0)
"""For what the next thing sent takes the place of. It is waited for, or it might arrive after that."""

STEADY: Final = Patience(attempts=8, seconds=90, longest_pause=8)
"""For everything else. An attempt has time for discord.py to wait out a 429: cut short, it would only cause another."""

FAULTS_BORNE: Final = 2
"""Attempts that may end in a fault of Discord's: behind each stand up to five of discord.py's own."""


LIMITS_BORNE: Final = 3
"""Rate limits in a row that are waited out here."""

DEFAULT_WAIT: Final = 1.0


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
        try:
            async with asyncio.timeout(patience.seconds):
                return await act()
        except discord.HTTPException as error:
            if is_rate_limit(error) and patience.attempts > 1:
                await pause(min(_wait_asked_for(error), patience.seconds))
            raise

    return await trying(once)


def is_rate_limit(error: discord.HTTPException) -> bool:
    """Tell whether Discord itself wants less; a page instead of JSON comes from what stands before it, and is a ban.

    discord.py waits such answers out by itself only where they carry the header Via, which is not documented.
    """
    headers = error.response.headers
    return error.status == 429 and "json" in headers.get("Content-Type", "") and "Retry-After" in headers


def _wait_asked_for(error: discord.HTTPException) -> float:
    """Return the seconds Discord asks to wait."""
    try:
        return max(0.0, float(error.response.headers["Retry-After"]))
    except ValueError:
        return DEFAULT_WAIT


def _worth_another(state: RetryCallState) -> bool:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, discord.HTTPException) and is_rate_limit(error):
        return state.attempt_number <= LIMITS_BORNE
    if isinstance(error, discord.HTTPException):
        return error.status >= 500 and state.attempt_number <= FAULTS_BORNE
    return isinstance(error, aiohttp.ClientError | OSError | TimeoutError)
