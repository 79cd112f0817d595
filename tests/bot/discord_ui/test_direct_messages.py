from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.discord_ui.permissions import NOT_YOURS
from bot.discord_ui.questions import membership
from bot.discord_ui.questions.direct import CALLED, FORGOTTEN, MOST_SERVERS, NO_SERVER_YET, NO_SERVERS
from bot.discord_ui.questions.membership import NOT_A_MEMBER, NOT_OPEN, UNCERTAIN
from bot.records import Records
from bot.records.records import utc_now
from tests.conftest import AppMaker
from tests.discord_server.interactions import Interaction
from tests.discord_server.loops import in_a_loop
from tests.discord_server.messages import Message
from tests.discord_server.people import Person
from tests.support.apps import AppWith
from tests.support.asking import HARBOUR, answer_to, asked, everything_sent, pressed, served_room
from tests.support.reading_room import Room, new_room

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

COST = "What does a crossing cost?"
MASTER = "Who is the harbour master?"


@in_a_loop
async def test_nothing_is_answered_from_a_server_that_does_not_allow_it(app: AppWith) -> None:
    async with served_room(app) as room:
        assert (await told(room.bob, COST)).text == NO_SERVERS
        assert (await asked(room.bob, room.bob.direct, COST)).text == NO_SERVERS
        assert (await told(room.bob, "")).text == CALLED
        assert lookups(room) == []


@in_a_loop
async def test_the_servers_offered_are_those_that_allow_it_and_that_the_person_is_in(app: AppWith) -> None:
    async with served_room(app) as room:
        open_to_direct(room)
        second, _closed, foreign = (
            new_room(room.discord, app, name, [room.ada, person])
            for name, person in (("Harbour office", room.bob), ("Closed", room.bob), ("Elsewhere", room.ada))
        )
        for each in (second, foreign):
            open_to_direct(each)

        offered = await told(room.bob, COST)
        assert labels(offered) == ["Reading room", "Harbour office"]
        assert {guild for guild, _ in lookups(room)} == {room.guild.id, second.guild.id, foreign.guild.id}


@in_a_loop
async def test_the_server_picked_is_asked_until_another_one_is(app: AppWith) -> None:
    async with served_room(app) as room:
        open_to_direct(room)
        office = new_room(room.discord, app, "Harbour office", [room.ada, room.bob])
        open_to_direct(office)
        office.library.add_bytes("harbour.md", "harbour.md", HARBOUR)

        menu = await told(room.bob, COST)
        answer = await picked(room.bob, menu, "Reading room")
        assert answer.message is menu
        assert menu.texts()[:2] == [f"**{COST}**", "A crossing costs two crowns. **[1]**"]
        assert menu.labels() == ["Show passage", "Helpful", "Not helpful", "Ask another server"]
        straight = await told(room.bob, "When does the ferry to Harrow Bay sail?")
        assert "sails at noon" in straight.text

        again = await pressed(room.bob, straight, "Ask another server")
        assert labels(again.message) == ["Reading room", "Harbour office"]
        moved = await picked(room.bob, again.message, "Harbour office")
        assert "**When does the ferry to Harrow Bay sail?**" in moved.text
        assert "noon" not in moved.text
        assert "Ines Duarte" in (await told(room.bob, MASTER)).text
        assert "two crowns" not in (await told(room.bob, COST)).text


@in_a_loop
async def test_the_command_works_like_a_message_and_takes_a_document_once_a_server_is_picked(app: AppWith) -> None:
    async with served_room(app) as room:
        open_to_direct(room)
        room.library.add_bytes("harbour.md", "harbour.md", HARBOUR)
        assert (await asked(room.bob, room.bob.direct, MASTER, document="Harbour")).text == NO_SERVER_YET

        menu = await asked(room.bob, room.bob.direct, MASTER)
        assert labels(menu.message) == ["Reading room"]
        assert "Ines Duarte" in (await picked(room.bob, menu.message, "Reading room")).text
        inside = await asked(room.bob, room.bob.direct, MASTER, document="Harbour")
        assert "Ines Duarte" in inside.text
        assert "Looked only at “Harbour”" in (await asked(room.bob, room.bob.direct, COST, document="Harbour")).text
        assert "no document called" in (await asked(room.bob, room.bob.direct, COST, document="tides")).text
        assert await room.bob.autocomplete(room.bob.direct, "ask", "document", "Harb") == []
        assert "The question is empty" in (await asked(room.bob, room.bob.direct, " ")).text


@in_a_loop
async def test_what_follows_in_direct_messages_is_one_conversation(app: AppWith) -> None:
    async with served_room(app) as room:
        open_to_direct(room)
        await picked(room.bob, await told(room.bob, COST), "Reading room")
        assert f"Searched for: And in winter? (after “{COST}”" in (await told(room.bob, "And in winter?")).text

        assert "Searched for" not in (await asked(room.bob, room.channel, "And in winter?")).text


