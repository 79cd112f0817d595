"""Models on a scripted server, with records of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.model import Models
from bot.records import Records
from bot.records.tables import TABLES
from bot.settings import Settings
from index.store import Store
from tests.model_server.server import ModelServer

KEY = "sk-canary-of-the-key"
ModelsMaker = Callable[..., Models]


@pytest.fixture(scope="session")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    """One store for all these tests, each of which asks in a library of its own."""
    store = Store(tmp_path_factory.mktemp("records") / "footnote.db", TABLES)
    yield Records(store)
    store.close()


@pytest.fixture
def place(numbers: Iterator[int]) -> str:
    """A library nobody has asked in."""
    return str(next(numbers))


@pytest.fixture(scope="session")
def numbers() -> Iterator[int]:
    return count(1)


@pytest.fixture
def make_models(records: Records, model_server: ModelServer, tmp_path: Path) -> Iterator[ModelsMaker]:
    """Return a function that makes models of the scripted server, which wants the key; all are closed."""
    made: list[Models] = []
    model_server.key = KEY

    def make(records: Records = records, **settings: Any) -> Models:
        values = {"openai_api_key": KEY, "openai_base_url": model_server.base_url, "footnote_data_dir": tmp_path}
        made.append(Models(Settings(_env_file=None, **values | settings), records))
        return made[-1]

    yield make
    for models in made:
        models.close()


@pytest.fixture
def models(make_models: ModelsMaker) -> Models:
    return make_models(model_retries=1)
