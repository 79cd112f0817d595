"""Whether the quote that is nearest to a claim has another quantity, which a second quote must not lend it.

"The pool opens at ten" does not follow from "The pool opens at nine" and "The library opens at ten", though all of its
words stand there. A claim that is much longer than that quote, or parted by a comma, tells several things, and may take
each from another quote.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.answering.verification.judgement import Finding
from bot.answering.verification.quantities.findings import quantity_findings
from index.search.terms import content_terms

TELLS_MORE: Final = 1.3
"""So many times as long as a quote, a claim tells more than that quote does."""


def nearest_findings(claim: str, quotes: Sequence[str]) -> list[Finding]:
    """Return what the quote that shares most words with the claim, and clearly more than others, contradicts of it."""
    if len(quotes) < 2:
        return []
    words = set(content_terms(claim))
    shared = [len(words & set(content_terms(quote))) for quote in quotes]
    most, next_most = sorted(shared, reverse=True)[:2]
    nearest = quotes[shared.index(most)]
    if most == next_most or "," in claim or len(claim) > TELLS_MORE * len(nearest):
        return []
    return [finding for finding in quantity_findings(claim, [nearest]) if finding.contradicts]
