"""A discussion in the words of those who wrote it: the most telling sentences, each with what it answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from bot.answering.answer import Proposal, Quote
from bot.answering.summaries.discussions.discussion import Post
from bot.answering.summaries.discussions.replies import in_code, key, led, questions
from bot.answering.summaries.discussions.worth import fit, telling
from bot.answering.summaries.extractive.choosing import ALIKE, KEPT, Candidate, choose
from bot.answering.summaries.extractive.focus import Focus
from bot.answering.summaries.extractive.worth import Scores, centrality, similarities
from bot.answering.summaries.extractive.writing import SIZES, Offered, ProposedPart
from bot.answering.summaries.material import Material, Sentences
from bot.answering.summaries.request import Length

CENTRAL: Final = 0.25
FLOOR: Final = 0.1
"""What being central counts, and being said at all."""
APART: Final = 5
"""A full summary says one sentence of a conversation, and one more for each so many that were written in it."""
MOST_LINES: Final = 60


class Talk:
    """A discussion's posts, and which of them answer which."""

    def __init__(self, posts: Sequence[Post]) -> None:
        """Look through the posts, the oldest first."""
        self._questions = questions(posts)
        self._led = led(posts)
        self._code = in_code(posts)
        self._order = {post.id: at for at, post in enumerate(posts)}

    def offered(self, section: Sentences, number: int, focus: Focus) -> list[Candidate]:
        """Return the best sentences of a conversation, the best first, none of which says what another one does."""
        if not section.quotes:
            return []
        alike = similarities(section)
        scores = focus.weighed(section, self._worths(section, alike))
        chosen: list[int] = []
        for at in np.argsort(-scores, kind="stable"):
            if len(chosen) == KEPT:
                break
            if scores[at] > 0 and not any(alike[at, other] >= ALIKE for other in chosen):
                chosen.append(int(at))
        vectors = section.vectors
        return [
            Candidate(
                section.quotes[at], number, len(alike), float(scores[at]), None if vectors is None else vectors[at]
            )
            for at in chosen
        ]

    def written(self, material: Material, offered: Offered, length: Length) -> list[ProposedPart]:
        """Return the summary: under each conversation's time its best when it is to be full, else one part."""
        said: set[str] = set()
        if length is Length.FULL:
            sections = zip(material.sections, offered.sections, strict=False)
            least, most = _lines_each(len(material.sections))
            return [
                ProposedPart(
                    section.title, self._proposals(found[: max(least, 1 + min(most, found[0].among // APART))], said)
                )
                for section, found in sections
                if found
            ]
        count, characters = SIZES[length]
        chosen = choose([each for section in offered.sections for each in section], count, characters)
        return [ProposedPart("", self._proposals(chosen, said))] if chosen else []

    def _proposals(self, chosen: Sequence[Candidate], said: set[str]) -> tuple[Proposal, ...]:
        """Return the chosen sentences, a question with its answer; none twice."""
        quotes = sorted((each.quote for each in chosen), key=lambda quote: (self._order[quote.document.id], quote.span))
        with_answers = {key(asked) for quote in quotes for asked in self._questions.get(quote.document.id, ())}
        alone = (quote for quote in quotes if key(quote) not in with_answers)
        return tuple(proposal for quote in alone for proposal in self._proposal(quote, said))

    def _proposal(self, quote: Quote, said: set[str]) -> Iterator[Proposal]:
        if key(quote) in said:
            return
        asked = (each for each in self._questions.get(quote.document.id, ()) if key(each) not in said)
        quotes = (*asked, self._led.get(key(quote), quote))
        said.update(map(key, (quote, *quotes)))
        yield Proposal(" ".join(" ".join(each.text.split()) for each in quotes), quotes)

    def _worths(self, section: Sentences, alike: Scores) -> Scores:
        ranks = centrality(alike)
        central = np.clip(2 * ranks / ranks.max() - 1, 0, 1)
        told = [telling(quote.text, answers=quote.document.id in self._questions) for quote in section.quotes]
        fits = [
            0.0 if key(quote) in self._code else fit(quote.text, leaning=key(quote) not in self._led)
            for quote in section.quotes
        ]
        scores: Scores = np.array(fits) * (FLOOR + CENTRAL * central + np.array(told))
        return scores


def _lines_each(conversations: int) -> tuple[int, int]:
    """Return how many sentences a full summary says of each of so many at least, and how many more than one at most.

    All together they are no fewer than those of a short one.
    """
    short, _ = SIZES[Length.SHORT]
    return -(-short // conversations), MOST_LINES // conversations
