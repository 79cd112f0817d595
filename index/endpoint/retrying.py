"""Asking again what may go better the next time, within the time there is."""

from __future__ import annotations

import asyncio
from typing import Final

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, stop_before_delay
from tenacity.wait import wait_exponential_jitter

from index.endpoint.failures import is_passing, wait_asked_for

FIRST_WAIT: Final = 0.2
LONGEST_WAIT: Final = 4.0
"""In seconds; the waits double, each with up to FIRST_WAIT more by chance, so that many do not come back at once."""


def retrying(retries: int, seconds: float) -> AsyncRetrying:
    """Return what calls a function up to `1 + retries` times, the last of them begun before `seconds` are over.

    It waits as long as the server asks for; where that is too long, it fails at once.
    """
    return AsyncRetrying(
        retry=retry_if_exception(is_passing),
        wait=_wait,
        stop=stop_after_attempt(1 + retries) | stop_before_delay(seconds),
        sleep=asyncio.sleep,
        reraise=True,
    )


def _wait(state: RetryCallState) -> float:
    asked = wait_asked_for(state.outcome.exception() if state.outcome else None)
    own = wait_exponential_jitter(multiplier=FIRST_WAIT, max=LONGEST_WAIT, jitter=FIRST_WAIT)(state)
    return own if asked is None else asked + own
