"""Questions in direct messages: the person picks one of the servers they belong to, and asks its documents.

Only servers that allow it are offered, and membership is verified with Discord for every question.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Final

import discord

from bot.discord_ui.context import Context
from bot.discord_ui.presses import UNKNOWN, Handle
from bot.discord_ui.questions.answers import answer, answer_message
from bot.discord_ui.questions.gate import Gate
from bot.discord_ui.questions.limits import Cooldowns
from bot.discord_ui.questions.membership import Membership
from bot.discord_ui.questions.requests import Request
from bot.discord_ui.questions.surfaces import response_surface
from bot.discord_ui.rendering import notice
from bot.discord_ui.screens.actions import Action, custom_id
from bot.discord_ui.screens.arguments import arguments
from bot.discord_ui.screens.escaping import plain, safe, safe_line
from bot.discord_ui.screens.screen import Block, Button, Menu, Option, Row, Screen, Text
from bot.errors import NotAllowed
from index.errors import FootnoteError, StoreError

NO_LIBRARY: Final = "-"
"""Stands in a custom id where no server has been picked yet."""

MOST_SERVERS: Final = 25
LONGEST_NAME: Final = 100
NO_LIMIT: Final = sys.maxsize
NO_SERVERS: Final = (
    "None of the servers we share takes questions in direct messages. Ask there with `/ask`, or ask an admin to allow "
    "direct messages in `/settings`."
)
CALLED: Final = "Write me a question, and pick the server whose documents I shall ask."
NO_SERVER_YET: Final = "Ask without a document first and choose a server; then you can name one of its documents."
FORGOTTEN: Final = "This question was asked too long ago; write it again."


class DirectMessages:
    """Asking in direct messages."""

    def __init__(self, context: Context, gate: Gate, membership: Membership) -> None:
        """Admit questions through `gate`, as in the servers they are put to."""
        self._context = context
        self._gate = gate
        self._membership = membership
        self._cooldowns = Cooldowns(context.app.settings.member_questions_per_minute, NO_LIMIT)
        self.handles: Mapping[str, Handle] = {"server": self._picked, "servers": self._asked_for_others}

    async def by_message(self, message: discord.Message, text: str) -> None:
        """Answer a direct message from the server picked last, or offer the servers there are."""
        sending = self._context.sending
        if not text:
            await sending.reply(message, notice(CALLED))
            return
        await sending.show_typing(message.channel)  # what comes first is a question to Discord, which may take its time
        try:
            self._let_in(message.author.id, text)
            library = await self._server_picked(message.author.id)
            if library is None:
                await sending.reply(message, await self._offer(message.author.id, text))
                return
            request = _request(library, message.author.id, message.channel.id, text)
            more = await self._more(request)
            self._gate.admit(library, message.author.id, None, text)
        except FootnoteError as refusal:
            await sending.reply(message, notice(safe(str(refusal)), "problem"))
            return
        replies_to = message.reference.message_id if message.reference else None
        await answer_message(self._context, message, replace(request, replies_to=replies_to), more)

    async def by_command(self, interaction: discord.Interaction, text: str, document: str | None) -> None:
        """Answer `/ask` in a direct message, likewise."""
        user = interaction.user.id
        self._let_in(user, text)
        if not await self._context.sending.acknowledge(interaction, private=False):
            return
        library = await self._server_picked(user)
        if library is None and document is not None:
            raise NotAllowed(NO_SERVER_YET)
        if library is None:
            await self._context.sending.finish(interaction, await self._offer(user, text))
            return
        request = replace(_request(library, user, interaction.channel_id or 0, text), document=document)
        await self._answer(interaction, request)

    async def by_menu_of_questions(self, interaction: discord.Interaction, library: str, text: str) -> None:
        """Answer a question that was picked under an answer, from the documents of the same server."""
        user = interaction.user.id
        self._let_in(user, text)
        if await self._context.sending.acknowledge(interaction, private=False):
            await self._membership.check(library, user)
            await self._answer(interaction, _request(library, user, interaction.channel_id or 0, text))

    async def _picked(self, interaction: discord.Interaction, action: Action, values: list[str]) -> None:
        """Answer the question the menu was offered for, from the server that was picked."""
        library, user = _one(values), interaction.user.id
        _require_direct(interaction)
        if not await self._context.sending.acknowledge_update(interaction):
            return
        await self._membership.check(library, user)
        text = await self._held_question(action, user)
        await self._remember_pick(user, library)
        await self._answer(interaction, _request(library, user, interaction.channel_id or 0, text))

    async def _asked_for_others(self, interaction: discord.Interaction, action: Action, _values: list[str]) -> None:
        """Offer the servers again for a question that was answered from one."""
        user = interaction.user.id
        _require_direct(interaction)
        if not await self._context.sending.acknowledge(interaction, private=False):
            return
        text = await self._held_question(action, user)
        self._let_in(user, text)
        await self._context.sending.finish(interaction, await self._offer(user, text))

    async def _answer(self, interaction: discord.Interaction, request: Request) -> None:
        self._gate.admit(request.library, request.asker, None, request.text)
        with self._context.pending.taken(self._context.questions, request) as pending:
            surface = response_surface(self._context.sending, interaction)
            await answer(self._context, pending, surface, show_question=True, more=await self._more(request))

    def _let_in(self, user: int, text: str) -> None:
        """Raise QuestionError or NotNow before Discord is asked anything on the person's behalf."""
        self._context.app.check_question(text)
        self._cooldowns.take(NO_LIBRARY, user)

    async def _held_question(self, action: Action, user: int) -> str:
        text = await self._context.read(self._context.app.records.held_question, arguments(action, 1)[0], user)
        if text is None:
            raise NotAllowed(FORGOTTEN)
        return text

    async def _remember_pick(self, user: int, library: str) -> None:
        with suppress(StoreError):  # a full disk costs a menu the next time, not the answer
            await self._context.read(self._context.app.records.choose_direct_server, user, library)

    async def _server_picked(self, user: int) -> str | None:
        """Return the library of the server picked last, if the person may still ask it."""
        library = await self._context.read(self._context.app.records.direct_server, user)
        if library is None:
            return None
        try:
            await self._membership.check(library, user)
        except NotAllowed:
            return None
        return library

    async def _offer(self, user: int, text: str) -> Screen:
        records = self._context.app.records
        before = await self._context.read(records.asked_before, user)
        servers = await self._membership.servers_of(user, before, MOST_SERVERS)
        if not servers:
            return notice(NO_SERVERS)
        question = await self._context.read(records.hold_question, user, text)
        options = tuple(Option(plain(server.name, LONGEST_NAME), str(server.id)) for server in servers)
        menu = Menu(custom_id("server", NO_LIBRARY, question), "Choose a server", options)
        return Screen((Text("**Which server's documents shall I ask?**"), menu), "notice")

    async def _more(self, request: Request) -> tuple[Block, ...]:
        """Return what stands below an answer: which server it is from, and the way to others if that can be kept."""
        source = Text(f"-# From the documents of {safe_line(self._membership.name_of(request.library), LONGEST_NAME)}")
        hold = self._context.app.records.hold_question
        try:
            question = await self._context.read(hold, request.asker, request.text)
        except StoreError:
            return (source,)
        return source, Row((Button("Ask another server", custom_id("servers", NO_LIBRARY, question)),))


def _request(library: str, user: int, channel: int, text: str) -> Request:
    return Request(library=library, text=text, asker=user, channel=channel, direct=True)


def _require_direct(interaction: discord.Interaction) -> None:
    if interaction.guild_id is not None:
        raise NotAllowed(UNKNOWN)


def _one(values: list[str]) -> str:
    if len(values) != 1:
        raise NotAllowed("Pick one server.")
    return values[0]
