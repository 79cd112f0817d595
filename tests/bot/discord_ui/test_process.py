"""`footnote serve`, unmodified and in a process of its own, from end to end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord as discord_py
import pytest

from bot.discord_ui.client import FootnoteClient
from index.jobs.job import NewItem
from tests.conftest import AppMaker
from tests.discord_server.bits import InteractionKind, Option
from tests.discord_server.channels import Channel
from tests.discord_server.guilds import Guild, Member
from tests.discord_server.interactions import Interaction
from tests.discord_server.loops import in_a_loop
from tests.discord_server.messages import Message
from tests.discord_server.server import DiscordServer
from tests.discord_server.world import Attachment
from tests.support.apps import AppWith
from tests.support.bot_process import bot_process
from tests.support.on_screen import answers, mention, waiting
from tests.support.on_screen import ask as ask_of
from tests.support.reading_room import FERRY, new_room

HANDBOOK = b"""# Ferries

The ferry to Harrow Bay sails at noon.

## Fares

A crossing costs two crowns.
"""
CRANES = "".join(
    f"# Crane {number}\n\nThe crane {number} {' '.join(f'lifts_the_load_{number}_{at}' for at in range(40))}.\n\n"
    for number in range(5)
).encode()
"""Sentences so long that the closest of them fill more than one page."""


VERSIONS = {"version", "from", "to"}
"""Options that complete once a document is named."""

BROKEN = [
    "/interactions/{interaction_id}/{interaction_token}/callback",
    "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
    "/channels/{channel_id}/messages",
    "/channels/{channel_id}/messages/{message_id}",
]
"""Where answers, and their announcements, are sent to."""


@dataclass(frozen=True, slots=True)
class Town:
    """Two servers with the bot in them; `ada` may manage both, `bob` is in both."""

    discord: DiscordServer
    guild: Guild
    other: Guild
    channel: Channel
    quiet: Channel
    news: Channel
    ada: Member
    bob: Member

    async def command(self, who: Member, line: str, **options: Any) -> Interaction:
        seen = await (await who.slash(self.channel, line, **options)).answered()
        return await seen.until(lambda it: "Working" not in it.text, 20)


def build_town(discord: DiscordServer) -> Town:
    guild, other = discord.guild("Reading room"), discord.guild("Boat house")
    ada, bob = guild.member("ada", manage_guild=True), guild.member("bob")
    for member in (ada, bob):
        other.member(member, manage_guild=member is ada)
    return Town(
        discord, guild, other, guild.channel("general"), guild.channel("quiet"), other.channel("news"), ada, bob
    )


# What there is to use, and what was used


@dataclass(frozen=True, slots=True)
class Used:
    """Everything a person can do with the bot, as Discord and the bot's own tables have it; or what people did."""

    commands: set[tuple[int, str]]
    completions: set[tuple[str, str]]
    presses: set[str]
    forms: set[str]


def _leaves(options: Sequence[dict[str, Any]], way: str) -> Iterator[tuple[str, Sequence[dict[str, Any]]]]:
    """Yield each command that can be used below this one, with its own options (or those it was given)."""
    below = [one for one in options if one["type"] in {Option.SUBCOMMAND, Option.GROUP}]
    if not below:
        yield way, options
    for one in below:
        yield from _leaves(one.get("options", []), f"{way} {one['name']}")


def there_is(discord: DiscordServer, client: FootnoteClient) -> Used:
    known = [
        (command["type"], way, options)
        for command in discord.commands
        for way, options in _leaves(command.get("options", []), command["name"])
    ]
    completions = {(way, option["name"]) for _, way, options in known for option in options if "autocomplete" in option}
    forms = {form for form in discord_py.ui.Modal.__subclasses__() if form.__module__.startswith("bot.")}
    titles = {str(form.title) for form in forms}
    return Used({(kind, way) for kind, way, _ in known}, completions, set(client._presses._handles), titles)


def was_used(discord: DiscordServer) -> Used:
    used = Used(set(), set(), set(), set())
    for one in discord.interactions.values():
        assert one.final, f"{one!r} was not answered"
        assert one.acknowledged_after is not None
        assert one.acknowledged_after < 3, f"{one!r} waited"
        ways = list(_leaves(one.data.get("options", []), one.data.get("name", "")))
        if one.kind == InteractionKind.COMMAND:
            used.commands.add((one.data["type"], ways[0][0]))
        elif one.kind == InteractionKind.COMPONENT:
            used.presses.add(one.data["custom_id"].split(":")[1])
        elif one.kind == InteractionKind.AUTOCOMPLETE and one.choices:
            used.completions.update(
                (way, each["name"]) for way, options in ways for each in options if "focused" in each
            )
        elif one.parent is not None and one.parent.modal is not None:
            used.forms.add(one.parent.modal.title)
    return used


