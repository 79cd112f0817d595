"""A library of ferries, and questions to it that a scripted model answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from bot.answering.answer import Answer, Question
from bot.answering.caching import KeptAnswers
from bot.answering.generative.limits import Limits
from bot.answering.listening import Listener
from bot.answering.pipeline import Answering
from index.library import Library
from tests.support.apps import AppWith
from tests.support.embedders import WordHashes
from tests.support.listeners import Clock, Watching
from tests.support.scripted_models import ScriptedModel

FERRIES = b"""# Ferries

The ferry to Sorrel Island leaves at noon. It does not run on Sundays. Tickets for the ferry cost 4 pounds.

The old ferry was built by Ana Brook in 1921. Some passengers of the ferry fell ill. The ferry would sail to Harrow Bay.
"""

Ask = Callable[..., Answer]


@pytest.fixture
def ferries(library: Library) -> Library:
    """A library of this test's own, which it may add to."""
    library.add_bytes("ferries.md", "ferries.md", FERRIES)
    return library


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The same library for all tests that only ask."""
    with closing(AppWith(tmp_path_factory.mktemp("ferries"), WordHashes())) as app:
        library = app.library("local")
        library.add_bytes("ferries.md", "ferries.md", FERRIES)
        yield library


@pytest.fixture
def ask(shelf: Library) -> Ask:
    """Return a function that has a model answer a question about ferries."""

    def answered(
        model: ScriptedModel,
        text: str = "When does the ferry leave?",
        library: Library = shelf,
        listener: Listener | None = None,
        clock: Clock | None = None,
        kept: KeptAnswers | None = None,
        min_confidence: float = 0.0,
        **question: Any,
    ) -> Answer:
        answering = Answering(
            min_confidence=min_confidence,
            max_question_chars=2000,
            limits=Limits(wait_seconds=10, total_seconds=60),
            kept=kept,
            clock=clock or Clock(),
        )
        return answering.ask(library, Question(text, **question), model, listener or Watching())

    return answered
