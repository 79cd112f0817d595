"""The extractive writer: answers in the documents' own sentences, with no model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answering.answer import Proposal
from bot.answering.evidence import Evidence
from index.search.terms import content_terms

NAME = "extractive"

MOST_SENTENCES = 3
MOST_PASSAGES = 3
NEARLY_AS_GOOD = 0.85
"""A further sentence is said when its score is at least this share of the best one's."""
JUST_AS_GOOD = 0.95
"""The same for a sentence before the best one, which would come first in the answer."""
HOLDS_WHAT_THE_BEST_LACKS = 0.7
"""The same for a sentence with the name, date, number or reason asked for, where the best one has none."""
SAME_WORDS = 0.7
"""Two sentences that share this much of their words say the same."""

LEANING = re.compile(r"\W*(?:they|he|she|among (?:them|those|these))\b", re.IGNORECASE)
"""How a sentence opens that says of whom it speaks only together with the sentence before it."""

CONTINUING = re.compile(
    r"(?:among (?:them|those|these)|others|both|also|(?:they|he|she) also"
    r"|(?:they|these|those|the others) (?:are|were|include|included))\b",
    re.IGNORECASE,
)
"""How a sentence opens that goes on with a list: "Among those present were …"."""


def write(evidence: Sequence[Evidence]) -> list[Proposal]:
    """Answer with one to three sentences out of at most three passages, in reading order; nothing without evidence.

    The sentence that answers best comes first, but for one it cannot be understood without.
    """
    chosen: list[Evidence] = []
    for candidate in _in_order_of_use(evidence):
        if len(chosen) == MOST_SENTENCES:
            break
        if _fits(candidate, chosen):
            chosen.append(candidate)
    ordered = sorted(chosen, key=lambda each: (_document_order(each, chosen), each.span))
    return [Proposal(" ".join(each.text.split()), (each.quote(),)) for each in ordered]


def _in_order_of_use(evidence: Sequence[Evidence]) -> Iterator[Evidence]:
    """Yield the best sentence, those it needs around it, then those after it that are nearly as good."""
    if not evidence:
        return
    best = evidence[0]
    yield best
    neighbours = {each.position: each for each in evidence if each.hit.passage is best.hit.passage}
    if LEANING.match(best.text) and best.position - 1 in neighbours:
        yield neighbours[best.position - 1]
    following = neighbours.get(best.position + 1)
    if following and following.shows and CONTINUING.match(following.text):
        yield following
    yield from (
        each for each in evidence[1:] if each.shows is not False and each.score >= _share(each, best) * best.score
    )


def _share(each: Evidence, best: Evidence) -> float:
    """Return the share of the best sentence's score that one more sentence needs."""
    if _before(each, best):
        return JUST_AS_GOOD
    return HOLDS_WHAT_THE_BEST_LACKS if each.shows and best.shows is False else NEARLY_AS_GOOD


def _before(each: Evidence, best: Evidence) -> bool:
    return each.hit.document.id == best.hit.document.id and each.span < best.span


def _fits(candidate: Evidence, chosen: Sequence[Evidence]) -> bool:
    passages = {each.hit.passage for each in chosen} | {candidate.hit.passage}
    return len(passages) <= MOST_PASSAGES and not any(_alike(candidate, each) for each in chosen)


def _alike(a: Evidence, b: Evidence) -> bool:
    words, others = set(content_terms(a.text)), set(content_terms(b.text))
    return a.span == b.span or len(words & others) >= SAME_WORDS * max(1, min(len(words), len(others)))


def _document_order(evidence: Evidence, chosen: Sequence[Evidence]) -> int:
    """Documents come in the order of their best sentence."""
    return next(i for i, each in enumerate(chosen) if each.hit.document.id == evidence.hit.document.id)
