"""How `footnote serve` ends: in order when it is asked to, at once when Discord will not have it."""

from __future__ import annotations

import asyncio
import gc
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGTERM

import pytest

from bot.discord_ui.documents import adding
from index.embedding import Progress, Vectors
from index.embedding.minilm import MiniLM
from tests.conftest import AppMaker
from tests.discord_server.interactions import Interaction
from tests.discord_server.loops import in_a_loop
from tests.discord_server.messages import Message
from tests.discord_server.server import DiscordServer
from tests.discord_server.world import Attachment
from tests.support.apps import AppWith
from tests.support.bot_process import BotProcess, bot_process
from tests.support.held_up import HeldUp
from tests.support.on_screen import ANSWER, answers, ask, mention, waiting
from tests.support.reading_room import FERRY, Room, bot, new_room
from tests.support.texts import sentence

SECONDS_TO_STOP = 15
SERVERS = 5
WRONG_TOKEN = "bm90LW1pbmU.GabcdE.wrong-wrong-wrong-wrong-wrong-wrong"


def long_document(seed: int) -> bytes:
    """Return what takes the model far longer than a stop may take."""
    chance = random.Random(seed)
    paragraphs = (" ".join(sentence(chance) for _ in range(5)) for _ in range(50))
    return "\n\n".join(paragraphs).encode()


async def ask_in(room: Room, number: int) -> Interaction | Message:
    """Ask by command, or every other time by a mention, and wait until the question is seen to be worked on."""
    asked = await (mention(room) if number % 2 else ask(room))
    await waiting(room.channel, 1)
    return asked if isinstance(asked, Interaction) else room.channel.by_bot()[0]


@in_a_loop
async def test_sigterm_lets_questions_be_answered_and_jobs_go_on_at_the_next_start(
    make_app: AppMaker, minilm: MiniLM, model_cache: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "served"
    app = make_app(folder, minilm)
    async with DiscordServer() as discord:
        rooms = [new_room(discord, app, f"Town {number}") for number in range(SERVERS)]
        places = [room.guild.channel("for files") for room in rooms]
        for room in rooms:
            room.library.add_bytes("ferries.md", "ferries.md", FERRY)

        async with bot_process(discord, folder, embedding_model="minilm", footnote_cache_dir=model_cache) as served:
            for number, room in enumerate(rooms):
                file = Attachment(f"long-{number}.txt", long_document(number))
                await (await room.ada.slash(places[number], "library add", file=file)).acknowledgement()
            await until(lambda: len(app.jobs.unfinished()) == SERVERS)
            discord.slow_down(3, "PATCH")  # longer than the jobs are waited for
            asked = [await ask_in(room, number) for number, room in enumerate(rooms)]
            assert not any(ANSWER in one.text for one in asked)

            served.send(SIGTERM)
            code, seconds = await served.ended(SECONDS_TO_STOP)

            assert (code, seconds < SECONDS_TO_STOP) == (0, True)
            for room in rooms:
                await answers(room.channel, 1)
            assert len(app.jobs.unfinished()) == SERVERS

        discord.heal()
        async with bot_process(discord, folder):
            await discord.until(lambda: all(place.by_bot() for place in places), 30, "what came of the jobs")
            told = [[message.text for message in place.by_bot()] for place in places]
            assert all("has gone on with what you gave it" in text and "1 added" in text for [text] in told)
    for number, room in enumerate(rooms):
        sources = {document.source for document in room.library.documents()}
        assert sources == {"ferries.md", f"long-{number}.txt"}
    assert app.jobs.unfinished() == []


@in_a_loop
async def test_a_bot_that_stops_while_it_still_counts_its_servers_ends_without_an_error(
    app: AppWith, caplog: pytest.LogCaptureFixture
) -> None:
    async with DiscordServer() as discord:
        new_room(discord, app, "Reading room")
        async with bot(app, discord, counting_seconds=0.3) as client:
            assert not client.is_ready()
        await asyncio.sleep(0.4)  # when it would have counted them
    gc.collect()  # asyncio tells of a task that failed when that is let go of
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


class Deaf(HeldUp):
    """A model that works on whatever happens, and in the end trips over what is gone by then."""

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        super().embed(texts)
        raise RuntimeError("cannot schedule new futures after interpreter shutdown")


@pytest.mark.parametrize("in_time", [True, False])
@in_a_loop
async def test_a_job_that_is_deaf_to_the_wish_to_stop_goes_on_at_the_next_start(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, in_time: bool
) -> None:
    monkeypatch.setattr(adding, "SECONDS_TO_STOP", 0.5)
    monkeypatch.setattr(adding, "SECONDS_TO_SAY_SO", 0.2)
    model = Deaf()
    app = make_app(model=model)
    async with DiscordServer() as discord:
        room = new_room(discord, app, "Reading room")
        async with bot(app, discord):
            form = await (await room.ada.slash(room.channel, "library add")).acknowledgement()
            files = [Attachment(f"{number}.txt", FERRY) for number in range(2)]
            seen = await room.ada.submit(form.modal, {"Files": files})
            await until(lambda: model.began.is_set() and len(app.jobs.unfinished()) == 2)
            if in_time:
                asyncio.get_running_loop().call_later(0.1, model.go.set)
        assert [job.tries for job in app.jobs.unfinished()] == [0, 0]  # being stopped is no fault of theirs
        model.go.set()
        assert ("2 to be done" in seen.text) == in_time
        assert len(app.jobs.unfinished()) == 2
    assert "Traceback" not in caplog.text
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():  # noqa: ASYNC110 - of a store that another process writes
            await asyncio.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why Discord will not have a bot: what its sentence must hold, and how far it gets."""

    sentence: str
    statuses: list[int]
    connections: int
    settings: dict[str, object] = field(default_factory=dict)
    code: int | None = None


REFUSALS = [
    Refusal("DISCORD_TOKEN", [200, 200], 1, code=4004),
    Refusal("Message Content Intent", [200, 200], 1, {"message_content_intent": True}),
    Refusal("DISCORD_TOKEN", [401], 0, {"discord_token": WRONG_TOKEN}),
]


async def refuse(refusal: Refusal, folder: Path) -> None:
    async with DiscordServer() as discord:
        if refusal.code:
            discord.gateway.refuse_identify(refusal.code)
        started = await BotProcess.started(discord, folder, **refusal.settings)
        code, _ = await started.ended(20)
        at_login = [one.status for one in discord.requests if "commands" not in one.route]
        assert (code, at_login, len(discord.gateway.compressions)) == (1, refusal.statuses, refusal.connections)
        assert refusal.sentence in started.lines[-1]
        assert [line for line in started.lines if " ERROR " in line or "Traceback" in line] == []
        assert WRONG_TOKEN not in started.text


@in_a_loop
async def test_a_bot_that_discord_will_not_have_ends_with_one_sentence_after_one_try(tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(len(REFUSALS))]
    await asyncio.gather(*map(refuse, REFUSALS, folders))
