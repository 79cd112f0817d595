"""A Discord on this machine on which nothing depends on the day or on chance, and a wall to hang pictures on."""

from __future__ import annotations

import asyncio
import copy
import itertools
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event
from typing import Any, Final
from unittest.mock import patch

from bot import app as composition
from bot.app import App
from bot.discord_ui.documents import following
from bot.records import plain_form
from index import catalogue, documents
from index.embedding import Embedder, Progress, Vectors
from tests.discord_server import components as parts
from tests.discord_server.bits import Kind
from tests.discord_server.channels import Channel
from tests.discord_server.guilds import Guild, Member
from tests.discord_server.interactions import Interaction
from tests.discord_server.messages import Message
from tests.discord_server.server import DiscordServer
from tests.discord_server.world import Attachment
from tests.support.pictures.pictures import Shown, picture
from tests.support.pictures.posts import Post, post
from tests.support.web_server import WebServer

STEADIED: Final = (
    (re.compile(r"\d+\.\d s\b"), "0.4 s"),
    (re.compile(r"\bin \d+ seconds\b"), "in 42 seconds"),
    (re.compile(r", about [\w ]+ left"), ""),
    (re.compile(r"(?<=This server, in )\w+"), "March"),
    (re.compile(r"(?<=from )[\d-]+ [\d:]+ to [\d: -]+(?= UTC)"), "2026-03-02 12:00 to 12:09"),
    (re.compile(r"(?<=next on )[\d-]+ at [\d:]+"), "2026-03-30 at 12:00"),
    (re.compile(r"(?: · \d+ %)?(?: · about [\w ]+ left)?$", re.MULTILINE), ""),
)
"""What differs from run to run in what the bot says, and what stands for it."""


class Calendar:
    """Stands for `datetime` where documents and jobs get their dates, and where it is looked what is due."""

    def __init__(self) -> None:
        self.day = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def now(self, zone: object = None) -> datetime:
        return self.day

    def turn(self, month: int, day: int) -> None:
        self.day = self.day.replace(month=month, day=day)


class Halting:
    """An embedder that stops half-way through a document with a certain word in it, until it may go on."""

    def __init__(self, embedder: Embedder, word: str) -> None:
        self._embedder = embedder
        self._word = word
        self.go_on = Event()
        self.name, self.dimensions, self.tokens = embedder.name, embedder.dimensions, embedder.tokens

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        halfway = len(texts) // 2
        told = itertools.count(1)

        def one_more() -> None:
            if progress is not None:
                progress()
            if next(told) == halfway and self._word in " ".join(texts):
                self.go_on.wait(20)

        return self._embedder.embed(texts, one_more)


@dataclass(slots=True)
class Stage:
    """Two servers and their people. Maya may manage both, Tom and Ines are members."""

    discord: DiscordServer
    app: App
    site: WebServer
    embedder: Halting
    calendar: Calendar
    guild: Guild
    museum: Guild
    channel: Channel
    tour_channel: Channel
    maya: Member
    tom: Member
    ines: Member
    filled: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the first server's library has its documents."""
    pictures: dict[str, str] = field(default_factory=dict)

    def hang(self, name: str, title: str, *shown: Shown) -> None:
        """Draw a picture."""
        self.pictures[name] = picture(title, list(shown), self.named)

    def seen(self, message: Message, *, opened: bool = False) -> Post:
        """A message as it is now, without what differs from run to run."""
        one = post(message, self.named, opened=opened)
        one.components[:] = copy.deepcopy(one.components)
        for part in parts.of_kinds(one.components, {Kind.TEXT}):
            for found, instead in STEADIED:
                part["content"] = found.sub(instead, part["content"])
        return one

    async def did(self, doing: Any) -> Message:
        """Let somebody use a command or press a button; return the message that came of it, when it is final."""
        interaction: Interaction = await doing
        return (await interaction.answered(15)).message

    def add(self, name: str, text: str) -> None:
        """Put a document into the first server's library."""
        self.app.library(str(self.guild.id)).add_bytes(name, name, text.encode())

    def named(self, reference: str) -> str:
        """The name behind an id: `#general`, `@Maya`."""
        mark = reference.rstrip("0123456789")
        number = int(reference[len(mark) :])
        if mark == "#":
            return f"#{self.discord.channels[number].name}"
        if mark == "@&":
            return f"@{self.guild.roles[number].name}"
        return f"@{self.discord.users[number].name}"


def new_stage(discord: DiscordServer, app: App, site: WebServer, embedder: Halting, calendar: Calendar) -> Stage:
    """Make the servers and the people."""
    guild, museum = discord.guild("Policy reading group"), discord.guild("Harbour museum")
    maya = guild.member("Maya", manage_guild=True)
    museum.member(maya, manage_guild=True)
    tom = guild.member("Tom")
    museum.member(tom)
    channels = guild.channel("general"), museum.channel("tours")
    return Stage(discord, app, site, embedder, calendar, guild, museum, *channels, maya, tom, guild.member("Ines"))


@contextmanager
def nothing_by_chance(calendar: Calendar) -> Iterator[None]:
    """Give documents dates and ids that are the same in every run."""
    ids = (f"{number * 2654435761 % 2**48:012x}" for number in itertools.count(31))
    plain_form._kinds(documents.Document)  # looked up once, which must not be while its module has another `datetime`
    with (
        patch.object(documents, "datetime", calendar),
        patch.object(composition, "datetime", calendar),
        patch.object(catalogue, "token_hex", lambda _: next(ids)),
        patch.object(following, "SECONDS_BETWEEN_LOOKS", 0.5),
    ):
        yield


def file(name: str, text: str) -> Attachment:
    """A file somebody sends."""
    return Attachment(name, text.encode())
