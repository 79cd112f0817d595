"""Two servers, each with a word of its own in all there is of it: the word never leaves it, whatever is tried."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.discord_ui.screens.actions import custom_id
from index.jobs.job import NewItem
from tests.conftest import AppMaker
from tests.discord_server import modal_forms, payloads
from tests.discord_server.bits import CommandKind, InteractionKind, Option
from tests.discord_server.channels import Channel
from tests.discord_server.components import walk
from tests.discord_server.interaction_payloads import Resolved
from tests.discord_server.interactions import Modal
from tests.discord_server.loops import in_a_loop
from tests.discord_server.messages import Message
from tests.discord_server.people import Person
from tests.discord_server.recording import outgoing_messages
from tests.discord_server.server import DiscordServer
from tests.discord_server.world import Attachment
from tests.support.apps import AppWith
from tests.support.asking import answer_to, asked, everything_sent, mentioned, pressed
from tests.support.reading_room import Room, new_room
from tests.support.serving import serving

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

SECRET = "What does a night at the lodge cost?"


@dataclass
class Side:
    """A server, its word, and what somebody could know of it: ids of buttons, forms, messages."""

    room: Room
    word: str
    ids: list[str] = field(default_factory=list)
    forms: list[Modal] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    @property
    def library(self) -> str:
        return str(self.room.guild.id)

    @property
    def document(self) -> str:
        return self.room.library.find(f"{self.word}.md").id

    def state(self) -> tuple[object, ...]:
        """What nobody elsewhere may change."""
        records, library = self.room.app.records, self.room.library
        versions = [library.versions(document) for document in library.documents()]
        jobs = self.room.app.jobs.listed(self.library)
        return records.server(self.library), records.ratings(self.library), versions, jobs, library.sources()


@asynccontextmanager
async def two_sides(app: AppWith) -> AsyncIterator[tuple[Side, Side, set[str]]]:
    """Open two servers in which everything has happened once; also the names of all there is to press."""
    async with DiscordServer(spec=False) as discord:
        sides = [Side(new_room(discord, app, f"{word} club"), word) for word in ("quokka", "numbat")]
        async with serving(app, discord) as client:
            for side in sides:
                begun = len(discord.requests)
                await live_in(side)
                side.ids = [*dict.fromkeys([*custom_ids(discord, begun), *ids_of_long_lists(side)])]
            yield sides[0], sides[1], set(client._presses._handles)
        discord.assert_no_pings()


async def live_in(side: Side) -> None:
    """Let everything happen in a server that leaves something behind."""
    room, word = side.room, side.word
    ada, bob, records = room.ada, room.bob, room.app.records
    channel = room.guild.channel(f"{word}-lounge")
    role = room.guild.role(f"{word} keepers")
    for price in ("five", "six"):
        chapters = "".join(f"\n\n# {word} part {part}\n\n{'Rain. ' * 150}" for part in range(3))
        text = f"# The {word} guide\n\nA night at the {word} lodge costs {price} {word} coins.{chapters}"
        room.library.add_bytes(f"{word}.md", f"{word}.md", text.encode())
    everywhere = (channel.id, room.channel.id)
    records.change_server(
        side.library, direct_messages=True, admin_role=role.id, channels=everywhere, daily_questions=99
    )

    public = await asked(bob, channel, f"{SECRET} {word}")
    private = await asked(bob, channel, f"{SECRET} {word}", private=True)
    summary = await (await bob.slash(channel, "summary library", private=True)).answered()
    missed = await asked(bob, channel, f"Who painted the {word}?")
    reading = await pressed(bob, public.message, "Show passage")
    await pressed(bob, reading.message, "Next passage ▶")
    await pressed(bob, public.message, "Helpful")
    menu = await answer_to(await bob.dm(f"{SECRET} {word}"))
    await (await bob.choose(menu, "Choose a server", [side.library])).until(lambda _: "Helpful" in menu.labels())
    reported = [NewItem("bytes", f"{word}-news.md", f"News of the {word}.".encode())]
    app = room.app
    app.jobs.run(app.jobs.submit(side.library, "refresh", reported, told=True))
    app.jobs.submit(side.library, "add", [NewItem("bytes", f"{word}.txt", f"The {word}.".encode())])  # left to wait
    await (await ada.slash(channel, "library jobs")).answered()
    shown = {f"library {command}": {"document": f"{word}.md"} for command in ("show", "history", "remove", "compare")}
    for line, options in ({"topics": {}, "library list": {}} | shown).items():
        await (await ada.slash(channel, line, **options)).answered()
    panel = await (await ada.slash(channel, "settings")).answered()
    forms = [
        await ada.slash(channel, "library add"),
        await ada.press(panel.message, f"fn:daily:{side.library}"),
        await bob.press(summary.message, "Ask about this"),
    ]
    side.forms = [form for opened in forms if (form := (await opened.acknowledgement()).modal)]
    side.messages = [public.message, private.message, missed.message, reading.message, menu, summary.message]


def custom_ids(discord: DiscordServer, begun: int) -> Iterator[str]:
    for _, payload in outgoing_messages(discord.requests[begun:]):
        yield from (part["custom_id"] for part in walk(payload.get("components") or []) if "custom_id" in part)


def ids_of_long_lists(side: Side) -> Iterator[str]:
    """The ids that show only where there is more than fits."""
    answer_id = side.messages[0].button("Helpful")["custom_id"].split(":")[3]
    yield custom_id("page", side.library, answer_id, 1)
    yield custom_id("list", side.library, 0)
    yield custom_id("history", side.library, side.document, 0)
    yield custom_id("comparison", side.library, side.document, 1, 2, 0)
    yield custom_id("jobs", side.library, 0)
    report = next(job.id for job in side.room.app.jobs.listed(side.library) if job.kind == "refresh")
    yield custom_id("report", side.library, report)
    yield custom_id("report-page", side.library, report, 0)
    yield custom_id("stop", side.library, answer_id)
    summary_id = side.messages[-1].button("Export")["custom_id"].split(":")[3]
    yield custom_id("summary-page", side.library, summary_id, 1)
    yield custom_id("quote", side.library, summary_id)
    yield custom_id("topics", side.library, 0)
    yield custom_id("ask", side.library)


@in_a_loop
async def test_no_button_menu_or_form_of_a_server_works_in_another(make_app: AppMaker) -> None:
    async with two_sides(make_app(member_questions_per_minute=1000)) as (first, second, names):
        for victim, attacker in ((first, second), (second, first)):
            assert names <= {each.split(":")[1] for each in victim.ids}
            async with nothing_leaks(victim, attacker):
                await press_everything(victim, attacker, attacker.room.ada)
                await submit_everything(victim, attacker)
                await (await attacker.room.ada.slash(attacker.room.channel, "library list")).answered()


async def press_everything(victim: Side, attacker: Side, person: Person) -> None:
    """Press every button of another server's, as it is and with one's own server's id put into it."""
    channel = attacker.room.channel
    mine, direct = attacker.messages[0], await answer_to(await person.dm("Hello?"))
    values = [victim.library, victim.document, str(victim.messages[0].channel.id)]
    for each in victim.ids:
        with_mine = each.replace(f":{victim.library}", f":{attacker.library}")
        for forged, place, message in (
            (each, channel, mine),
            (with_mine, channel, mine),
            (each, person.direct, direct),
        ):
            picks = values if ":server:" in forged else ["1"] if ":quote:" in forged else []
            picks = [f"{SECRET} {victim.word}"] if forged.startswith(f"fn:ask:{victim.library}") else picks
            for picked in (None, *([value] for value in picks)):
                press = await person.forge_press(place, forged, message=message, values=picked)
                await press.until(lambda it: it.final or it.followups or it.modal)