# Walking through it


async def fill(town: Town) -> None:
    """Take files in each way there is."""
    channel, ada = town.channel, town.ada
    added = await town.command(ada, "library add", file=Attachment("ferries.md", HANDBOOK))
    assert "**1 added**; 2 passages" in added.text
    form = await (await ada.slash(channel, "library add")).acknowledgement()
    files = [Attachment(f"{number}.txt", f"Rule {number}: walk.".encode()) for number in range(9)]
    taken = await (await ada.submit(form.modal, {"Files": files})).until(lambda it: "added" in it.text, 20)
    assert "**9 added**" in taken.text
    message = await ada.says(channel, "for the library", attachments=[Attachment("cranes.md", CRANES)])
    taken = await (await ada.menu(message, "Add to library")).until(lambda it: "added" in it.text, 20)
    assert "**1 added**; 5 passages" in taken.text


async def browse(town: Town) -> None:
    """Look at the library, page by page and passage by passage."""
    bob = town.bob
    listed = await town.command(bob, "library list")
    assert "**11 documents**" in listed.text
    await _pressed(bob, listed.message, "Next")
    await _pressed(bob, listed.message, "Previous")
    shown = await _pressed(bob, listed.message, "Show")
    assert "Read" in shown.message.labels()
    await _pressed(bob, shown.message, "Versions")
    shown = await town.command(bob, "library show", document="cranes.md")
    read = await _pressed(bob, shown.message, "Read")
    assert "The crane 0" in read.text.replace("\\", "")
    await _pressed(bob, read.message, "Next passage")
    assert "The crane 1" in read.text.replace("\\", "")


async def change(town: Town) -> None:
    """Restore, reindex and remove, and everything that asks for a document's name."""
    ada = town.ada
    await town.command(ada, "library add", file=Attachment("ferries.md", HANDBOOK.replace(b"noon", b"nine")))
    document = (await ada.autocomplete(town.channel, "library show", "document", "ferr"))[0]["value"]
    for number in range(8):
        restored = await town.command(ada, "library restore", document=document, version=1 + number % 2)
        assert "is live now" in restored.text
    history = await town.command(ada, "library history", document=document)
    assert "10 versions" in history.text
    await _pressed(ada, history.message, "Next")
    made = await town.command(ada, "library reindex")
    assert "**11 made anew**" in made.text
    for label, said in (("Keep", "Nothing was removed"), ("Remove", "Removed **3**")):
        asked = await town.command(ada, "library remove", document="3.txt")
        assert said in (await _pressed(ada, asked.message, label)).text


async def follow(town: Town) -> None:
    """Compare versions, look at jobs and at what is followed, and read the report of what changed meanwhile."""
    ada, bob = town.ada, town.bob
    longer = b"# Rules\n\n" + b"".join(b"Rule %d is new. " % number for number in range(9))
    for text in (b"# Rules\n\nWalk.", longer):
        await town.command(ada, "library add", file=Attachment("rules.md", text))
    compared = await town.command(bob, "library compare", document="rules.md")
    assert "9 sentences new, 1 gone" in compared.text
    await _pressed(bob, compared.message, "Next")
    shown = await town.command(bob, "library show", document="rules.md")
    assert "9 sentences new" in (await _pressed(bob, shown.message, "What changed")).text
    await town.command(ada, "library remove", document="rules.md")

    jobs = await town.command(ada, "library jobs")
    assert "**0 jobs to be done**" in jobs.text
    await _pressed(ada, jobs.message, "Next")
    late = await ada.forge_press(town.channel, f"fn:cancel:{town.guild.id}:2:0", message=jobs.message)
    assert "**0 jobs to be done**" in (await late.answered()).text
    assert "looked at again: hourly" in (await town.command(ada, "library schedule", every=60)).text
    digest = await town.command(ada, "library digest", every=7)
    assert f"is told in <#{town.channel.id}> every week" in digest.text
    assert "send the file anew" in (await town.command(ada, "library refresh", document="ferries.md")).text
    refused = await town.command(ada, "library add", url="http://127.0.0.1/")
    assert "**1 not done**" in refused.text

    (report,) = town.news.by_bot()
    assert "9 added" in report.text
    everything = await _pressed(ada, report, "All 9")
    await _pressed(ada, everything.message, "Next")


