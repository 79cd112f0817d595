"""Every picture of docs/pictures, drawn from what the bot sends in two sessions on a Discord of this machine."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Final

from index.embedding import Embedder
from tests.discord_server.server import DiscordServer
from tests.support.apps import AppWith
from tests.support.pictures.model_scenes import Writer, play_with_model
from tests.support.pictures.scenes import play
from tests.support.pictures.stage import Calendar, Halting, new_stage, nothing_by_chance
from tests.support.serving import serving
from tests.support.web_server import WebServer
from tests.support.websites import lead_to

ROOT: Final = Path(__file__).parents[3]
FOLDER: Final = ROOT / "docs" / "pictures"
NOT_ASKED: Final = "http://127.0.0.1:9/v1"
"""The address of a model, which a `Writer` stands in for."""


def gallery(folder: Path, embedder: Embedder) -> dict[str, str]:
    """Every picture by its name, drawn with stores in `folder`."""
    halting = Halting(embedder, "Harbour tours")
    without_model = asyncio.run(_without_model(folder / "without", halting))
    return without_model | asyncio.run(_with_model(folder / "with", halting))


async def _without_model(folder: Path, embedder: Halting) -> dict[str, str]:
    calendar = Calendar()
    app, site = AppWith(folder, embedder), WebServer()
    fetcher = lead_to(app, site)
    try:
        with nothing_by_chance(calendar):
            async with DiscordServer(spec=False, message_content=True) as discord:
                stage = new_stage(discord, app, site, embedder, calendar)
                async with serving(app, discord):
                    await play(stage)
                return stage.pictures
    finally:
        fetcher.close()
        site.close()
        app.close()


async def _with_model(folder: Path, embedder: Halting) -> dict[str, str]:
    calendar, writer = Calendar(), Writer()
    app, site = AppWith(folder, embedder, openai_base_url=NOT_ASKED), WebServer()
    app.models = writer  # type: ignore[assignment] # no more of it is asked
    try:
        with nothing_by_chance(calendar):
            async with DiscordServer(spec=False) as discord:
                stage = new_stage(discord, app, site, embedder, calendar)
                async with serving(app, discord):
                    await play_with_model(stage, writer)
                return stage.pictures
    finally:
        writer.go_on.set()
        site.close()
        app.close()
