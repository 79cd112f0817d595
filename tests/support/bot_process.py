"""`footnote serve` as it runs for a person: a process of its own, which is told everything by its environment."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

from tests.discord_server.server import DiscordServer

ROOT = Path(__file__).parents[2]
SERVE = (sys.executable, "-c", "from bot.terminal.main import main; main()", "serve")
SECONDS_TO_START = 30.0


class BotProcess:
    """A running bot. `lines` are what it wrote, on either stream, in order."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.lines: list[str] = []
        assert process.stdout is not None
        assert process.stderr is not None
        self._reading = [asyncio.create_task(self._read(stream)) for stream in (process.stdout, process.stderr)]

    @classmethod
    async def started(
        cls, discord: DiscordServer, folder: Path, command: Sequence[str] = SERVE, **settings: object
    ) -> Self:
        """Start it on the store in `folder`; `settings` are further ones, by their lower-case names."""
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": str(ROOT),
            "DISCORD_TOKEN": discord.token,
            "DISCORD_API_BASE": discord.api_base,
            "DISCORD_GATEWAY_URL": discord.gateway_url,
            "DISCORD_CDN_BASE": discord.cdn_base,
            "FOOTNOTE_DATA_DIR": str(folder),
            "EMBEDDING_MODEL": "none",
            **{name.upper(): str(value) for name, value in settings.items()},
        }
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            *command, env=environment, cwd=_made(folder), stdout=pipe, stderr=pipe
        )
        return cls(process)

    @property
    def text(self) -> str:
        """All it wrote."""
        return "\n".join(self.lines)

    def memory(self, field: str = "VmRSS") -> int:
        """Return the bytes of memory it holds, or with `VmHWM` the most it ever held."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith(f"{field}:"))
        return int(line.split()[1]) * 1024

    async def connected(self, discord: DiscordServer) -> None:
        """Wait until it is connected and Discord has its commands. Raises AssertionError where it ends before."""
        ended = asyncio.create_task(self._process.wait())
        there = asyncio.create_task(_there(discord))
        await asyncio.wait({ended, there}, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        assert there.done(), "the bot has ended"
        await there

    def send(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    async def ended(self, seconds: float) -> tuple[int, float]:
        """Wait for its end; return its exit code and after how many seconds from now it came."""
        began = time.perf_counter()
        async with asyncio.timeout(seconds):
            code = await self._process.wait()
        took = time.perf_counter() - began
        await asyncio.gather(*self._reading)
        return code, took

    async def stopped(self) -> int:
        """Stop it in order and return its exit code."""
        self.send(signal.SIGTERM)
        code, _ = await self.ended(20)
        return code

    async def kill(self) -> None:
        """End it, if it still runs."""
        if self._process.returncode is None:
            self._process.kill()
        await self.ended(10)

    async def _read(self, stream: asyncio.StreamReader) -> None:
        async for line in stream:
            self.lines.append(line.decode("utf-8", "replace").rstrip("\n"))


@asynccontextmanager
async def bot_process(
    discord: DiscordServer, folder: Path, command: Sequence[str] = SERVE, **settings: object
) -> AsyncIterator[BotProcess]:
    """Run the bot until the block ends, from when Discord has its commands; what it wrote is told with an error."""
    bot = await BotProcess.started(discord, folder, command, **settings)
    try:
        await bot.connected(discord)
        yield bot
    except BaseException as error:
        error.add_note("The bot wrote:\n" + "\n".join(line[:300] for line in bot.lines[-20:]))
        raise
    finally:
        await bot.kill()


async def _there(discord: DiscordServer) -> None:
    await discord.ready(SECONDS_TO_START)
    await discord.commands_synced(SECONDS_TO_START)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
