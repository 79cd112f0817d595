"""The bot as a process of its own, with more questions at once than people would ask, against a Discord in this one.

What Discord costs is in these figures too where the two processes share the processor's cores; how late the bot's event
loop is, is measured inside it.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[2]))  # for the Discord of the tests

from opening import fresh_settings
from prose import Article, articles

from bot.app import App
from tests.discord_server.interactions import Interaction
from tests.discord_server.server import DiscordServer
from tests.discord_server.world import Attachment
from tests.support.bot_process import BotProcess, bot_process
from tests.support.reading_room import Room, new_room

SERVERS = 20
QUESTIONS = 200
LAPS = (1_000, 10_000)
"""After how many questions the memory is looked at."""

SECONDS_TO_ACKNOWLEDGE = 3
LATEST_MS = 100
TIMED_BOT = (sys.executable, str(Path(__file__).with_name("timed_bot.py")), "serve")
NO_LIMITS = {"member_questions_per_minute": 1000, "server_questions_per_minute": 10_000}


@dataclass(frozen=True, slots=True)
class Load:
    """The bot, and the servers it is in, each with the article its members ask about."""

    bot: BotProcess
    discord: DiscordServer
    rooms: list[Room]
    articles: Sequence[Article]

    async def ask(self, questions: int) -> list[Interaction]:
        """Ask so many questions at once, in all servers in turn, and wait for the answers."""
        seen = []
        for number in range(questions):
            room, article = self.rooms[number % SERVERS], self.articles[number % SERVERS]
            seen.append(await room.bob.slash(room.channel, "ask", question=article.question))
        for one in seen:
            await one.answered(120)
        return seen

    async def lateness(self) -> str:
        """Return how late the bot's event loop was since this was asked last."""
        lines = len(self.bot.lines)
        self.bot.send(signal.SIGUSR1)
        while len(self.bot.lines) == lines:  # noqa: ASYNC110 - of another process
            await asyncio.sleep(0.01)
        figures = json.loads(self.bot.lines[-1])
        worst, p99 = figures["worst"] * 1000, figures["p99"] * 1000
        verdict = "" if worst <= LATEST_MS else f": OVER {LATEST_MS} ms"
        return f"event loop late by {p99:.1f} ms at most in 99 of 100 looks, by {worst:.1f} ms at worst{verdict}"


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory(prefix="footnote-bench-") as folder:
        asyncio.run(_measure(Path(folder)))


async def _measure(folder: Path) -> None:
    settings = fresh_settings(folder)
    app = App(settings)
    found = list(islice(articles(), SERVERS))
    async with DiscordServer(spec=False) as discord:  # which would take longer to check what is sent than to send it
        rooms = [new_room(discord, app, article.name) for article in found]
        for room, article in zip(rooms, found, strict=True):
            room.library.add_bytes(article.name, article.name, article.text.encode())
        cache = settings.footnote_cache_dir.expanduser()
        model = {"embedding_model": settings.embedding_model, "footnote_cache_dir": cache}
        async with bot_process(discord, folder, TIMED_BOT, **model, **NO_LIMITS) as bot:
            load = Load(bot, discord, rooms, found)
            await load.ask(SERVERS)  # what each server's first question loads
            await asyncio.sleep(3)
            await load.lateness()
            await _burst(load)
            await _documents(load)
            await _laps(load)
    app.close()


async def _burst(load: Load) -> None:
    began = time.perf_counter()
    seen = await load.ask(QUESTIONS)
    seconds = time.perf_counter() - began
    waits = [one.acknowledged_after or 0 for one in seen]
    print(f"{QUESTIONS} questions at once from {SERVERS} servers:")
    print(f"  acknowledged after {median(waits):.2f} s (median), {max(waits):.2f} s (slowest); Discord gives 3 s")
    print(f"  all answered after {seconds:.1f} s, {QUESTIONS / seconds:.0f} a second")
    print(f"  answered in order of arrival in {_servers_in_order(seen)} of {SERVERS} servers")
    print(f"  {await load.lateness()}")
    if max(waits) >= SECONDS_TO_ACKNOWLEDGE or _servers_in_order(seen) < SERVERS:
        raise SystemExit("The bot was too slow, or answered out of turn.")


def _servers_in_order(seen: Sequence[Interaction]) -> int:
    """Return in how many servers each answer came after those to the questions before it."""
    ends = [one._sent_at + (one.finished_after or 0) for one in seen]
    return sum(ends[server::SERVERS] == sorted(ends[server::SERVERS]) for server in range(SERVERS))


async def _documents(load: Load) -> None:
    room = load.rooms[0]
    text = "\n\n".join(article.text for article in islice(articles(), SERVERS, SERVERS + 10))
    file = Attachment("long.txt", text.encode())
    began = time.perf_counter()
    added = await room.ada.slash(room.channel, "library add", file=file)
    await added.until(lambda one: "1 added" in one.text, 300)
    print(f"A document of {len(text):,} characters taken in, in {time.perf_counter() - began:.1f} s:")
    print(f"  {await load.lateness()}")


async def _laps(load: Load) -> None:
    asked, memory = 0, []
    for lap in LAPS:
        while asked < lap:
            await load.ask(QUESTIONS)
            asked += QUESTIONS
            load.discord.requests.clear()
        memory.append(load.bot.memory())
    print(f"{LAPS[1]:,} questions, {QUESTIONS} at a time:")
    print(
        f"  memory after {LAPS[0]:,}: {memory[0] / 1e6:.0f} MB; after {LAPS[1]:,}: {memory[1] / 1e6:.0f} MB", end="; "
    )
    print(f"ratio {memory[1] / memory[0]:.3f}")
    print(f"  {await load.lateness()}")


if __name__ == "__main__":
    main()
