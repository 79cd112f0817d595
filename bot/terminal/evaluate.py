"""`footnote eval`: a folder of documents and questions with known answers, put through the whole way of a question."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.terminal.options import AsJson
from bot.terminal.progress import progress_bar
from bot.terminal.session import read_settings
from bot.terminal.streams import say, show_json


def evaluate(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A folder with documents/ and questions.jsonl.", show_default=False)
    ],
    predictions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what was found for each question, as JSON lines.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure how well questions with known answers are answered, in a library that is thrown away afterwards."""
    settings = read_settings()
    from bot import evaluation

    with progress_bar() as bar:
        bar.begin("Reading the questions")
        report = evaluation.run(folder, settings, predictions, bar.show)
    if as_json:
        show_json(report.as_json())
        return
    for line in report.lines():
        say(line)
