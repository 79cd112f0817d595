"""A summary as plain text: what it is of, how much was read, one line a sentence and one a quote."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from bot.answering.answer import marks
from bot.answering.summaries.markdown import nothing_said
from bot.answering.summaries.request import Scope
from bot.terminal.plain_answer import place
from bot.terminal.safe_text import one_line
from bot.terminal.small_print import QUOTED, sentence, small_print

if TYPE_CHECKING:
    from bot.answering.answer import Citation
    from bot.answering.summaries.summary import Summary

FROM_MESSAGES: Final = "Quoted from the messages."


def plain_summary(summary: Summary) -> str:
    """Return title and coverage, the sentences under their titles, the quotes, and who wrote it."""
    return "\n\n".join(filter(None, map("\n".join, _blocks(summary))))


def where(citation: Citation, summary: Summary) -> str:
    """Return where a quote stands: its place, of a change with its version, of a message with its link."""
    match summary.request.scope:
        case Scope.CHANGES:
            return f"{place(citation)} of version {citation.quote.document.version:,}"
        case Scope.DISCUSSION:
            document = citation.quote.document
            return " ".join(filter(None, (one_line(document.title), one_line(document.source))))
        case _:
            return place(citation)


def below(summary: Summary) -> Iterator[str]:
    """Yield the lines below a summary: who wrote it, and what a person should know of it."""
    of_messages = summary.request.scope is Scope.DISCUSSION
    for line in small_print(summary.answer):
        yield FROM_MESSAGES if of_messages and line == QUOTED else line


def _blocks(summary: Summary) -> Iterator[list[str]]:
    answer = summary.answer
    yield [one_line(answer.question), one_line(str(summary.coverage))]
    if not summary.parts:
        yield [one_line(nothing_said(summary))]
    for part in summary.parts:
        title = [one_line(part.title)] if part.title else []
        yield [*title, *(f"{sentence(claim, answer)} {marks(claim)}" for claim in part.claims)]
    yield [f'[{each.number}] {where(each, summary)}: "{one_line(each.quote.text)}"' for each in answer.citations]
    yield list(below(summary))
