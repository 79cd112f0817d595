"""The Discord that the tests of a module share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.reading_room import Room
from tests.support.shared_discord import SharedDiscord, shared_discord_in
from tests.support.talking import talk


@pytest.fixture(scope="module")
def shared_discord(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> Iterator[SharedDiscord]:
    """A Discord with the bot in it, in whose servers people have talked."""
    with shared_discord_in(tmp_path_factory.mktemp("shared"), empty_store, _talked) as discord:
        yield discord


async def _talked(room: Room) -> None:
    await talk(room, room.channel)
