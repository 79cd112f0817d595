"""The Discord client: puts the face together and passes on what Discord sends."""

from __future__ import annotations

import asyncio
import logging
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Final

import discord
from discord import app_commands

from bot.app import App
from bot.discord_ui.asking import Asking
from bot.discord_ui.connection.commands_sync import sync_commands
from bot.discord_ui.connection.sending import Sending
from bot.discord_ui.context import Context
from bot.discord_ui.departures import Departures
from bot.discord_ui.digests.posting import Digests
from bot.discord_ui.discussions.command import DiscussionCommand
from bot.discord_ui.documents.adding import Adding
from bot.discord_ui.documents.following import Following
from bot.discord_ui.documents.jobs import ServerJobs
from bot.discord_ui.documents.reports import Reports
from bot.discord_ui.help import Help
from bot.discord_ui.lanes import Lanes
from bot.discord_ui.library import LibraryCommands
from bot.discord_ui.presses import CLOSED, UNKNOWN, Presses
from bot.discord_ui.questions.answer_buttons import AnswerButtons
from bot.discord_ui.questions.checks import Checks
from bot.discord_ui.questions.direct import DirectMessages
from bot.discord_ui.questions.gate import Gate
from bot.discord_ui.questions.limits import Cooldowns
from bot.discord_ui.questions.membership import Membership
from bot.discord_ui.rendering import notice
from bot.discord_ui.screens.actions import Action, parse
from bot.discord_ui.server_settings import ServerSettingsPanel
from bot.discord_ui.summaries.summaries import Summaries
from bot.discord_ui.topics import Topics
from bot.discord_ui.usage import Usage
from bot.discord_ui.views import DYNAMIC_ITEMS
from bot.discord_ui.warming import warm_up
from bot.errors import NotAllowed
from bot.logs import event
from bot.settings import Settings
from index.errors import StoreError

SECONDS_BETWEEN_SAVES: Final = 20.0
"""How often the questions counted are written down."""

GRACE_SECONDS: Final = 0.25
"""How long after a press discord.py has found what was pressed in the message; Discord gives an answer 3."""

FORM_GRACE_SECONDS: Final = 1.5
"""How long a form may go unacknowledged before it is taken for one that nobody handles."""

LONGEST_TURN_SECONDS: Final = 5.0
"""How long a question keeps those after it in its server waiting, at most: its channel may hang, theirs need not."""

LONGEST_TURN_WITH_MODEL_SECONDS: Final = 2.0
"""The same where a model writes: what takes long is then its server's work, of which several pieces go on at once."""

WAITING_FOR_EACH: Final = 3
"""Questions that may wait for one that is with the model, each in a thread."""

STOPPING_SECONDS: Final = 2.0
"""Before answers in flight have to be there, those a model still writes are stopped; what there is of them is shown."""

TAKEN: Final = "taken"
"""Marks an interaction that is being carried out."""

NOTES_A_MINUTE: Final = 1
NOTES_A_MINUTE_AND_SERVER: Final = 10

COMMAND_CHANGED: Final = "This command has changed; type it again in a minute, or reload Discord."
UNUSABLE: Final = "This command cannot use what was given to it; check the options and try again."

logger = logging.getLogger(__name__)


def intents(*, message_content: bool) -> discord.Intents:
    """Return what is asked of Discord: servers, and messages; their text only where the setting wants it.

    Without the privileged intent Discord leaves the text out of messages that neither mention the bot nor are sent to
    it directly.
    """
    wanted = discord.Intents.none()
    wanted.guilds = wanted.guild_messages = wanted.dm_messages = True
    wanted.message_content = message_content
    return wanted


class Commands(app_commands.CommandTree[Any]):
    """The slash commands and menus; what goes wrong in none of them reaches a person as silence."""

    client: FootnoteClient

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError, /) -> None:
        """Tell the person that a command is unknown or failed."""
        async with self.client.context.told(interaction):
            if isinstance(error, app_commands.CommandInvokeError):
                raise error.original
            if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
                raise NotAllowed(COMMAND_CHANGED)
            raise NotAllowed(UNUSABLE)


