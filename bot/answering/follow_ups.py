"""A follow-up to a question that stands on its own.

"Who else was there?" can be searched for only together with what "there" is. Where a question leans on the conversation
(a pronoun, "what about …", hardly a word of its own), the names and telling words of the exchange before it are added.
"""

from __future__ import annotations

import re

from bot.answering.answer import Question
from bot.answering.mentions import names
from index.search.terms import FUNCTION_WORDS, WORD

LEANS = re.compile(
    r"\b(he|him|his|she|her|hers|it|its|they|them|their|theirs|there|this|these|those|then|that (?!is|are|was|were)"
    r"|else|others?|another|same|such|former|latter|both|either)\b|^(and|but|so|or|what about|how about|why not|why\?)",
    re.IGNORECASE,
)
FEW_WORDS = 1
"""A question with at most this many words of its own is incomplete without what came before."""

MOST_ADDED = 8
"""Words taken over from the exchange before."""


def standalone(question: Question) -> str:
    """Return the question so that it can be searched for alone; as it is when it leans on nothing."""
    text = " ".join(question.text.split())
    if not question.history or not _leans(text):
        return text
    previous = question.history[-1]
    known = {word.casefold() for word in WORD.findall(text)}
    telling = [word for word in WORD.findall(previous.question) if word.casefold() not in FUNCTION_WORDS]
    added = [word for word in [*telling, *names(previous.answer)] if word.casefold() not in known]
    context = " ".join(list(dict.fromkeys(added))[:MOST_ADDED])
    return f"{text} ({context})" if context else text


def _leans(text: str) -> bool:
    own = [word for word in WORD.findall(text.lower()) if word not in FUNCTION_WORDS]
    return bool(LEANS.search(text)) or len(own) <= FEW_WORDS
