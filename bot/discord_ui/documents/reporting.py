"""How far a batch is, shown while it is worked on, at a rate Discord takes from a bot."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

from bot.discord_ui.documents.adding_rendering import outcome_screen, progress_screen
from bot.discord_ui.documents.batch import Batch
from bot.discord_ui.screens.screen import Screen
from index.jobs.time_left import TimeLeft

SECONDS_BETWEEN_EDITS: Final = 2.0

Show = Callable[[Screen, bool], Awaitable[bool]]
"""Shows a screen in the place of the one before and returns whether it could; the flag is whether it is the last."""


async def report(
    batch: Batch, work: Coroutine[Any, Any, None], show: Show, seconds: float = SECONDS_BETWEEN_EDITS
) -> None:
    """Do the work; show how far it is every so many seconds, where that has changed, and in the end what came of it.

    What could not be shown once is not tried again before the end: refused requests count towards a ban.
    """
    time_left = TimeLeft()
    time_left.begin(1)
    task = asyncio.get_running_loop().create_task(work)
    shown: Screen | None = None
    watched = True
    while not (await asyncio.wait({task}, timeout=seconds))[0]:
        screen = progress_screen(batch, time_left.seconds(batch.share))
        if watched and screen != shown:
            watched = await show(screen, False)
            shown = screen
    await task
    await show(outcome_screen(batch), True)
