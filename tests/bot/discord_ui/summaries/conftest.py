"""The Discord that the tests of a module share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.reading_room import FERRY, Room
from tests.support.shared_discord import SharedDiscord, shared_discord_in


@pytest.fixture(scope="module")
def shared_discord(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> Iterator[SharedDiscord]:
    """A Discord with the bot in it, in whose servers there is a document."""
    with shared_discord_in(tmp_path_factory.mktemp("shared"), empty_store, _with_document) as discord:
        yield discord


async def _with_document(room: Room) -> None:
    room.library.add_bytes("ferries.md", "ferries.md", FERRY)
