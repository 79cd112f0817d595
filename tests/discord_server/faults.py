"""What goes wrong on command: failures, broken connections, latency, rate limits."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal

Failure = int | Literal["drop", "drop after"]
"""A status, or a connection broken before the request is handled, or after it and before the answer."""


@dataclass(slots=True)
class Fault:
    """A failure that waits for its request. `method` and `path` are patterns, for the path as template or as it is."""

    method: str
    path: str
    status: Failure
    times: int
    retry_after: float = 0.5
    everywhere: bool = False
    cloudflare: bool = False
    met: int = 0

    def meets(self, method: str, template: str, path: str) -> bool:
        return _matches(self.method, self.path, method, template, path)


@dataclass(slots=True)
class Delay:
    """Latency on some requests."""

    method: str
    path: str
    seconds: float
    times: int


@dataclass(slots=True)
class Limit:
    """So many requests in so many seconds on a route, each channel, guild or webhook by itself."""

    method: str
    path: str
    requests: int
    seconds: float
    taken: dict[str, deque[float]] = field(default_factory=dict)

    def take(self, key: str) -> tuple[int, float]:
        """Count a request: how many are left after it (-1: too many), and in how many seconds there is room again."""
        now = time.perf_counter()
        taken = self.taken.setdefault(key, deque())
        while taken and taken[0] <= now - self.seconds:
            taken.popleft()
        if len(taken) < self.requests:
            taken.append(now)
            return self.requests - len(taken), taken[0] + self.seconds - now
        return -1, taken[0] + self.seconds - now


class Faults:
    """The commands of a test."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.delays: list[Delay] = []
        self.limits: list[Limit] = []

    def next_fault(self, method: str, template: str, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.times and fault.meets(method, template, path):
                fault.times -= 1
                fault.met += 1
                return fault
        return None

    def next_delay(self, method: str, template: str, path: str) -> float:
        for delay in self.delays:
            if delay.times and _matches(delay.method, delay.path, method, template, path):
                delay.times -= 1
                return delay.seconds
        return 0.0

    def limit_on(self, method: str, template: str, path: str) -> Limit | None:
        return next((one for one in self.limits if _matches(one.method, one.path, method, template, path)), None)


def _matches(method_pattern: str, path_pattern: str, method: str, template: str, path: str) -> bool:
    if not fnmatchcase(method, method_pattern):
        return False
    return any(
        place == path_pattern
        or place.startswith(path_pattern.removesuffix("…")) * path_pattern.endswith("…")
        or fnmatchcase(place, path_pattern)
        for place in (template, path)
    )
