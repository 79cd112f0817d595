"""The real App with a model of the test's choosing, and files read in its own process, which costs a test less.

Everything else is put together as it is for a person; the commands, which the tests run as well, have the real App.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.app import App
from bot.settings import Settings
from index.documents import Reading
from index.embedding import Embedder
from index.reading import read
from tests.support.embedders import WordHashes


class AppWith(App):
    """An App on the store in `folder`."""

    def __init__(self, folder: Path, embedder: Embedder | None, **settings: Any) -> None:
        values = {"footnote_data_dir": folder, "footnote_cache_dir": folder, "embedding_model": "none", **settings}
        super().__init__(Settings(_env_file=None, **values))
        self._chosen = embedder

    def embedder(self) -> Embedder | None:
        return self._chosen

    def read(self, name: str, data: bytes) -> Reading:
        return read(name, data)


def open_app(folder: Path, **settings: Any) -> AppWith:
    """Return an App with the small model, for a process of its own."""
    return AppWith(folder, WordHashes(), **settings)
