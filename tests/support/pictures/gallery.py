"""Every picture of docs/pictures, drawn from what the bot sends in one session on a Discord of this machine."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from index.embedding import Embedder
from tests.discord_server.server import DiscordServer
from tests.support.apps import AppWith
from tests.support.pictures.scenes import play
from tests.support.pictures.stage import Calendar, Halting, new_stage, nothing_by_chance
from tests.support.serving import serving
from tests.support.web_server import WebServer
from tests.support.websites import lead_to

ROOT: Final = Path(__file__).parents[3]
FOLDER: Final = ROOT / "docs" / "pictures"


def gallery(folder: Path, embedder: Embedder) -> dict[str, str]:
    """Every picture by its name, drawn with a store in `folder`."""
    return asyncio.run(_gallery(folder, Halting(embedder, "Harbour tours")))


async def _gallery(folder: Path, embedder: Halting) -> dict[str, str]:
    calendar = Calendar()
    app, site = AppWith(folder, embedder), WebServer()
    fetcher = lead_to(app, site)
    try:
        with nothing_by_chance(calendar):
            async with DiscordServer(spec=False) as discord:
                stage = new_stage(discord, app, site, embedder, calendar)
                async with serving(app, discord):
                    await play(stage)
                return stage.pictures
    finally:
        fetcher.close()
        site.close()
        app.close()
