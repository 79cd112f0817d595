"""What a sentence of a chat is worth in a summary: what was decided, promised, asked and answered, when and how much.

Sentences of a chat are short, without full stops, and say "I" and "we": what makes a document's sentence fit for a
summary (worth.py) would leave out the best of them.
"""

from __future__ import annotations

import re
from typing import Final

from bot.answering.mentions import DATE, DAY, NUMBER, REASON, names
from bot.answering.summaries.discussions.replies import ASKS, WORD
from bot.answering.summaries.extractive.leaning import LEANING
from bot.answering.summaries.extractive.worth import DUTY

DECIDED: Final = re.compile(
    r"\b(?:decid(?:e|ed|es|ing)|decisions?|agree[ds]?|settled|approved|confirmed|cancell?ed|postponed|moved to|booked"
    r"|fixed|released|finished|done|(?:we|i|they) (?:will|shall|won['’]t)|(?:we|i|they)['’](?:ll|re going)|let['’]?s"
    r"|we (?:go|went)|go(?:ing|es)? (?:with|live)|final(?:ly|ised|ized)?|instead of|the plan is|voted|update"
    r"|announc(?:e|ed|ing))\b",
    re.IGNORECASE,
)
"""What a discussion came to."""
ASKED_OF: Final = re.compile(
    r"\b(?:please|can (?:you|someone|somebody)|could (?:you|someone|somebody)|need(?:s)? to|should"
    r"|due|by (?:tomorrow|tonight|noon|monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    r"|i(?:['’]ll| will| can) (?:take|do|send|bring|write|book|fix|check|ask|call|order|prepare|handle))\b",
    re.IGNORECASE,
)
"""What somebody is to do."""
LINK: Final = re.compile(r"https?://\S+")
CHATTER: Final = re.compile(
    r"(?:hi|hey|hello|hiya|good|morning|evening|night|thanks?|thx|ty|ok|okay|k|yes|yep|yeah|no|nope|sure|lol|ha(?:ha)+"
    r"|nice|great|cool|awesome|wow|same|bye|brb|welcome|congrats|oh|ouch|hmm+|indeed|agreed|sounds|all|everyone|everybody"
    r"|folks|spoiler|there|you|so|much|a|lot|problem|and|to|too|that|it|is|was|will|do|see|later|very|guys|again|me|i)"
)
"""A sentence of nothing but such words says nothing."""

FACTS: Final = 0.35
DECISIONS: Final = 0.5
TASKS: Final = 0.3
ANSWERING: Final = 0.3
ENOUGH_FACTS: Final = 3
ENOUGH_WORDS: Final = 5
MOST_WORDS: Final = 60


def telling(text: str, *, answers: bool) -> float:
    """Return how telling a sentence is, 0 and up; `answers`: its message answers a question."""
    duty = DUTY.search(text) or ASKED_OF.search(text)
    answering = answers and not ASKS.search(text)
    signs = ((DECISIONS, DECIDED.search(text)), (TASKS, duty), (ANSWERING, answering))
    return FACTS * _facts(text) + sum(worth for worth, found in signs if found)


def fit(text: str, *, leaning: bool) -> float:
    """Return how well a sentence says something by itself, 0..1; `leaning` where what it may lean on is not said."""
    said = WORD.findall(LINK.sub("", text.casefold()))
    if all(map(CHATTER.fullmatch, said)):
        return 0.0
    words = len(said)
    share = min(1.0, (1 + words) / (1 + ENOUGH_WORDS)) if words <= MOST_WORDS else 0.4
    if ASKS.search(text):
        share *= 0.5
    return share * (0.6 if leaning and LEANING.match(text) else 1.0)


def _facts(text: str) -> float:
    """Return how rich in names, dates, numbers and reasons a sentence is, 0..1."""
    days = len(DAY.findall(text)) + len(DATE.findall(text))
    numbers = len(NUMBER.findall(DAY.sub("", text)))
    found = min(len(set(names(text))), 2) + min(days, 2) + min(numbers, 1) + bool(REASON.search(text))
    return min(found, ENOUGH_FACTS) / ENOUGH_FACTS
