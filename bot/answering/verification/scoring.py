"""How much speaks for a claim, as one figure: what of it the quotes account for, and what they have against it.

The weights are those of a logistic regression on one half of FEVER-Symmetric, rounded; the other half says how good the
figure is. It ranks claims. What is shown is decided by the verdict alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import Final

from bot.answering.verification.comparison import Comparison
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.moods import DENYING
from bot.answering.verification.language.text import Token

NOTHING_AGAINST: Final = 1.7
CONTRADICTED: Final = -1.2
OTHER_DATE: Final = -1.4
OTHER_NUMBER: Final = -0.7
ONE_DENIES: Final = -0.9
PREDICATE_THERE: Final = 0.9
SHARE_THERE: Final = 1.0
NAME_MISSING: Final = -0.4
BASE: Final = -0.6


def score(comparison: Comparison, missing: Sequence[Token], findings: Sequence[Finding]) -> float:
    """Return how much speaks for the claim, 0..1; `missing` are its words that nothing in the quotes says."""
    said = len(list(comparison.content())) or 1
    verb = comparison.claim_frames[0].verb if comparison.claim_frames else 0
    late = [token for token in missing if token.at >= verb]
    denied = {finding.check for finding in findings if finding.contradicts}
    sum_ = BASE + SHARE_THERE * (1 - len(missing) / said)
    sum_ += NOTHING_AGAINST * (not findings) + CONTRADICTED * bool(denied) + PREDICATE_THERE * (not late)
    sum_ += OTHER_DATE * ("dates" in denied) + OTHER_NUMBER * ("numbers" in denied)
    sum_ += NAME_MISSING * min(2, sum(token.name for token in late))
    sum_ += ONE_DENIES * (_denies(comparison.claim) != _denies(comparison.source))
    return 1 / (1 + exp(-sum_))


def _denies(tokens: Sequence[Token]) -> bool:
    return any(token.low in closed.NEGATORS or token.lemmas & DENYING for token in tokens)
