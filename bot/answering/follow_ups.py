"""A follow-up to a question that stands on its own.

"Who else was there?" can be searched for only together with what "there" is. Where a question leans on the conversation
(a pronoun, "what about …", hardly a word of its own), the names and telling words of the exchange before it are added.
"""

from __future__ import annotations

import re

from bot.answering.answer import Question
from bot.answering.mentions import names
from index.search.terms import FUNCTION_WORDS, WORD

PRONOUN = re.compile(
    r"\b(?:he|him|his|she|her|hers|it|its|they|them|their|theirs|this|these|those|else|others?|another"
    r"|the (?:former|latter)|(?<!is )(?<!are )(?<!was )(?<!were )there)\b",
    re.IGNORECASE,
)
OPENING = re.compile(r"(?:and|but|so|or|what about|how about|why not)\b", re.IGNORECASE)
"""How a question opens that goes on with the one before it."""

FEW_WORDS = 1
"""A question with at most this many words of its own, and no name among them, says too little alone."""

MOST_ADDED = 8
"""Words taken over from the exchange before."""


def standalone(question: Question) -> str:
    """Return the question so that it can be searched for alone; as it is when it leans on nothing."""
    text = " ".join(question.text.split())
    if not question.history or not _leans(text):
        return text
    previous = question.history[-1]
    known = {word.casefold() for word in WORD.findall(text)}
    told = names(previous.answer) if PRONOUN.search(text) else []  # whom or what a pronoun stands for
    added = [word for word in [*_own_words(previous.question), *told] if word.casefold() not in known]
    context = " ".join(list(dict.fromkeys(added))[:MOST_ADDED])
    return f"{text} ({context})" if context else text


def _leans(text: str) -> bool:
    if OPENING.match(text):
        return True
    pronoun = PRONOUN.search(text)
    if pronoun:
        return not names(text[: pronoun.start()])  # "Who founded Unitree, and what does it make?" says it all
    return len(_own_words(text)) <= FEW_WORDS and not names(text)


def _own_words(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if word.casefold() not in FUNCTION_WORDS]
