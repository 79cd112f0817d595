"""Questions about sentences, each asked before it is suggested: the answer has to be that sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from bot.answering.answer import Answer, Quote
from bot.answering.summaries.extractive.worth import FEWEST_WORDS as USUAL_WORDS
from bot.answering.summaries.extractive.worth import fit
from bot.answering.topics.phrasing import is_dull, questions_from
from bot.answering.topics.topic import Suggestion
from bot.answering.topics.words import Words
from index.library import Library

COMFORTABLE: Final = 0.5
"""The chance that the documents answer, as Footnote estimates it, from which on a question is suggested."""
FEW_DOCUMENTS: Final = 5
FEW_PASSAGES: Final = 200
FEWEST_WORDS: Final = 4
SHORT: Final = 0.4
"""What is left of the fitness of a sentence that is only too short for a summary."""
TRIED: Final = 10
"""Questions asked at most for what is suggested of one topic."""

Ask = Callable[[str], Answer]
"""Answers a question from the library without a model."""


def is_small(library: Library) -> bool:
    """Tell whether a library holds so little that "the club" is likely to say which. Raises StoreError."""
    documents = library.documents()
    return len(documents) <= FEW_DOCUMENTS and sum(each.passages for each in documents) <= FEW_PASSAGES


def suggestions(
    sentences: Iterable[Quote], words: Words, ask: Ask, *, alone: bool, most: int, besides: Sequence[Suggestion] = ()
) -> list[Suggestion]:
    """Return at most so many questions that these sentences answer, one a sentence, none that `besides` holds.

    The sentences are gone through in their order until there are enough; questions that could be asked of anything
    come last. `alone`: the library is small. Raises StoreError.
    """
    search = _Search(ask, most, besides)
    dull: list[tuple[str, Quote]] = []
    for quote in sentences:
        if not _stands_alone(quote.text):
            continue
        for question in questions_from(quote.text, words, alone=alone):
            if is_dull(question):
                dull.append((question, quote))
            else:
                search.try_out(question, quote)
        if search.done:
            return search.found
    for question, quote in dull:
        search.try_out(question, quote)
    return search.found


class _Search:
    """Questions tried out until there are enough of them, or enough were tried."""

    def __init__(self, ask: Ask, most: int, besides: Sequence[Suggestion]) -> None:
        self.found: list[Suggestion] = []
        self._ask = ask
        self._most = most
        self._besides = besides
        self._tried: set[str] = {each.question for each in besides}
        self._left = TRIED

    @property
    def done(self) -> bool:
        return len(self.found) == self._most or not self._left

    def try_out(self, question: str, quote: Quote) -> None:
        """Ask the question unless that is needless, and keep it where the sentence is the answer."""
        used = any(quote == each.quote for each in (*self.found, *self._besides))
        if self.done or used or question in self._tried:
            return
        self._tried.add(question)
        self._left -= 1
        if answers(self._ask(question), quote):
            self.found.append(Suggestion(question, quote))


def answers(answer: Answer, quote: Quote) -> bool:
    """Tell whether the answer is this sentence: it is quoted, its passage first, and with comfortable confidence."""
    cited = [citation.quote for citation in answer.citations]
    if answer.confidence < COMFORTABLE or not any(_same(each, quote) for each in cited):
        return False
    first = cited[0]
    return _same(first, quote) or (first.document.id == quote.document.id and first.heading == quote.heading)


def _stands_alone(text: str) -> bool:
    """Tell whether a sentence is whole, and says without the one before it of what it speaks; short ones may do."""
    words = len(text.split())
    return words >= FEWEST_WORDS and fit(text) >= (1 if words >= USUAL_WORDS else SHORT)


def _same(one: Quote, other: Quote) -> bool:
    return one.document.id == other.document.id and one.span == other.span