class FootnoteClient(discord.Client):
    """Footnote in Discord."""

    def __init__(self, app: App) -> None:
        """Serve `app`. Nothing is connected yet."""
        settings = app.settings
        sending = Sending()
        super().__init__(
            intents=intents(message_content=settings.message_content_intent),
            allowed_mentions=discord.AllowedMentions.none(),
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            http_trace=sending.tracing(),
        )
        self._app = app
        self._threads = ThreadPoolExecutor(_answer_threads(settings), thread_name_prefix="answer")
        patience = LONGEST_TURN_WITH_MODEL_SECONDS if settings.has_model else LONGEST_TURN_SECONDS
        self.context = Context(app, sending, Lanes(settings.question_queue, patience), self._threads)
        cooldowns = Cooldowns(settings.member_questions_per_minute, settings.server_questions_per_minute)
        gate = Gate(self.context, cooldowns, Cooldowns(NOTES_A_MINUTE, NOTES_A_MINUTE_AND_SERVER))
        membership = Membership(self, app.records)
        direct = DirectMessages(self.context, gate, membership)
        buttons = AnswerButtons(self.context, membership)
        jobs = ServerJobs(app)
        self._adding = Adding(self.context, jobs, self.get_partial_messageable)
        self._following = Following(self.context, jobs, self.get_partial_messageable)
        self._departures = Departures(self.context, lambda: [guild.id for guild in self.guilds])
        library = LibraryCommands(self.context, self._adding)
        panel = ServerSettingsPanel(self.context)
        self._summaries = Summaries(self.context, gate)
        DiscussionCommand(self.context, self._summaries.running, self).add_to(self._summaries.group)
        self._asking = Asking(self.context, gate, direct, reads_threads=settings.message_content_intent)
        self.tree = Commands(self)
        topics = Topics(self.context, self._asking)
        own = (self._asking, Checks(self.context, gate), library, self._summaries, topics, panel)
        for feature in (*own, Usage(self.context), Help(self.context)):
            feature.add_to(self.tree)
        with_buttons = (direct, buttons, self._summaries, library, panel, topics, Reports(self.context))
        handles = {name: do for feature in with_buttons for name, do in feature.handles.items()}
        self._presses = Presses(self.context, handles)
        self._tasks: set[asyncio.Task[None]] = set()

    async def setup_hook(self) -> None:
        """Get ready, once, after logging in and before the gateway."""
        await asyncio.to_thread(self._app.records.load)
        await asyncio.to_thread(self._app.embedder)  # before the first question rather than in it
        await asyncio.to_thread(self._app.models.for_question, "", 0)  # likewise
        await asyncio.to_thread(warm_up)
        self.add_dynamic_items(*DYNAMIC_ITEMS)
        self._start(sync_commands(self.tree, self._app.records, self._app.settings))
        self._start(self._save_usage_now_and_then())
        await self._adding.resume()
        self._start(self._following.look_now_and_then())
        self._start(self._following.watch())
        self._start(self._departures.look_now_and_then())
        self._start(Digests(self.context, self).look_now_and_then())

    async def on_ready(self) -> None:
        """Say that the bot is there; Discord may send this more than once."""
        event(logger, logging.INFO, "connected", user=str(self.user), servers=len(self.guilds))
        await self._departures.compare()

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Note that the bot was removed from a server; discord.py leaves out those that are unavailable for a time."""
        self.context.pending.server_left(str(guild.id))
        await self._departures.removed(guild.id)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Note that the bot was added to a server."""
        await self._departures.added(guild.id)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Do the same for a server that is back after an outage: discord.py tells some that are new as such."""
        await self._departures.added(guild.id)

    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that asks."""
        if self.user is not None:
            await self._asking.by_message(message, self.user.id)

    async def on_raw_message_delete(self, deleted: discord.RawMessageDeleteEvent) -> None:
        """Give up the answer to a question that was deleted."""
        self.context.pending.message_deleted(deleted.message_id)

    async def on_raw_bulk_message_delete(self, deleted: discord.RawBulkMessageDeleteEvent) -> None:
        """Do the same for many at once."""
        for message in deleted.message_ids:
            self.context.pending.message_deleted(message)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Give up the answers in a channel that was deleted: nothing is told of its messages."""
        self.context.pending.channel_deleted(channel.id)

    async def on_raw_thread_delete(self, deleted: discord.RawThreadDeleteEvent) -> None:
        """Do the same for a thread."""
        self.context.pending.channel_deleted(deleted.thread_id)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer what discord.py hands to nobody: buttons it does not know, forms from before a restart."""
        if interaction.type is discord.InteractionType.component:
            await self._pressed_somewhere(interaction)
        elif interaction.type is discord.InteractionType.modal_submit:
            await asyncio.sleep(FORM_GRACE_SECONDS)
            await self._refuse(interaction, CLOSED)

    async def pressed(self, interaction: discord.Interaction, action: Action, values: list[str]) -> None:
        """Carry out a press of a button or a pick from a menu (views.py)."""
        if interaction.extras.get(TAKEN):
            return  # the loop was late, and this press was taken for one that nobody handles
        interaction.extras[TAKEN] = True
        await self._presses.pressed(interaction, action, values)

    async def on_error(self, event_method: str, /, *_args: Any, **_kwargs: Any) -> None:
        """Log what goes wrong in an event in one line, and go on."""
        logger.error("failed event=%s", event_method, exc_info=sys.exception())

    async def drain(self, seconds: float) -> None:
        """Take no more questions, finish those in flight, and let work on documents stop where it can go on later."""
        in_time = max(0.0, seconds - STOPPING_SECONDS)
        stopping = asyncio.get_running_loop().call_later(in_time, self.context.pending.stop_all)
        finished, _ = await asyncio.gather(self.context.questions.drain(seconds), self._adding.stop())
        stopping.cancel()
        if not finished:
            event(logger, logging.WARNING, "stopped with questions unanswered", questions=self.context.questions.held)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        with suppress(StoreError):
            await asyncio.to_thread(self._app.records.save_usage)
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._summaries.close()

    async def close(self) -> None:
        """End the connection. discord.py would still try to say that all servers are there, to a loop it let go of."""
        counting: asyncio.Task[None] | None = self._connection._ready_task
        if counting is not None:
            counting.cancel()
        await super().close()

    async def _pressed_somewhere(self, interaction: discord.Interaction) -> None:
        """Carry out a press that discord.py did not: what was pressed is not in the message that came with it."""
        data: Any = interaction.data or {}
        action = parse(str(data.get("custom_id", "")))
        if action is None:
            await self._refuse(interaction, UNKNOWN)
            return
        await asyncio.sleep(GRACE_SECONDS)
        if TAKEN not in interaction.extras:
            await self.pressed(interaction, action, [str(value) for value in data.get("values", ())])

    async def _refuse(self, interaction: discord.Interaction, sentence: str) -> None:
        if not interaction.response.is_done():
            await self.context.sending.respond(interaction, notice(sentence), private=True)

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _save_usage_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_SAVES)
            try:
                await asyncio.to_thread(self._app.records.save_usage)
            except StoreError as error:
                event(logger, logging.WARNING, "usage not saved", reason=str(error))


def _answer_threads(settings: Settings) -> int:
    """Return how many questions are worked on at once.

    Those that wait for a model's server, or for their turn with it until they are answered without, use no processor.
    """
    waiting = settings.model_requests * (1 + WAITING_FOR_EACH) if settings.has_model else 0
    return settings.answer_threads + waiting
