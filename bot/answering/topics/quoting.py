"""The sentence that says best what a group of passages is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from bot.answering.answer import Proposal, Quote
from bot.answering.summaries.extractive.worth import USUAL_CHARS, fit, worths
from bot.answering.summaries.gathering import sentences_of
from bot.answering.summaries.material import Sentences, joined
from bot.answering.topics.grouping import Group
from bot.answering.verification.verifying import verify
from index.library import Library
from index.search.terms import content_terms

MARKUP: Final = re.compile(r"[<>|`{}\\]|\[\d|\A[^\w“\"'‘]|\A[a-z]| [,.] ")
"""What shows that a sentence is not plain prose from its beginning to its end."""
AT_ONCE: Final = 12
"""Passages read at a time, and those among which the sentence is looked for."""
TRIED: Final = 4
"""Sentences looked up, the best first, until one is found where it says it stands."""


def nearest_sentences(library: Library, group: Group) -> Iterator[Sentences]:
    """Yield the sentences of the passages nearest to a group's centre, passage by passage. Raises StoreError."""
    nearest = group.nearest()
    for at in range(0, len(nearest), AT_ONCE):
        for document, passage in library.live.embedded(nearest[at : at + AT_ONCE]):
            yield sentences_of(document, [passage])


def best_quote(library: Library, sentences: Sequence[Sentences], group: Group, name: str) -> Quote | None:
    """Return the sentence most worth reading and nearest to the group's centre and name; None where there is none."""
    every = joined(sentences)
    if not every.quotes:
        return None
    scores = np.concatenate([worths(each) for each in sentences if each.quotes])
    terms = set(content_terms(name))
    named = np.array([len(terms & set(content_terms(quote.text))) for quote in every.quotes]) / max(1, len(terms))
    brief = (USUAL_CHARS / np.array([max(len(quote.text), USUAL_CHARS) for quote in every.quotes])) ** 0.5
    plain = np.array([fit(quote.text) * (0.2 if MARKUP.search(quote.text) else 1.0) for quote in every.quotes])
    scores = scores * (0.5 + named) * brief * plain
    if every.vectors is not None and every.vectors.shape[1] == len(group.centre):
        scores = scores * np.clip(every.vectors @ group.centre, 0.05, 1)
    for at in np.argsort(-scores, kind="stable")[:TRIED]:
        quote = every.quotes[at]
        found = verify([Proposal(" ".join(quote.text.split()), (quote,))], library)
        if found.citations:
            return found.citations[0].quote
    return None
