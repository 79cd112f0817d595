"""Whether a claim repeats its quotes with one word put for another, where nothing tells that the two say the same."""

from __future__ import annotations

from typing import Final

from bot.answering.verification.checks.words import unaccounted
from bot.answering.verification.comparison import Comparison, says_something
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language.text import Token

MOST_MISSING: Final = 1
"""Words beyond which a claim says it in words of its own, and does not repeat."""


def replacement_findings(comparison: Comparison) -> list[Finding]:
    """Return the words of the claim that stand between the words around another of the quotes."""
    missing = unaccounted(comparison)
    if len(missing) > MOST_MISSING:
        return []
    used = {place for places in comparison.matches for place in places}
    free = [token for token in comparison.source if token.at not in used and says_something(token)]
    found = []
    for token in missing:
        other = next((each for each in free if _in_its_place(comparison, token, each)), None)
        if other is not None:
            reason = f"It says “{token.text}” where the quotes say “{other.text}”."
            found.append(Finding("words", reason, final=True))
    return found


def _in_its_place(comparison: Comparison, token: Token, other: Token) -> bool:
    """Tell whether the words beside one word of the claim are those beside another of the quotes."""
    if token.kind is not other.kind or token.low == other.low:
        return False
    claim, source = comparison.claim, comparison.source
    for step in (-1, 1):
        mine, its = token.at + step, other.at + step
        if not 0 <= mine < len(claim):
            if token.at != 0:
                return False
        elif not 0 <= its < len(source) or claim[mine].low != source[its].low:
            return False
    return True
