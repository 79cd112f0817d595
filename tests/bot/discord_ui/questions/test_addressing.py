from __future__ import annotations

import asyncio
from typing import Any

import discord
import pytest

from bot.discord_ui.questions.addressing import question_in

ME, ANN, BEN = 900, 901, 902
GUILD, CHANNEL, THREAD, DIRECT = 10, 20, 30, 40
REPLY, FORWARD = 0, 1


def user(number: int, *, bot: bool = False) -> dict[str, Any]:
    return {"id": str(number), "username": f"user{number}", "discriminator": "0", "avatar": None, "bot": bot}


def message(content: str, *, author: int = ANN, channel: int = CHANNEL, **fields: Any) -> dict[str, Any]:
    guild = {} if channel == DIRECT else {"guild_id": str(GUILD)}
    return {
        "id": "5000",
        "channel_id": str(channel),
        **guild,
        "author": user(author, bot=author == ME),
        "content": content,
        "timestamp": "2026-03-03T10:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
        **fields,
    }


def reply_to(author: int, *, kind: int = REPLY) -> dict[str, Any]:
    reference = {"type": kind, "message_id": "4000", "channel_id": str(CHANNEL), "guild_id": str(GUILD)}
    return {"type": 19, "message_reference": reference, "referenced_message": message("before", author=author)}


def asked(data: dict[str, Any], *, reads_threads: bool = False) -> str | None:
    async def scenario() -> str | None:
        async with discord.Client(intents=discord.Intents.none()) as client:
            state = client._connection
            state.user = discord.ClientUser(state=state, data=user(ME, bot=True))
            guild = {"id": str(GUILD), "name": "g", "channels": [], "roles": [], "members": [], "threads": []}
            state._add_guild_from_data({**guild, "channels": [_channel()], "threads": [_thread()]})
            channel, _ = state._get_guild_channel(data)
            return question_in(
                discord.Message(state=state, channel=channel, data=data), ME, reads_threads=reads_threads
            )

    return asyncio.run(scenario())


def _channel() -> dict[str, Any]:
    return {"id": str(CHANNEL), "type": 0, "name": "general", "position": 0, "permission_overwrites": []}


def _thread(owner: int = ME) -> dict[str, Any]:
    metadata = {"archived": False, "auto_archive_duration": 60, "archive_timestamp": "2026-03-03T10:00:00+00:00"}
    return {
        "id": str(THREAD),
        "guild_id": str(GUILD),
        "parent_id": str(CHANNEL),
        "owner_id": str(owner),
        "name": "thread",
        "type": 11,
        "message_count": 0,
        "member_count": 1,
        "thread_metadata": metadata,
    }


MENTIONED = {"mentions": [user(ME, bot=True)]}


@pytest.mark.parametrize(
    ("content", "question"),
    [
        (f"<@{ME}> who came?", "who came?"),
        (f"<@!{ME}> who came?", "who came?"),
        (f"who came, <@{ME}>?", "who came, ?"),
        (f"> an earlier word\n<@{ME}> is that so?", "is that so?"),
        (f"<@{ME}>", ""),
    ],
)
def test_a_mention_asks(content: str, question: str) -> None:
    assert asked(message(content, **MENTIONED)) == question


def test_the_names_of_others_who_are_mentioned_stay_in_the_question() -> None:
    data = message(f"<@{ME}> what does <@{BEN}> say?", mentions=[user(ME, bot=True), user(BEN)])
    assert asked(data) == f"what does @user{BEN} say?"


@pytest.mark.parametrize(
    "content",
    [f"> <@{ME}> who came?", f">>> first\n<@{ME}> who came?", f"`<@{ME}>` is its mention", f"```\n<@{ME}>\n```"],
)
def test_a_mention_that_is_only_quoted_does_not_ask(content: str) -> None:
    assert asked(message(content, **MENTIONED)) is None


def test_a_message_that_mentions_nobody_does_not_ask() -> None:
    assert asked(message("who came?")) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"author": user(BEN, bot=True)},
        {"author": user(ME, bot=True)},
        {"webhook_id": "77"},
        {"mention_everyone": True},
        {"type": 6},
    ],
    ids=["a bot", "itself", "a webhook", "everyone", "a pinned notice"],
)
def test_some_are_never_answered(fields: dict[str, Any]) -> None:
    assert asked({**message(f"<@{ME}> who came?", **MENTIONED), **fields}) is None


def test_a_reply_with_the_ping_on_is_a_follow_up() -> None:
    assert asked(message("who else?", **reply_to(ME), **MENTIONED)) == "who else?"


def test_a_ping_that_stands_nowhere_in_the_text_comes_from_the_reply() -> None:
    unsent = {**reply_to(ME), "referenced_message": None}
    assert asked(message("who else?", **unsent, **MENTIONED)) == "who else?"
    assert asked(message(f"> <@{ME}> said so\nindeed", **unsent, **MENTIONED)) is None


def test_a_reply_with_the_ping_off_is_a_remark() -> None:
    assert asked(message("who else?", **reply_to(ME)), reads_threads=True) is None


def test_a_reply_to_somebody_else_asks_only_by_mention() -> None:
    assert asked(message("who else?", **reply_to(BEN))) is None
    assert asked(message(f"<@{ME}> who else?", **reply_to(BEN), **MENTIONED)) == "who else?"


def test_a_reply_that_merely_quotes_the_bot_does_not_ask() -> None:
    assert asked(message(f"> <@{ME}> said it opened", **reply_to(BEN), **MENTIONED)) is None
    assert asked(message("> it opened in 1921", **reply_to(ME), **MENTIONED)) is None


def test_passing_an_answer_on_does_not_ask() -> None:
    assert asked(message("", **{**reply_to(ME, kind=FORWARD), "type": 0}, **MENTIONED)) is None


def test_a_direct_message_asks_without_a_mention() -> None:
    assert asked(message("who came?", channel=DIRECT)) == "who came?"


def test_a_message_of_a_server_that_is_not_known_is_no_direct_message() -> None:
    assert asked({**message("who came?"), "guild_id": "11", "channel_id": "21"}) is None


def test_messages_in_the_bots_own_threads_ask_where_it_may_read_them() -> None:
    assert asked(message("who else?", channel=THREAD), reads_threads=True) == "who else?"
    assert asked(message("who else?", channel=THREAD), reads_threads=False) is None
    assert asked(message("who else?", channel=CHANNEL), reads_threads=True) is None


def test_what_people_say_to_each_other_in_a_thread_is_left_alone() -> None:
    to_ben = message(f"<@{BEN}> who else?", channel=THREAD, mentions=[user(BEN)])
    assert asked(to_ben, reads_threads=True) is None
    assert asked(message("indeed", channel=THREAD, **reply_to(BEN)), reads_threads=True) is None
