"""How everything leaves for Discord: retried when the connection drops, and never a reason to fail.

What cannot be sent is one line in the log. A channel that refused is left alone for a while, and when Discord has
refused too much, only people who are waiting for an answer to their command get one.
"""

from __future__ import annotations

import asyncio
import io
import logging
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar
from weakref import WeakValueDictionary

import aiohttp
import discord

from bot.discord_ui.connection import error_words as _error_words  # noqa: F401 - the log learns to tell Discord's errors
from bot.discord_ui.connection.edit_limits import EditLimits
from bot.discord_ui.connection.invalid_requests import InvalidRequests
from bot.discord_ui.connection.resting import Resting
from bot.discord_ui.connection.retrying import FLEETING, HURRIED, STEADY, Patience, Pause, is_rate_limit, persistently
from bot.discord_ui.screens.screen import Screen
from bot.discord_ui.views import layout
from bot.logs import event

Result = TypeVar("Result")
Responses = discord.InteractionResponseType

ANSWERED_AT_ONCE: Final = 100
"""Interactions answered side by side: each takes a connection, and a thousand opened at once hold up everything."""

NOBODY: Final = discord.AllowedMentions.none()
ALREADY_ACKNOWLEDGED: Final = 40060
UNKNOWN_MESSAGE: Final = 10008
ARCHIVED_THREAD: Final = 50083
NO_READING_HISTORY: Final = 160002
HAS_THREAD: Final = 160004
"""Discord's codes (https://docs.discord.com/developers/topics/opcodes-and-status-codes)."""

logger = logging.getLogger(__name__)


