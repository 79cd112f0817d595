"""Showing an answer while a model writes it: the newest state, one edit at a time, as often as Discord takes them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

from bot.discord_ui.connection.edit_limits import EditLimits
from bot.discord_ui.questions.pending import Pending
from bot.discord_ui.questions.surfaces import Surface
from bot.discord_ui.screens.screen import Screen
from bot.logs import event

SECONDS_BETWEEN_PARTS: Final = 1.0
SECONDS_TO_STOP_BUTTON: Final = 1.5
"""After which an answer of which nothing is there yet shows that it is being written, and can be stopped."""

FAILURES_BORNE: Final = 2
"""Edits in a row that may fail before only the whole answer is shown."""

logger = logging.getLogger(__name__)


@asynccontextmanager
async def shown_while_it_grows(
    pending: Pending, surface: Surface, limits: EditLimits, screen: Callable[[], Screen]
) -> AsyncIterator[None]:
    """Show the answer's `screen` of the moment whenever there is more of it, until the block ends.

    No edit is under way then, so that whatever is shown next is the last.
    """
    with limits.growing(surface.limited_as):
        editing = asyncio.Lock()
        showing = asyncio.create_task(_show(pending, surface, limits, screen, editing))
        try:
            yield
        finally:
            async with editing:
                showing.cancel()
            (failure,) = await asyncio.gather(showing, return_exceptions=True)
            if isinstance(failure, Exception):
                event(
                    logger, logging.ERROR, "parts of an answer not shown", server=pending.request.library, error=failure
                )
            await _room_for_last(pending, surface, limits)


async def _show(
    pending: Pending, surface: Surface, limits: EditLimits, screen: Callable[[], Screen], editing: asyncio.Lock
) -> None:
    loop, failures = asyncio.get_running_loop(), 0
    with suppress(TimeoutError):
        async with asyncio.timeout(SECONDS_TO_STOP_BUTTON):
            await pending.changed()
    while failures < FAILURES_BORNE and not pending.unwanted:
        if wait := limits.take(surface.limited_as):
            await asyncio.sleep(wait)
            continue
        begun, empty = loop.time(), pending.empty
        async with editing:
            shown = await surface.show_part(screen())
        if shown is None:
            failures += 1
        else:
            failures, pending.shown = 0, shown.id
        if not empty:  # the first sentence does not wait for the next second
            await asyncio.sleep(begun + SECONDS_BETWEEN_PARTS - loop.time())
        await pending.changed()


async def _room_for_last(pending: Pending, surface: Surface, limits: EditLimits) -> None:
    """Wait until Discord takes the edit that shows the whole answer, if that is still wanted."""
    while not pending.unwanted:
        wait = limits.take(surface.limited_as, last=True)
        if not wait:
            return
        await asyncio.sleep(wait)