async def submit_everything(victim: Side, attacker: Side) -> None:
    """Send off every form that was opened in another server."""
    room = attacker.room
    values: list[dict[str, Any]] = [{"Files": [Attachment("eve.txt", b"It is eve's.")]}, {}, {}]
    for form, filled in zip(victim.forms, values, strict=True):
        resolved = Resolved(room.channel, room.ada)
        data = modal_forms.filled(form, filled or {form.labels()[0]: "7"}, resolved)
        mine = attacker.messages[0]
        sent = await room.ada.forge(room.channel, InteractionKind.MODAL, resolved.into(data), message=mine)
        assert "another server" in (await sent.answered()).text


@in_a_loop
async def test_no_command_or_completion_reaches_another_servers_documents(make_app: AppMaker) -> None:
    async with two_sides(make_app(member_questions_per_minute=1000)) as (first, second, _):
        for victim, attacker in ((first, second), (second, first)):
            async with nothing_leaks(victim, attacker):
                for path, options in commands(attacker.room.discord):
                    for person in (attacker.room.ada, attacker.room.bob):
                        await use(person, attacker.room.channel, path, options, victim)
                await (await attacker.room.bob.slash(attacker.room.channel, "library list")).answered()


def commands(discord: DiscordServer) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every command there is, with its options."""
    for command in discord.commands:
        if command["type"] == CommandKind.CHAT:
            below = [each for each in command.get("options", []) if each["type"] == Option.SUBCOMMAND]
            yield from ((f"{command['name']} {each['name']}", each.get("options", [])) for each in below)
            if not below:
                yield command["name"], command.get("options", [])


async def use(person: Person, channel: Channel, path: str, options: list[dict[str, Any]], victim: Side) -> None:
    """Use a command with whatever is known of another server, in its options and in what completes them."""
    kinds = {Option.STRING: victim.document, Option.INTEGER: 1, Option.BOOLEAN: True}
    given = {each["name"]: kinds[each["type"]] for each in options if each["type"] in kinds}
    given |= {each["name"]: each["choices"][0]["value"] for each in options if each.get("choices")}
    for known in ({**given}, {name: value for name, value in given.items() if name != "document"}):
        if "question" in known:
            known["question"] = SECRET
        if "since" in known:
            known["since"] = "2020-01-01"
        await (await person.slash_unseen(channel, path, **known)).answered()
    for each in options:
        if each.get("autocomplete"):
            for typed in ("", "the", victim.document, victim.library, "%", "*"):
                with_document = {"document": victim.document} if each["name"] == "version" else {}
                typed_so_far = await person.type(channel, path, each["name"], typed, **with_document)
                offered = (await typed_so_far.answered()).choices or []
                assert victim.document not in [choice["value"] for choice in offered]


@in_a_loop
async def test_who_is_in_both_servers_carries_nothing_from_one_to_the_other(make_app: AppMaker) -> None:
    async with two_sides(make_app(member_questions_per_minute=1000)) as (first, second, _):
        for victim, other in ((first, second), (second, first)):
            bob = other.room.guild.member(victim.room.bob)
            channel = other.room.channel
            async with nothing_leaks(victim, other):
                for question in ("And what does it cost there?", SECRET, "Who else?"):
                    await asked(bob, channel, question)
                    await mentioned(bob, channel, question)
                for message in victim.messages:
                    await reply_from_elsewhere(bob, channel, message)
                await press_everything_here(victim, other, bob)
            assert other.word in everything_sent(other.room.discord)


async def press_everything_here(victim: Side, other: Side, person: Person) -> None:
    for each in victim.ids:
        for forged in (each, each.replace(f":{victim.library}", f":{other.library}")):
            press = await person.forge_press(other.room.channel, forged, message=other.messages[0])
            await press.until(lambda it: it.final or it.followups or it.modal)


async def reply_from_elsewhere(person: Person, channel: Channel, message: Message) -> None:
    """Let the bot be told of a reply to a message of another server."""
    discord, guild = channel.discord, channel.guild.id
    text = f"{discord.bot_user.mention} And there?"
    said = Message(discord.new_id(), channel, person.user, discord.clock.time(), text)
    said.mentions = [discord.bot_user]
    channel.messages[said.id] = said
    reference = {"type": 0, "message_id": str(message.id), "channel_id": str(channel.id), "guild_id": str(guild)}
    data = payloads.message(said) | {"type": 19, "message_reference": reference, "guild_id": str(guild)}
    discord.send_raw_event("MESSAGE_CREATE", data)
    await answer_to(said)


@asynccontextmanager
async def nothing_leaks(victim: Side, attacker: Side) -> AsyncIterator[None]:
    """Hold what is sent in the block to the words of one side, and the other side to what it was before."""
    discord = victim.room.discord
    begun, before = len(discord.requests), victim.state()
    yield
    sent = everything_sent(discord, begun).casefold()
    assert attacker.word in sent
    assert victim.word not in sent
    assert victim.state() == before