class Sending:
    """Sends, edits and acknowledges. Nothing here raises, except when the task is cancelled."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, pause: Pause = asyncio.sleep) -> None:
        """Give `tracing()` to the client this sends through, or nothing is known of what Discord answers."""
        self.refusals = InvalidRequests(clock)
        self.edits = EditLimits(clock)
        self._resting = Resting(clock)
        self._doors: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._answering = asyncio.Semaphore(ANSWERED_AT_ONCE)
        self._pause = pause

    def tracing(self) -> aiohttp.TraceConfig:
        """Return what makes a `discord.Client` tell this of every answer (its option `http_trace`)."""
        trace = self.refusals.tracing()
        trace.on_request_end.append(self.edits.count)
        return trace

    async def acknowledge(self, interaction: discord.Interaction, *, private: bool) -> bool:
        """Say that an answer will come; `finish` brings it. False when it is too late for that."""
        defer = interaction.response.defer
        return await self._answer(
            interaction, Responses.deferred_channel_message, lambda: defer(thinking=True, ephemeral=private)
        )

    async def acknowledge_update(self, interaction: discord.Interaction) -> bool:
        """Take note of a press without showing anything; `finish` then changes the message that was pressed."""
        return await self._answer(interaction, Responses.deferred_message_update, interaction.response.defer)

    async def respond(self, interaction: discord.Interaction, screen: Screen, *, private: bool) -> bool:
        """Answer at once with a message, which only the person sees where it is private."""

        def act() -> Awaitable[Any]:
            return interaction.response.send_message(
                view=_view(screen), ephemeral=private, allowed_mentions=NOBODY, suppress_embeds=True
            )

        return await self._answer(interaction, Responses.channel_message, act)

    async def show_modal(self, interaction: discord.Interaction, modal: discord.ui.Modal) -> bool:
        """Answer at once with a form."""
        return await self._answer(interaction, Responses.modal, lambda: interaction.response.send_modal(modal))

    async def finish(
        self, interaction: discord.Interaction, screen: Screen, *, part: bool = False
    ) -> discord.Message | None:
        """Show what was promised by `acknowledge`; None when that is not possible any more.

        A `part` is followed by another: it is tried once, and not at all when Discord has refused too much.
        """

        def act() -> Awaitable[discord.Message]:
            return interaction.edit_original_response(view=_view(screen), allowed_mentions=NOBODY)

        if part:
            return await self._try_once("finish", act, _ids(interaction))
        return await self._try("finish", act, _ids(interaction))

    async def finish_with_file(
        self, interaction: discord.Interaction, sentence: str, name: str, content: bytes
    ) -> discord.Message | None:
        """Do as `finish` with a file under a sentence, which is markdown."""

        def act() -> Awaitable[discord.Message]:
            file = discord.File(io.BytesIO(content), name)
            return interaction.edit_original_response(content=sentence, attachments=[file], allowed_mentions=NOBODY)

        return await self._try("finish with a file", act, _ids(interaction))

    async def take_back(self, interaction: discord.Interaction) -> None:
        """Delete what was promised by `acknowledge`."""

        async def act() -> None:
            await interaction.delete_original_response()

        await self._try("take back", act, _ids(interaction))

    async def follow_up(
        self, interaction: discord.Interaction, screen: Screen, *, private: bool
    ) -> discord.Message | None:
        """Send another message after the response. A drop may show it twice: Discord offers no way to tell."""

        def act() -> Awaitable[discord.Message]:
            return interaction.followup.send(
                view=_view(screen), ephemeral=private, allowed_mentions=NOBODY, suppress_embeds=True, wait=True
            )

        return await self._try("follow up", act, _ids(interaction))

    async def reply(self, message: discord.Message, screen: Screen) -> discord.Message | None:
        """Reply without pinging anybody, or just send it where the message cannot be replied to."""
        reference = message.to_reference(fail_if_not_exists=False)
        return await self._post("reply", message.channel, screen, reference)

    async def send(self, channel: discord.abc.Messageable, screen: Screen) -> discord.Message | None:
        """Send a message to a channel, a thread or a direct message."""
        return await self._post("send", channel, screen)

    async def tell_privately(self, user: discord.abc.User, screen: Screen) -> discord.Message | None:
        """Send a person a direct message, if they take any."""
        return await self._post("tell privately", user, screen)  # type: ignore[arg-type] # every user takes messages

    async def edit(
        self, message: discord.Message | discord.PartialMessage, screen: Screen, *, part: bool = False
    ) -> discord.Message | None:
        """Change one of the bot's own messages; a `part` is as in `finish`."""

        def act() -> Awaitable[discord.Message]:
            return message.edit(view=_view(screen), allowed_mentions=NOBODY)

        ids = {"channel": message.channel.id, "message": message.id}
        if part:
            return await self._try_once("edit", act, ids)
        return await self._try("edit", act, ids, message.channel.id)

    async def delete(self, message: discord.Message) -> None:
        """Delete one of the bot's own messages."""

        async def act() -> None:
            await message.delete()

        await self._try("delete", act, {"channel": message.channel.id, "message": message.id})

    async def start_thread(self, message: discord.Message, name: str) -> bool:
        """Start a thread under a message; true as well where it has one already."""

        async def act() -> bool:
            try:
                await message.create_thread(name=name)
            except discord.HTTPException as error:
                if error.code != HAS_THREAD:
                    raise
            return True

        ids = {"channel": message.channel.id, "message": message.id}
        return await self._try("start thread", act, ids) or False

    async def show_typing(self, channel: discord.abc.Messageable) -> None:
        """Show for a few seconds that something is being written."""

        async def act() -> None:
            await channel.typing()

        place = _id(channel)
        if not self._held_back(place):
            await self._try("show typing", act, {"channel": place}, place)

    async def _post(
        self,
        doing: str,
        place: discord.abc.Messageable,
        screen: Screen,
        reference: discord.MessageReference | None = None,
    ) -> discord.Message | None:
        number = _id(place)
        # One nonce for all attempts: Discord answers with the message that is already there instead of a second one.
        nonce = secrets.randbits(63)

        async def act() -> discord.Message:
            sent: dict[str, Any] = {"view": _view(screen), "nonce": nonce}
            sent |= {"allowed_mentions": NOBODY, "mention_author": False, "suppress_embeds": True}
            if reference is not None:
                try:
                    return await place.send(reference=reference, **sent)
                except discord.HTTPException as error:
                    if error.code != NO_READING_HISTORY:
                        raise
            return await place.send(**sent)

        # One after the other: a place that refuses does so once, however many have something to say there.
        async with self._doors.setdefault(number, asyncio.Lock()):
            return None if self._held_back(number) else await self._try(doing, act, {"to": number}, number)

    async def _try_once(self, doing: str, act: Callable[[], Awaitable[Result]], ids: dict[str, Any]) -> Result | None:
        return None if self.refusals.too_many else await self._try(doing, act, ids, patience=FLEETING)

    async def _try(
        self,
        doing: str,
        act: Callable[[], Awaitable[Result]],
        ids: dict[str, Any],
        place: int | None = None,
        patience: Patience = STEADY,
    ) -> Result | None:
        try:
            return await persistently(patience, act, self._pause)
        except Exception as error:  # noqa: BLE001 - whatever it is, this message alone is lost
            event(logger, logging.WARNING, "could not send", doing=doing, **ids, error=error)
            if place is not None and _closed(error):
                self._resting.begin(place)
            return None

    async def _answer(
        self, interaction: discord.Interaction, kind: discord.InteractionResponseType, act: Callable[[], Awaitable[Any]]
    ) -> bool:
        if interaction.response.is_done():
            event(logger, logging.WARNING, "answered twice", doing=kind.name, **_ids(interaction))
            return False
        try:
            async with self._answering:
                await persistently(HURRIED, act, self._pause)
        except Exception as error:  # noqa: BLE001 - whatever it is, this interaction alone is lost
            if isinstance(error, discord.HTTPException) and error.code == ALREADY_ACKNOWLEDGED:
                # An attempt whose answer was lost had arrived. discord.py notes only what it saw succeed, and has no
                # public way to say so.
                interaction.response._response_type = kind
            if not interaction.response.is_done():
                event(logger, logging.WARNING, "could not answer", doing=kind.name, **_ids(interaction), error=error)
        # It may be done although it raised: then Discord took it and what it said in return could not be read.
        return interaction.response.is_done()

    def _held_back(self, place: int) -> bool:
        return self.refusals.too_many or self._resting.is_resting(place)


def _view(screen: Screen) -> discord.ui.LayoutView:
    """Return the screen as Discord's components, anew for each attempt.

    Stopped, so that discord.py does not keep every message ever sent in memory: presses are handled by their custom id.
    """
    view = layout(screen)
    view.stop()
    return view


def _closed(error: Exception) -> bool:
    """Tell whether the place, and not this message, was refused."""
    if not isinstance(error, discord.HTTPException) or error.code == UNKNOWN_MESSAGE or is_rate_limit(error):
        return False
    return error.status in (401, 403, 404, 429) or error.code == ARCHIVED_THREAD


def _id(place: object) -> int:
    return int(getattr(place, "id", 0))


def _ids(interaction: discord.Interaction) -> dict[str, Any]:
    return {"server": interaction.guild_id, "channel": interaction.channel_id, "interaction": interaction.id}
