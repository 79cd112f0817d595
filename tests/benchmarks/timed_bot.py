"""`footnote serve` with a clock in its event loop: on SIGUSR1 it prints how late the loop was since the last time.

A task sleeps for a few milliseconds, again and again; by how much longer it slept, the loop was busy with one thing.
"""

from __future__ import annotations

import asyncio
import json
import signal
import time

from bot.discord_ui import serving
from bot.discord_ui.client import FootnoteClient
from bot.terminal.main import main

INTERVAL = 0.005


class TimedClient(FootnoteClient):
    """The bot's client, which starts the clock when it starts."""

    async def setup_hook(self) -> None:
        await super().setup_hook()
        late: list[float] = []
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGUSR1, _report, late)
        self._start(_measure(late))


async def _measure(late: list[float]) -> None:
    while True:
        began = time.perf_counter()
        await asyncio.sleep(INTERVAL)
        late.append(time.perf_counter() - began - INTERVAL)


def _report(late: list[float]) -> None:
    ordered = sorted(late)
    late.clear()
    figures = {"worst": ordered[-1], "p99": ordered[int(len(ordered) * 0.99)], "samples": len(ordered)}
    print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    serving.FootnoteClient = TimedClient  # type: ignore[misc]
    main()
