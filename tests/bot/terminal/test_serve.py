"""`footnote serve` as a process, from its first line to its exit code."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from bot.terminal.serve import NO_TOKEN
from tests.discord_server.loops import in_a_loop
from tests.discord_server.server import DiscordServer

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-c", "from bot.terminal.main import main; main()"]
LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (INFO|WARNING|ERROR) \S+ \S.*")
CANARY = "xyzzyplugh"
QUESTION = f"When does the {CANARY}question boathouse open?"
DOCUMENT = f"The {CANARY}document boathouse opens at nine in the morning."


class Served:
    """A running `footnote serve`, and what it wrote so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.lines: list[str] = []
        self._more = asyncio.Event()
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.lines.append(line.decode().rstrip("\n"))
            self._more.set()

    async def said(self, words: str) -> None:
        async with asyncio.timeout(20):
            while not any(words in line for line in self.lines):
                self._more.clear()
                await self._more.wait()

    async def ended(self) -> int:
        async with asyncio.timeout(20):
            await self._reading
            return await self.process.wait()

    async def stopped(self) -> tuple[int, float]:
        """Stop it and return its exit code and the seconds that took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        return await self.ended(), time.monotonic() - began


@asynccontextmanager
async def serving(server: DiscordServer, **settings: str) -> AsyncIterator[Served]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DISCORD_TOKEN": server.token,
        "DISCORD_API_BASE": server.api_base,
        "DISCORD_GATEWAY_URL": server.gateway_url,
        "DISCORD_CDN_BASE": server.cdn_base,
        **settings,
    }
    process = await asyncio.create_subprocess_exec(*COMMAND, "serve", env=environment, stderr=subprocess.PIPE)
    try:
        yield Served(process)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def test_without_a_token_nothing_is_started_and_one_line_says_what_to_do(footnote: Any, tmp_path: Path) -> None:
    result = footnote("serve")

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"{NO_TOKEN}\n")
    assert not (tmp_path / "data").exists()


@pytest.mark.soak  # tests/bot/discord_ui/test_secrets.py does as much by default, without a process of its own
@in_a_loop
async def test_a_session_with_everything_going_wrong_leaves_no_token_question_or_document_in_the_log(
    footnote: Any, tmp_path: Path
) -> None:
    """Check 39."""
    path = tmp_path / "boathouse.md"
    path.write_text(f"# The club\n\n{DOCUMENT}\n", encoding="utf-8")
    async with DiscordServer() as discord:
        channel = discord.guild("Club").channel("general")
        footnote("library", "add", path, "--library", str(channel.guild.id))
        async with serving(discord, LOG_LEVEL="DEBUG") as bot:
            await bot.said(f"Connected as {discord.bot_user.name}#")
            await _everything_goes_wrong(discord, channel, bot)
            code, seconds = await bot.stopped()
        discord.take_violations()

    assert (code, bot.lines[-1]) == (0, "Stopped.")
    assert seconds < 15
    whole = "\n".join(bot.lines)
    assert CANARY not in whole
    assert discord.token not in whole
    assert len(discord.interactions) == 4
    assert not any(token in whole for token in discord.interactions)
    for line in bot.lines:
        assert LINE.fullmatch(line) or line.startswith(("Connected as ", "Stopped.")), line


async def _everything_goes_wrong(discord: DiscordServer, channel: Any, bot: Served) -> None:
    ada = channel.guild.member("ada", manage_guild=True)
    await discord.commands_synced()
    discord.fail_next("PATCH", "/webhooks/*", "drop after", times=2)
    discord.fail_next("PATCH", "/webhooks/*", 429, times=1, retry_after=0.05)
    seen = await ada.slash(channel, "ask", question=QUESTION)
    await seen.answered()
    assert f"{CANARY}document" in seen.message.text
    discord.fail_next("PATCH", "/webhooks/*", 400, times=1)
    await ada.slash(channel, "ask", question=QUESTION)
    await bot.said("could not send")
    discord.fail_next("POST", "/interactions/*", 404, times=1)
    await ada.slash(channel, "ask", question=QUESTION)
    await bot.said("could not answer")
    discord.fail_next("POST", "/interactions/*", "drop after", times=1)
    seen = await ada.slash(channel, "ask", question=QUESTION)
    await seen.answered()
    discord.send_raw_event("MESSAGE_CREATE", {"content": QUESTION})
    discord.send_raw_frame(f"no JSON but {QUESTION}")
    await bot.said("unreadable event")
    discord.gateway.reconnect()
    await discord.resumed(1)


SLOW = """
import asyncio, signal, sys, threading, time
from bot.discord_ui.connection import stopping
stopping.LEAVING_SECONDS = 0.3
loop = asyncio.new_event_loop()
stop = stopping.Stopping()
async def work():
    print("working", flush=True)
    await stop.asked()
    print("asked", flush=True)
    await asyncio.sleep(60)
with stop.listening(loop):
    threading.Thread(target=time.sleep, args=(60,)).start()
    loop.run_until_complete(work())
"""


@pytest.mark.parametrize(("signals", "code"), [([signal.SIGTERM], 0), ([signal.SIGINT, signal.SIGTERM], 143)])
def test_nothing_that_hangs_holds_up_the_end_and_a_second_signal_ends_at_once(
    signals: list[signal.Signals], code: int
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", SLOW], env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "working\n"
        process.send_signal(signals[0])
        assert process.stdout.readline() == "asked\n"
        for number in signals[1:]:
            process.send_signal(number)
        assert process.wait(timeout=10) == code