@in_a_loop
async def test_discord_is_asked_for_the_membership_at_every_question_and_every_press(app: AppWith) -> None:
    async with served_room(app) as room:
        open_to_direct(room)
        menu = await told(room.bob, COST)
        steps = [lambda: picked(room.bob, menu, "Reading room"), lambda: told(room.bob, COST)]
        steps += [lambda: asked(room.bob, room.bob.direct, COST)]
        steps += [lambda: pressed(room.bob, menu, "Show passage"), lambda: pressed(room.bob, menu, "Helpful")]
        steps += [lambda: pressed(room.bob, menu, "Not helpful"), lambda: pressed(room.bob, menu, "Ask another server")]
        for step in steps:
            before = len(lookups(room))
            await step()
            assert lookups(room)[before:] == [(room.guild.id, room.bob.id)]


@in_a_loop
async def test_who_has_left_the_server_is_refused_from_that_moment(app: AppWith) -> None:
    async with served_room(app) as room:
        open_to_direct(room)
        menu = await told(room.bob, COST)
        await picked(room.bob, menu, "Reading room")
        waiting = (await pressed(room.bob, menu, "Ask another server")).message
        passage = await pressed(room.bob, menu, "Show passage")
        assert "two crowns" in passage.text

        await all_is_refused(room, menu, waiting, lambda: room.guild.remove_member(room.bob), NOT_A_MEMBER)


@in_a_loop
async def test_a_server_that_takes_no_more_direct_messages_is_closed_from_that_moment(app: AppWith) -> None:
    async with served_room(app) as room:
        open_to_direct(room)
        menu = await told(room.bob, COST)
        await picked(room.bob, menu, "Reading room")
        waiting = (await pressed(room.bob, menu, "Ask another server")).message

        def close() -> None:
            app.records.change_server(str(room.guild.id), direct_messages=False)

        await all_is_refused(room, menu, waiting, close, NOT_OPEN)


async def all_is_refused(room: Room, answer: Message, menu: Message, change: Callable[[], object], why: str) -> None:
    """Change something; from then on nothing of the server's reaches bob, whatever he does."""
    elsewhere = room.discord.guild("So that the bot may write to bob")
    elsewhere.member(room.bob)
    change()
    begun = len(room.discord.requests)
    for button in ("Show passage", "Helpful", "Not helpful"):
        assert (await pressed(room.bob, answer, button)).text == why
    choice = await (await room.bob.choose(menu, "Choose a server", ["Reading room"])).until(lambda it: it.followups)
    assert choice.text == why
    assert (await told(room.bob, COST)).text == NO_SERVERS
    assert (await asked(room.bob, room.bob.direct, COST)).text == NO_SERVERS
    assert (await pressed(room.bob, answer, "Ask another server")).text == NO_SERVERS
    assert room.app.records.ratings(str(room.guild.id)) == (0, 0)
    assert "crowns" not in everything_sent(room.discord, begun)


