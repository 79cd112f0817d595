from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.discord_ui.questions import membership
from bot.discord_ui.questions.membership import AT_ONCE, Membership
from bot.errors import NotAllowed, NotNow
from bot.records.nouns import ServerSettings
from tests.discord_server.loops import in_a_loop

BOB = 7
NOT_FOUND = discord.NotFound(SimpleNamespace(status=404, reason="Not Found"), "Unknown Member")  # type: ignore[arg-type]
BROKEN = discord.DiscordServerError(SimpleNamespace(status=503, reason="Unavailable"), "")  # type: ignore[arg-type]


@dataclass
class Discord:
    """The part of the client that knows servers and asks for members."""

    answers: dict[int, Any] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    running: int = 0
    most_running: int = 0

    @property
    def guilds(self) -> list[Any]:
        return [self.get_guild(number) for number in self.answers]

    def get_guild(self, number: int) -> Any:
        if number not in self.answers:
            return None

        async def fetch_member(_user: int) -> object:
            self.asked.append(number)
            self.running += 1
            self.most_running = max(self.most_running, self.running)
            await asyncio.sleep(0.001)
            self.running -= 1
            answer = self.answers[number]
            if isinstance(answer, Exception):
                raise answer
            return answer

        return (
            SimpleNamespace(id=number, name=f"Server {number}", fetch_member=fetch_member)
            if number in self.answers
            else None
        )


def membership_of(client: Discord, open_to: Callable[[str], bool] = lambda _: True) -> Membership:
    records = SimpleNamespace(server=lambda library: ServerSettings(direct_messages=open_to(library)))
    return Membership(client, records)  # type: ignore[arg-type]


@in_a_loop
async def test_membership_is_asked_each_time_and_not_remembered() -> None:
    client = Discord({1: "bob"})
    asked = membership_of(client)
    assert (await asked.check("1", BOB)).id == 1
    client.answers[1] = NOT_FOUND
    with pytest.raises(NotAllowed, match="not a member"):
        await asked.check("1", BOB)
    assert client.asked == [1, 1]


@pytest.mark.parametrize(
    "library", ["", "-", "local", "2", "01x", "١", "-1", "1.0", " 1", "1" * 90, "\ud800", "9" * 20]
)
@in_a_loop
async def test_what_names_no_server_of_the_bots_is_refused_without_asking(library: str) -> None:
    client = Discord({1: "bob"})
    with pytest.raises(NotAllowed, match="takes no questions in direct messages"):
        await membership_of(client).check(library, BOB)
    assert client.asked == []


@in_a_loop
async def test_a_server_that_takes_no_direct_messages_is_not_asked() -> None:
    client = Discord({1: "bob"})
    with pytest.raises(NotAllowed, match="takes no questions in direct messages"):
        await membership_of(client, lambda _: False).check("1", BOB)
    assert client.asked == []


@pytest.mark.parametrize("failure", [BROKEN, OSError(), TimeoutError(), discord.RateLimited(9.0)])
@in_a_loop
async def test_what_discord_does_not_answer_is_no_answer(failure: Exception) -> None:
    client = Discord({1: failure})
    with pytest.raises(NotNow, match="did not say"):
        await membership_of(client).check("1", BOB)


@in_a_loop
async def test_discord_is_not_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(membership, "SECONDS_TO_SAY", 0.02)
    client = Discord({1: "bob"})
    guild = client.get_guild(1)
    guild.fetch_member = lambda _: asyncio.sleep(30)
    client.get_guild = lambda _: guild  # type: ignore[method-assign]
    with pytest.raises(NotNow, match="did not say"):
        await membership_of(client).check("1", BOB)


@in_a_loop
async def test_the_servers_of_a_person_are_those_asked_before_first_and_a_few_are_asked_about_at_once() -> None:
    client = Discord({number: "bob" if number % 2 else NOT_FOUND for number in range(1, 41)})
    found = await membership_of(client, lambda library: library != "5").servers_of(BOB, ["39", "2", "5", "1"], 10)
    assert [guild.id for guild in found] == [39, 1, 3, 7, 9, 11, 13, 15, 17, 19]
    assert len(client.asked) == 20
    assert 1 < client.most_running <= AT_ONCE


@in_a_loop
async def test_no_servers_and_servers_discord_did_not_answer_for_are_told_apart() -> None:
    assert await membership_of(Discord({1: NOT_FOUND})).servers_of(BOB, [], 10) == []
    with pytest.raises(NotNow):
        await membership_of(Discord({1: NOT_FOUND, 2: BROKEN})).servers_of(BOB, [], 10)
    found = await membership_of(Discord({1: "bob", 2: BROKEN})).servers_of(BOB, [], 10)
    assert [guild.id for guild in found] == [1]
