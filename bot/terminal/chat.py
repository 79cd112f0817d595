"""`footnote chat`: questions one after the other, each understood in the light of those before."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from bot.errors import explain
from bot.terminal.growing import ask_visibly
from bot.terminal.options import DEFAULT_LIBRARY, LibraryName
from bot.terminal.safe_text import one_line
from bot.terminal.session import opened
from bot.terminal.showing import hint_if_empty, show_answer, show_small
from bot.terminal.streams import is_terminal, say, tell
from index.errors import FootnoteError

if TYPE_CHECKING:
    from bot.answering.answer import Answer, Exchange
    from bot.app import App

REMEMBERED: Final = 5
"""Exchanges a question is understood by."""

TOPICS_NAMED: Final = 3
PROMPT: Final = "> "
LAST_WORDS: Final = {"exit", "quit"}


def chat(library: LibraryName = DEFAULT_LIBRARY) -> None:
    """Ask one question after the other; each may build on those before.

    In a terminal, "exit" or Ctrl-D ends the conversation. Piped in, every line is a question.
    """
    history: deque[Exchange] = deque(maxlen=REMEMBERED)
    with opened() as app:
        for question in _questions():
            try:
                _answer(app, library, question, history)
            except FootnoteError as error:  # this question is refused; the next may do
                tell(explain(error))
            say()


def _answer(app: App, library: str, text: str, history: deque[Exchange]) -> None:
    from bot.answering.answer import Exchange, Question

    answer, _stopped = ask_visibly(app, library, Question(text, history=tuple(history)))
    if _was_completed(answer):
        show_small(f"Searched for: {answer.standalone}")
    show_answer(answer)
    if not answer.claims and not answer.closest:
        hint_if_empty(app.library(library))
    if is_terminal(sys.stdout):
        _suggest(app, library, answer, history)
    history.append(Exchange(text, answer.text))


def _suggest(app: App, library: str, answer: Answer, history: Iterable[Exchange]) -> None:
    """Show what could be asked next, or of an answer that was not found, what the documents are about."""
    asked = {exchange.question for exchange in history}
    questions = [each.question for each in app.suggested_around(library, answer) if each.question not in asked]
    if questions:
        show_small(f"Ask next: {' '.join(questions)}")
    elif not answer.claims and (names := app.topics.names(library)):
        show_small(f"The documents are about: {'; '.join(names[:TOPICS_NAMED])}.")


def _was_completed(answer: Answer) -> bool:
    return answer.standalone != " ".join(answer.question.split())


def _questions() -> Iterator[str]:
    """Yield each line that holds a question until the input, or the person, comes to an end."""
    typed = is_terminal(sys.stdin) and is_terminal(sys.stdout)
    for line in _typed() if typed else sys.stdin or ():
        question = line.strip()
        if question.casefold() in LAST_WORDS:
            return
        if question:
            if not typed:
                say(f"{PROMPT}{one_line(question)}")  # so that each answer stands under its question
            yield question


def _typed() -> Iterator[str]:
    with suppress(ImportError):
        import readline  # noqa: F401 - gives input() its line editing and its history
    while True:
        try:
            line = input(PROMPT)
        except EOFError:
            return
        finally:
            say()  # leaves the prompt's line to itself
        yield line
