"""What stands below an answer: who wrote it, how it was checked, and what a person should know of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from bot.answering.answer import unmarked
from bot.terminal.safe_text import one_line

if TYPE_CHECKING:
    from bot.answering.answer import Answer, Claim

GENERATIVE: Final = "generative"
QUOTED: Final = "Quoted from the documents."


def small_print(answer: Answer) -> Iterator[str]:
    """Yield the lines below an answer, none where nothing was written and there is nothing to say."""
    if answer.claims:
        yield _writer(answer)
    if answer.note:
        yield one_line(answer.note)


def sentence(claim: Claim, answer: Answer) -> str:
    """Return a claim as it is shown: in quotation marks where a model wrote and a quote stands in the claim's place."""
    text = one_line(unmarked(claim.text))
    return text if claim.own_words or answer.writer != GENERATIVE else f"“{text}”"


def _writer(answer: Answer) -> str:
    if answer.writer != GENERATIVE:
        return QUOTED
    return f"Written by {one_line(answer.model or 'a model')} and checked: {answer.counts}."
