"""`footnote ask`: one question, one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.options import DEFAULT_LIBRARY, AsJson, LibraryName, library_option
from bot.terminal.session import opened
from bot.terminal.showing import show_answer
from bot.terminal.streams import read_question, show_json, tell

if TYPE_CHECKING:
    from bot.answering.answer import Answer
    from index.library import Library


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
        answer = app.ask(library, Question(text, only=only))
        if as_json:
            show_json(answer.as_json())
        else:
            show_answer(answer)
        hint_if_empty(documents, answer)


def hint_if_empty(library: Library, answer: Answer) -> None:
    """Say how to add documents where there are none: `not_found` is then no news about them."""
    if answer.claims or answer.closest or library.documents():
        return
    option = library_option(library.name)
    tell(f"The library {library.name} holds no documents yet: add some with `footnote library add SOURCE{option}`.")
