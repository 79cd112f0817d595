"""What a question asks for: a person, a place, a date, a number, a reason, or none of these in particular."""

from __future__ import annotations

import re
from enum import StrEnum


class Asked(StrEnum):
    """The kind of thing that would answer a question."""

    NAME = "name"
    DATE = "date"
    NUMBER = "number"
    REASON = "reason"
    ANYTHING = "anything"


QUESTION_WORD = re.compile(r"\b(?:what|which|who|whom|whose|when|where|why|how)\b")
AFTER_A_CLAUSE = re.compile(r",\s*(?:\w+\s+)?(?=(?:what|which|who|whom|whose|when|where|why|how)\b)")
"""In "When it rained, who came?" the question comes after the comma."""

OF = r"(?:what|which)(?: (?:is|was|are|were))?(?: (?:the|a))?(?: \w+)?"
"""What may stand before the thing a question is of: "what is the total [population]", "which Chinese [cities]"."""
_RULES: tuple[tuple[Asked, re.Pattern[str]], ...] = (
    (
        Asked.DATE,
        re.compile(
            rf"when\b|{OF} (?:year|date|day|month|century|decade|era|time|season)s?\b|how (?:long ago|recently)\b"
        ),
    ),
    (
        Asked.NUMBER,
        re.compile(
            r"how (?:many|much|long|old|far|large|big|tall|high|deep|wide|fast|heavy|often|expensive)\b"
            rf"|{OF} (?:percent(?:age)?|number|amount|population|price|cost|share|proportion|rate|size|age|length"
            r"|distance|speed|temperature|area|height|weight|salary|budget|total|quantity)\b"
        ),
    ),
    (
        Asked.REASON,
        re.compile(
            r"why\b|how come\b|what (?:is|was|were|are) the (?:reasons?|causes?|purpose)\b|what (?:made|caused)\b"
            rf"|{OF} reasons?\b"
        ),
    ),
    (
        Asked.NAME,
        re.compile(
            rf"who(?:m|se)?\b|where\b|{OF} (?:person|people|man|woman|company|companies|organi[sz]ations?|city|cities"
            r"|country|countries|states?|towns?|places?|regions?|provinces?|rivers?|hubs?|university|universities|teams?"
            r"|groups?|leaders?|founders?|authors?|presidents?|kings?|queens?|names?|languages?)\b"
            r"|what (?:is|was|are|were) the names?\b"
        ),
    ),
)


def asked(question: str) -> Asked:
    """Tell what kind of thing would answer `question`, by its first question word: later ones mostly open a clause."""
    words = " ".join(question.lower().split())
    clause = AFTER_A_CLAUSE.search(words)
    first = QUESTION_WORD.search(words, clause.end() if clause else 0)
    if first is None:
        return Asked.ANYTHING
    return next((kind for kind, rule in _RULES if rule.match(words, first.start())), Asked.ANYTHING)