def leave_untold(app: AppWith, town: Town, folder: Path) -> None:
    """Leave in the other server what the run before looked at without coming to tell of it."""
    folder.mkdir()
    for number in range(9):
        (folder / f"{number}.md").write_text(f"# Number {number}\n\nText.\n", encoding="utf-8")
    app.records.load()
    app.records.change_server(str(town.other.id), report_channel=town.news.id)
    app.jobs.run(app.jobs.submit(str(town.other.id), "refresh", [NewItem("folder", str(folder))], told=False))
    app.close()


async def complete(town: Town, completions: set[tuple[str, str]]) -> None:
    """Type into every option that completes; topics do once they are worked out, which `/topics` waits for."""
    await town.command(town.bob, "topics")
    for way, option in completions:
        others = {"document": "ferries.md"} if option in VERSIONS else {}
        assert await town.ada.autocomplete(town.channel, way, option, "", **others)


async def be_told_the_topics(town: Town) -> None:
    """See what the documents are about, open a quote, and ask a question from a menu."""
    bob, guild = town.bob, town.guild
    topics = await town.command(bob, "topics")
    assert "What the documents are about" in topics.text
    opened = await _pressed(bob, topics.message, "Show passage")
    assert "**__" in opened.text
    turned = await (await bob.forge_press(town.channel, f"fn:topics:{guild.id}:0", message=topics.message)).answered()
    assert "What the documents are about" in turned.text
    picked = await bob.forge_press(
        town.channel, f"fn:ask:{guild.id}", message=topics.message, values=["When does the ferry to Harrow Bay sail?"]
    )
    assert "sails at nine" in (await picked.answered()).text


async def ask(town: Town) -> None:
    """Ask in each way there is, and press every button under the answers."""
    bob, channel, discord = town.bob, town.channel, town.discord
    seen = await town.command(bob, "ask", question="When does the ferry to Harrow Bay sail?")
    assert "sails at nine" in seen.text
    passage = await _pressed(bob, seen.message, "Show passage")
    await _pressed(bob, passage.message, "Next passage")
    assert "two crowns" in passage.text
    assert "helpful" in (await _pressed(bob, seen.message, "Helpful")).text
    assert "not helpful" in (await _pressed(bob, seen.message, "Not helpful")).text
    assert "thread" in (await _pressed(bob, seen.message, "Continue in a thread")).text
    private = await town.command(bob, "ask", question="What does a crossing cost?", document="ferries.md", private=True)
    shared = await _pressed(bob, private.message, "Share")
    assert "two crowns" in shared.followups[0].text
    paged = await town.command(bob, "ask", question="Who bought the crane?")
    assert "do not say" in paged.text
    more = await _pressed(bob, paged.message, "More")
    assert "Page 2 of 2" in more.text
    said = await bob.says(channel, f"{discord.bot_user.mention} when does the ferry sail?", mentions=[discord.bot_user])
    menu = await (await bob.menu(said, "Answer this")).answered()
    reply = await discord.next_message(channel, after=said)
    await reply.until(lambda message: "sails at nine" in message.text)
    assert "sails at nine" in menu.text
    claimed = await bob.says(channel, "A crossing costs two crowns.")
    checked = await (await bob.menu(claimed, "Check against the library")).answered()
    assert "✅ Supported: “A crossing costs two crowns.”" in checked.text
    late = await bob.forge_press(channel, f"fn:stop:{town.guild.id}:0123456789abcdef", message=seen.message)
    assert "nothing to stop" in (await late.answered()).text
    assert "Questions: " in (await town.command(bob, "usage")).text
    assert "Try this" in (await town.command(bob, "help")).text


async def sum_up(town: Town) -> None:
    """Have everything summarised, and use what stands under a summary."""
    bob = town.bob
    shown = await _summed_up(town, "library", length="full", private=True)
    passage = await (await bob.choose(shown.message, "Show the passage of a source", ["1"])).answered()
    assert "**__" in passage.text
    await _pressed(bob, shown.message, "More")
    assert "Page 2 of" in shown.text
    assert (await _pressed(bob, shown.message, "Export")).message.attachments
    form = await (await bob.press(shown.message, "Ask about this")).acknowledgement()
    asked = await bob.submit(form.modal, {"Question": "When does the ferry to Harrow Bay sail?"})
    assert "sails at nine" in (await asked.answered()).text
    assert "sails at nine" in (await _summed_up(town, "document", document="ferries.md")).text
    assert "two crowns" in (await _summed_up(town, "topic", topic="What a crossing costs")).text
    assert "sails at nine" in (await _summed_up(town, "changes", since="2020-01-01", document="ferries.md")).text
    assert "Message Content intent" in (await town.command(bob, "summary discussion")).text  # which is off


