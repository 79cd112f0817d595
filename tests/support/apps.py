"""The real App with a model of the test's choosing, and files read in its own process, which costs a test less.

Everything else is put together as it is for a person; the commands, which the tests run as well, have the real App.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from bot.answering.topics.guide import Guide
from bot.answering.topics.topic import Overview
from bot.app import App
from bot.settings import Settings
from index.documents import Reading
from index.embedding import Embedder
from index.reading import read
from tests.support.embedders import WordHashes


class OnRequest(Guide):
    """Works out what a library is about when it is waited for, and never by itself: tests see the same each time."""

    def ready(self, name: str) -> Overview | None:
        known = self._known.get(name)
        revision = self._library(name).revision()
        return known[1].result() if known and known[0] == revision and known[1].done() else None


class AppWith(App):
    """An App on the store in `folder`."""

    def __init__(self, folder: Path, embedder: Embedder | None, **settings: Any) -> None:
        values = {"footnote_data_dir": folder, "footnote_cache_dir": folder, "embedding_model": "none", **settings}
        super().__init__(_settings(values))
        self._chosen = embedder
        self.topics = self._to_close.enter_context(closing(OnRequest(self.library, self._ask_without_model)))

    def embedder(self) -> Embedder | None:
        return self._chosen

    def read(self, name: str, data: bytes) -> Reading:
        return read(name, data)


def _settings(values: dict[str, Any]) -> Settings:
    """Return settings of these values alone: looking into the environment takes as long as opening a store."""
    settings = Settings.__new__(Settings)
    BaseModel.__init__(settings, **values)
    return settings


def open_app(folder: Path, **settings: Any) -> AppWith:
    """Return an App with the small model, for a process of its own."""
    return AppWith(folder, WordHashes(), **settings)
