"""Whether a claim gives a reason that its quotes do not give."""

from __future__ import annotations

from typing import Final

from bot.answering.verification.comparison import Comparison
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language.text import Token
from bot.answering.verification.language.word_sets import word_set

PLAIN: Final = word_set(
    "because due owing thanks therefore thus hence consequently cause lead_to result_in result_from stem_from"
    " prompt trigger bring_about give_rise_to"
)
"""Words that give a reason whatever stands around them."""


LOOSE: Final = word_set(
    "as since so result reason why factor response require accordingly depend by explain order main contribute_to"
    " account_for force drive after for"
)
"""Words of the quotes that may be taken for a reason given."""


def cause_findings(comparison: Comparison) -> list[Finding]:
    """Return the reason a claim gives where its quotes assert none."""
    claimed = [token for token in comparison.claim if is_marked(token, PLAIN)]
    if not claimed or any(is_marked(token, PLAIN | LOOSE) for token in comparison.source):
        return []
    return [Finding("cause", f"The quotes give no reason, and it says “{claimed[0].text}”.")]


def is_marked(token: Token, markers: frozenset[str]) -> bool:
    """Tell whether the word is one of the markers."""
    return token.low in markers or bool(token.lemmas & markers)