@in_a_loop
async def test_where_discord_does_not_say_who_is_a_member_nothing_is_answered(
    app: AppWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served_room(app) as room:
        open_to_direct(room)
        members = "/guilds/{guild_id}/members/{user_id}"
        room.discord.fail_next("GET", members, 503)
        assert (await told(room.bob, COST)).text == UNCERTAIN  # and not that there are no servers

        menu = await told(room.bob, COST)
        room.discord.fail_next("GET", members, 503)
        choice = await (await room.bob.choose(menu, "Choose a server", ["Reading room"])).until(lambda it: it.followups)
        assert choice.text == UNCERTAIN
        await picked(room.bob, menu, "Reading room")
        room.discord.fail_next("GET", members, 403)
        assert (await told(room.bob, COST)).text == UNCERTAIN

        monkeypatch.setattr(membership, "SECONDS_TO_SAY", 0.05)
        room.discord.slow_down(0.4, "GET", members, times=1)
        assert (await pressed(room.bob, menu, "Show passage")).text == UNCERTAIN
        assert "two crowns" in (await told(room.bob, COST)).text


@in_a_loop
async def test_no_server_is_reached_by_putting_its_id_into_the_menu(app: AppWith) -> None:
    async with served_room(app) as room:
        open_to_direct(room)
        closed = new_room(room.discord, app, "Closed", [room.ada, room.bob])
        foreign = new_room(room.discord, app, "Elsewhere")
        open_to_direct(foreign)
        for each in (closed, foreign):
            each.library.add_bytes("harbour.md", "harbour.md", HARBOUR)
        menu = await told(room.bob, MASTER)
        custom_id = menu.menu()["custom_id"]

        forged = [[str(closed.guild.id)], [str(foreign.guild.id)], ["-"], [""], ["1" * 90], ["local"], ["x:y"], ["٣"]]
        answers = [NOT_OPEN, NOT_A_MEMBER, *[NOT_OPEN] * 6]
        for values, why in zip(forged, answers, strict=True):
            seen = await room.bob.forge_press(room.bob.direct, custom_id, message=menu, values=values)
            assert (await seen.until(lambda it: it.followups)).text == why
        for values in ([], [str(room.guild.id), str(foreign.guild.id)]):
            seen = await room.bob.forge_press(room.bob.direct, custom_id, message=menu, values=values)
            assert (await seen.answered()).text == "Pick one server."
        assert "Ines" not in everything_sent(room.discord)
        assert menu.menus()


@in_a_loop
async def test_what_was_asked_in_direct_messages_is_for_that_person_alone(app: AppWith) -> None:
    async with served_room(app) as room:
        open_to_direct(room)
        menu = await told(room.bob, COST)
        held = menu.menu()["custom_id"]
        again = (await picked(room.bob, menu, "Reading room")).message.button("Ask another server")["custom_id"]
        passage, helpful = (menu.button(label)["custom_id"] for label in ("Show passage", "Helpful"))
        eve = room.guild.member("eve")
        hers = await told(eve, "When does it sail?")
        begun = len(room.discord.requests)

        for place, message in ((eve.direct, hers), (room.channel, await eve.says(room.channel, "hello"))):
            for custom_id in (passage, helpful):
                seen = await (await eve.forge_press(place, custom_id, message=message)).answered()
                assert seen.text == NOT_YOURS
        stolen = await eve.forge_press(eve.direct, held, message=hers, values=[str(room.guild.id)])
        assert (await stolen.until(lambda it: it.followups)).text == FORGOTTEN
        assert (await (await eve.forge_press(eve.direct, again, message=hers)).answered()).text == FORGOTTEN
        assert "crowns" not in everything_sent(room.discord, begun)
        assert "two crowns" in (await pressed(room.bob, menu, "Show passage")).text


@in_a_loop
async def test_of_thirty_servers_twenty_five_are_offered_those_asked_last_first(app: AppWith) -> None:
    async with served_room(app) as room:
        guilds = [room.discord.guild(f"Server {number}") for number in range(30)]
        members = [guild.member(room.bob) for guild in guilds]
        for guild in guilds:
            app.records.change_server(str(guild.id), direct_messages=True)
        await asked(members[0], guilds[28].channel("general"), COST)
        await asked(members[0], guilds[29].channel("general"), COST)

        offered = await told(members[0], COST)
        assert len(labels(offered)) == MOST_SERVERS
        assert labels(offered)[:3] == ["Server 29", "Server 28", "Server 0"]


@in_a_loop
async def test_who_writes_too_often_costs_no_requests(make_app: AppMaker) -> None:
    async with served_room(make_app(member_questions_per_minute=2)) as room:
        open_to_direct(room)
        for _ in range(2):
            await told(room.bob, COST)
        before = len(lookups(room))
        assert "You have asked 2 questions in a minute; ask again in" in (await told(room.bob, COST)).text
        assert "You have asked 2 questions in a minute" in (await asked(room.bob, room.bob.direct, COST)).text
        assert len(lookups(room)) == before


@in_a_loop
async def test_the_servers_limits_hold_in_direct_messages_but_not_its_choice_of_channels(app: AppWith) -> None:
    async with served_room(app) as room:
        open_to_direct(room)
        app.records.change_server(str(room.guild.id), daily_questions=2, channels=(room.channel.id,), private=True)
        await picked(room.bob, await told(room.bob, COST), "Reading room")
        assert "two crowns" in (await told(room.bob, COST)).text
        assert "2 questions this server allows a day" in (await told(room.bob, COST)).text
        assert "2 questions this server allows a day" in (await asked(room.bob, room.channel, COST)).text


@in_a_loop
async def test_a_question_is_held_for_another_server_for_a_day(make_app: AppMaker) -> None:
    app = make_app()
    later = timedelta()
    app.records = Records(app.store, lambda: utc_now() + later)
    async with served_room(app) as room:
        open_to_direct(room)
        menu = await told(room.bob, COST)
        await picked(room.bob, menu, "Reading room")
        later = timedelta(days=30)
        assert (await pressed(room.bob, menu, "Ask another server")).text == FORGOTTEN
        assert "two crowns" in (await pressed(room.bob, menu, "Show passage")).text


def open_to_direct(room: Room) -> None:
    """Let the server take direct messages."""
    room.app.records.change_server(str(room.guild.id), direct_messages=True)


async def told(person: Person, text: str) -> Message:
    """Write to the bot directly and wait for its answer."""
    return await answer_to(await person.dm(text))


async def picked(person: Person, menu: Message, server: str) -> Interaction:
    """Pick a server from the menu and wait for the answer, which takes the place of the menu."""
    choice = await person.choose(menu, "Choose a server", [server])
    return await choice.until(lambda _: "Helpful" in menu.labels())


def labels(message: Message) -> list[str]:
    return [option["label"] for option in message.menu()["options"]]


def lookups(room: Room) -> list[tuple[int, int]]:
    """Return of which member of which server Discord was asked."""
    sent = room.discord.sent("GET", "/guilds/{guild_id}/members/{user_id}")
    parts = [request.path.split("/") for request in sent]
    return [(int(part[2]), int(part[4])) for part in parts]
