"""Whether a quote has to do with the question at all.

A lenient test: what it lets through is true, only perhaps beside the point. It is there for sentences a model picked
because a document told it to, or for want of anything better.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.answering.evidence import coverage
from bot.answering.generative.quoting import Found
from index.search.terms import terms

NEAR: Final = 0.15
"""The cosine of a sentence with the question from which on it counts as near in meaning."""


def has_to_do(found: Found, rarity: Mapping[str, float]) -> bool:
    """Tell whether a quote shares a word with the question, or is near it in meaning.

    `rarity` is of the question's terms. The title, the heading and the sentences next to the quote count where there
    is no model to tell what is near.
    """
    quote, hit = found.quote, found.hit
    passage = hit.passage
    if coverage(set(terms(f"{passage.heading} {quote.text}")), rarity) > 0:
        return True
    touching = [
        at for at, each in enumerate(passage.sentences) if each.start < quote.span.end and quote.span.start < each.end
    ]
    if hit.sentence_similarities:
        return any(hit.sentence_similarities[at] >= NEAR for at in touching)
    around = passage.sentences[max(0, min(touching, default=0) - 1) : max(touching, default=0) + 2]
    beside = " ".join(passage.text[each.start - passage.span.start : each.end - passage.span.start] for each in around)
    return coverage(set(terms(f"{hit.document.title} {beside}")), rarity) > 0