async def _summed_up(town: Town, command: str, **options: Any) -> Interaction:
    made = await town.command(town.bob, f"summary {command}", **options)
    return await made.until(lambda it: "Stop" not in it.message.labels(), 20)


async def choose(town: Town) -> None:
    """Change every setting."""
    ada = town.ada
    role = town.guild.role("librarians")
    panel = (await town.command(ada, "settings")).message
    picks = {"fn:channels": [town.channel], "fn:admin-role": [role], "fn:report-channel": [town.quiet]}
    for menu, values in picks.items():
        await (await ada.choose(panel, menu, values)).answered()
    for switch in ("fn:private", "fn:direct"):
        await _pressed(ada, panel, switch)
    form = await (await ada.press(panel, "fn:daily")).acknowledgement()
    await (await ada.submit(form.modal, {form.modal.labels()[0]: "40"})).answered()
    await panel.until(lambda message: "40 questions" in message.text)
    refused = await (await town.bob.slash(town.quiet, "ask", question="Where?")).answered()
    assert "other channels of this server: #general" in refused.text
    assert (await town.command(town.bob, "ask", question="When does the ferry sail?")).ephemeral


async def write(town: Town) -> None:
    """Ask in direct messages."""
    discord, bob = town.discord, town.bob
    first = await bob.dm("When does the ferry sail?")
    offer = await discord.next_message(bob.direct, after=first)
    picked = await (await bob.choose(offer, "Choose a server", ["Reading room"])).answered()
    assert "sails at nine" in picked.text
    others = await _pressed(bob, offer, "Ask another server")
    assert others.message.menus()
    asked = await (await bob.slash(bob.direct, "ask", question="What does a crossing cost?")).answered()
    assert "two crowns" in asked.text
    assert "Write me" in (await (await bob.slash(bob.direct, "help")).answered()).text


async def _pressed(who: Member, message: Message, wanted: str) -> Interaction:
    label = next((label for label in message.labels() if label.startswith(wanted)), wanted)
    return await (await who.press(message, label)).answered()


@in_a_loop
async def test_everything_there_is_to_use_works_in_a_process_of_its_own(make_app: AppMaker, tmp_path: Path) -> None:
    app: AppWith = make_app()
    async with DiscordServer() as discord:
        town = build_town(discord)
        leave_untold(make_app(tmp_path / "served"), town, tmp_path / "town")
        async with bot_process(discord, tmp_path / "served", log_level="DEBUG") as bot:
            every = there_is(discord, FootnoteClient(app))
            for walk in (fill, browse, change, follow):
                await walk(town)
            await complete(town, every.completions)
            for walk in (be_told_the_topics, ask, sum_up, choose, write):
                await walk(town)
            assert was_used(discord) == every
            discord.assert_no_pings()
            assert await bot.stopped() == 0
        assert [line for line in bot.lines if " ERROR " in line or " WARNING " in line] == []
        assert discord.refused() == []


@pytest.mark.soak
@in_a_loop
async def test_what_breaks_in_the_middle_of_answers_loses_none_and_doubles_none(
    make_app: AppMaker, tmp_path: Path
) -> None:
    app = make_app(tmp_path / "served")
    async with DiscordServer() as discord:
        room = new_room(discord, app, "Reading room")
        room.library.add_bytes("ferries.md", "ferries.md", FERRY)
        async with bot_process(discord, tmp_path / "served") as bot:
            before = await (await ask_of(room)).answered()
            discord.slow_down(0.5, "PATCH", times=2)  # so that these two are in the middle
            await ask_of(room)
            await mention(room)
            await waiting(room.channel, 3)
            await discord.drop_gateway()
            await mention(room)
            await discord.resumed()
            await answers(room.channel, 4)

            faults = [discord.fail_next("*", path, how) for path in BROKEN for how in (429, "drop", "drop after")]
            await ask_of(room)
            await mention(room)
            await room.bob.press(before.message, "Show passage")
            await answers(room.channel, 7)
            assert [fault.met for fault in faults] == [1] * len(faults)
            assert discord.gateway.identified == 1
            assert await bot.stopped() == 0
