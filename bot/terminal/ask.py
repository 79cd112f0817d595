"""`footnote ask`: one question, one answer."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.terminal.endings import STOPPED
from bot.terminal.growing import ask_visibly
from bot.terminal.options import DEFAULT_LIBRARY, AsJson, LibraryName
from bot.terminal.session import opened
from bot.terminal.showing import hint_if_empty, show_answer
from bot.terminal.streams import read_question, show_json


def ask(
    question: Annotated[
        str, typer.Argument(metavar="QUESTION", help="The question; - reads it from stdin.", show_default=False)
    ],
    library: LibraryName = DEFAULT_LIBRARY,
    document: Annotated[
        list[str] | None,
        typer.Option(metavar="REF", help="Answer from this document alone (id, title or file name); may be repeated."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Answer a question from the documents, every sentence with its quote."""
    text = read_question(question)
    with opened() as app:
        from bot.answering.answer import Question

        documents = app.library(library)
        only = tuple(documents.find(reference).id for reference in document or ())
        asked = Question(text, only=only)
        if as_json:
            answer, stopped = app.ask(library, asked), False
            show_json(answer.as_json())
        else:
            answer, stopped = ask_visibly(app, library, asked)
            show_answer(answer)
        if not answer.claims and not answer.closest:
            hint_if_empty(documents)
    if stopped:
        raise typer.Exit(STOPPED)
