"""A handbook that a scripted model summarises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from bot.answering.generative.limits import Limits
from bot.answering.summaries.request import Length, Scope, SummaryRequest
from bot.answering.summaries.summarizing import Summarizing
from bot.answering.summaries.summary import Summary
from bot.answering.summaries.watching import Watcher
from index.library import Library
from tests.support.apps import AppWith
from tests.support.embedders import WordHashes
from tests.support.listeners import Clock
from tests.support.scripted_models import ScriptedModel
from tests.support.summarizers import HANDBOOK, Watching

Summarize = Callable[..., Summary]


@pytest.fixture(scope="session")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The handbook, for all tests that only read it."""
    with closing(AppWith(tmp_path_factory.mktemp("handbook"), WordHashes())) as app:
        library = app.library("local")
        library.add_bytes("handbook.md", "handbook.md", HANDBOOK.encode())
        yield library


@pytest.fixture
def summarize(harbour: Library) -> Summarize:
    """Return a function that has a model summarise the handbook."""

    def summarized(
        model: ScriptedModel,
        length: Length = Length.FULL,
        watcher: Watcher | None = None,
        clock: Clock | None = None,
        library: Library = harbour,
        **request: Any,
    ) -> Summary:
        summarizing = Summarizing(min_confidence=0.0, limits=Limits(wait_seconds=10), clock=clock or Clock())
        wanted = SummaryRequest(Scope.DOCUMENT, length, document="handbook.md", **request)
        return summarizing.summarize(library, wanted, watcher or Watching(), lambda: model)

    return summarized
