"""The way of an evaluation: read the set, build a throw-away library of its documents, ask every question, measure."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from bot.evaluation.asking import LIBRARY, ask_all
from bot.evaluation.documents import add_documents, measure_documents
from bot.evaluation.observing import throw_away_app
from bot.evaluation.outcomes import Outcome, outcome_of
from bot.evaluation.predictions import writing
from bot.evaluation.questions import load_questions
from bot.evaluation.report import Report, measure
from bot.settings import Settings
from index.documents import Document

Progress = Callable[[str, int, int], object]
"""Told the stage, how much of it is done and how much there is: characters of documents, then questions."""

ADDING = "Adding the documents"
ASKING = "Asking the questions"


def run(folder: Path, settings: Settings, predictions: Path | None = None, progress: Progress | None = None) -> Report:
    """Measure Footnote on the set in `folder`, and write what it found and answered to `predictions`.

    The library it builds is gone afterwards, however the run ends, and the store of `settings` is never opened. Raises
    EvaluationError when the set is malformed or the predictions cannot be written.
    """
    tell = progress or (lambda *_: None)
    characters = measure_documents(folder, settings.max_file_bytes)
    questions = load_questions(folder, characters, settings.max_question_chars)
    with throw_away_app(settings) as app, writing(predictions) as write:
        library = app.library(LIBRARY)
        added = add_documents(library, folder, characters, settings.max_file_bytes, partial(tell, ADDING))

        @cache
        def stored_text(document: Document) -> str | None:
            return library.live_text(document.id, document.version)

        outcomes: list[Outcome] = []
        for asked in ask_all(app, questions, added.ids):
            write(asked)
            outcomes.append(outcome_of(asked, stored_text))
            tell(ASKING, len(outcomes), len(questions))
        embedder = app.embedder()
    return Report(
        documents=len(characters),
        passages=added.passages,
        questions=len(questions),
        model=embedder.name if embedder else None,
        sections=measure(outcomes),
    )
