"""A follow-up to a question that stands on its own, by rules.

"Who else was there?" can be searched for only together with what "there" is. A question that leans on the conversation
(a pronoun, "what about …", hardly a word of its own) takes the place of a part of the question before it where that is
plain ("And Shanghai?"), and else is put together with that question and, where it points at something, with the names
of the last answer. Nothing is put in a pronoun's place: the rules cannot tell which of two things it means, and search
does well with both.
"""

from __future__ import annotations

import re
from typing import Final

from bot.answering.answer import Exchange, Question
from bot.answering.mentions import DAYS, MONTHS, names
from index.search.terms import FUNCTION_WORDS, WORD

PRONOUN = re.compile(
    r"\b(?:he|him|his|she|her|hers|it|its|they|them|their|theirs|this|these|those|else|others?|another"
    r"|that(?=\W*$|\s+(?:is|was|happen|mean|work|cost|take)\b)"
    r"|(?:which|the|that|first|second|third|last|next|other) ones?|the same"
    r"|the (?:former|latter)|(?<!is )(?<!are )(?<!was )(?<!were )there)\b",
    re.IGNORECASE,
)
OPENING = re.compile(r"(?:and|but|so|or|what about|how about|why not)\b", re.IGNORECASE)
"""How a question opens that goes on with the one before it."""
CLAUSE: Final = re.compile(r",|\b(?:and|but|if|when|because|while)\b", re.IGNORECASE)

FEW_WORDS = 1
"""A question with at most this many words of its own, and no name among them, says too little alone."""
WORDS_OF_A_THING: Final = 2
"""After so many words of its own, a pronoun in a further clause means what the question spoke of itself."""

INSTEAD: Final = re.compile(
    r"(?i:(?:(?:and|but|so|or)\s+)?(?:(?:what|how) about\s+)?(?:(?:in|for|at|of|on|with|from|to|by)\s+)?(?:the\s+)?)"
    r"(?P<new>[A-Z\d][\w’'&.-]*(?:\s+[A-Z\d][\w’'&.-]*){0,4})\s*\?*"
)
"""A question that is only a name or a year: "What about Shanghai?", "And in 2023?"."""
YEAR: Final = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
NAME: Final = re.compile(r"[A-Z][\w’'&.-]*\w(?:\s+[A-Z][\w’'&.-]*\w)*")

BARE: Final = re.compile(r"(?:(?:and|but|so)\s+)?(?P<word>why|when|where|how)\s*\?*", re.IGNORECASE)
OPEN_TO_IT: Final = re.compile(
    r"(?:(?:why|when|where|how)\s+)?(?P<rest>(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should)\b.*)",
    re.IGNORECASE | re.DOTALL,
)
"""A question that goes on after another question word: "Did it sink?", "When did it sink?" after "Why?"."""

TIMES: Final = frozenset(f"{MONTHS}|{DAYS}".split("|"))

LONGEST_BEFORE: Final = 160
"""Characters of the question before."""
MOST_NAMES: Final = 6
"""Names of the answer before."""
MOST_EXCHANGES: Final = 6
"""How far back it is looked for what a row of follow-ups goes on about."""


def standalone(question: Question) -> str:
    """Return the question so that it can be searched for alone; as it is when it leans on nothing."""
    text = " ".join(question.text.split())
    if not question.history or not _leans(text):
        return text
    before = _before(question.history[-MOST_EXCHANGES:])
    return _instead(text, before) or _opened(text, before) or _together(text, before, question.history[-1].answer)


def _before(history: tuple[Exchange, ...]) -> str:
    """Return the question that is gone on about: the last one, or where that leans too, the one it leans on."""
    *earlier, last = history
    text = " ".join(last.question.split())
    if not earlier or not _leans(text):
        return text
    before = _before(tuple(earlier))
    return _instead(text, before) or _opened(text, before) or before


def _instead(text: str, before: str) -> str | None:
    """Return the question before with the one name or year in it replaced by that of this one."""
    found = INSTEAD.fullmatch(text)
    if found is None:
        return None
    new = found["new"]
    kind = [match.group() for match in YEAR.finditer(before)] if YEAR.fullmatch(new) else _name_runs(before)
    return before.replace(kind[0], new) if len(kind) == 1 else None


def _name_runs(text: str) -> list[str]:
    """Return the names of a text, those of several words whole; months and days are none."""
    known = {name for name in names(text) if name.casefold() not in TIMES}
    runs = (match.group() for match in NAME.finditer(text))
    trimmed = (" ".join(word for word in run.split() if word in known) for run in runs)
    return [run for run in dict.fromkeys(trimmed) if run]


def _opened(text: str, before: str) -> str | None:
    """Return the question before under the question word that this one consists of."""
    bare, goes_on = BARE.fullmatch(text), OPEN_TO_IT.fullmatch(before)
    if bare is None or goes_on is None:
        return None
    rest = goes_on["rest"]
    return f"{bare['word'].capitalize()} {rest[0].lower()}{rest[1:]}"


def _together(text: str, before: str, answer: str) -> str:
    """Return the question with the one before it and, where it points at something, the names of the answer.

    Commas go: the question word after one would pass for that of the whole.
    """
    said = f"{text} {before}".casefold()
    points = PRONOUN.search(text) or _says_too_little(text)
    told = [name for name in _name_runs(answer) if name.casefold() not in said] if points else []
    about = ", ".join(told[:MOST_NAMES])
    return f"{text} (after “{_cut(before.replace(',', ''))}”{f': {about}' if about else ''})"


def _cut(text: str) -> str:
    if len(text) <= LONGEST_BEFORE:
        return text
    return f"{text[:LONGEST_BEFORE].rpartition(' ')[0] or text[:LONGEST_BEFORE]}…"


def _leans(text: str) -> bool:
    if OPENING.match(text):
        return True
    pronoun = PRONOUN.search(text)
    if pronoun is None:
        return _says_too_little(text)
    own = text[: pronoun.start()]  # "Who founded Unitree, and what does it make?" says it all
    return not names(own) and not (CLAUSE.search(own) and len(_own_words(own)) >= WORDS_OF_A_THING)


def _says_too_little(text: str) -> bool:
    return len(_own_words(text)) <= FEW_WORDS and not names(text)


def _own_words(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if word.casefold() not in FUNCTION_WORDS]
