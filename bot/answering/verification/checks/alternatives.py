"""Whether a claim keeps both of what its quotes leave open: "Reed or Brook steers it" does not say that Reed does."""

from __future__ import annotations

from bot.answering.verification.comparison import Comparison, says_something
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.moods import DENYING
from bot.answering.verification.language.text import Token


def alternative_findings(comparison: Comparison) -> list[Finding]:
    """Return the first "or" of the quotes of which the claim has one side alone; after a denial that is no harm."""
    if any(token.low == "or" for token in comparison.claim):
        return []
    kept = {at for token in comparison.content() for at in comparison.matches[token.at]}
    for token in comparison.source:
        if token.low != "or" or token.at >= comparison.main or _is_denied(comparison, token):
            continue
        sides = comparison.source[max(token.at - 1, 0) : token.at + 2 : 2]
        if all(side.kind is Kind.NOUN and says_something(side) for side in sides) and len(sides) == 2:
            before, after = sides
            if (before.at in kept) != (after.at in kept):
                return [Finding("hedges", f"The quotes leave open whether it is “{before.text}” or “{after.text}”.")]
    return []


def _is_denied(comparison: Comparison, joint: Token) -> bool:
    """Tell whether the sentence denies, allows or sums up, so that what holds of either side holds of each."""
    segment = comparison.source_segments[joint.at]
    said = (t for t in comparison.source if comparison.source_segments[t.at] == segment and t.at < joint.at)
    return any(t.low in closed.NEGATORS | {"can", "any", "every", "all"} or t.lemmas & DENYING for t in said)
