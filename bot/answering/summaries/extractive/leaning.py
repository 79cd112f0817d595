"""Whether a sentence says of whom and of what it speaks, or only together with the one before it."""

from __future__ import annotations

import re
from typing import Final

from bot.answering.mentions import DAYS, MONTHS, NUMBER_WORDS
from index.search.terms import FUNCTION_WORDS

LEANING: Final = re.compile(
    r"""\W*(?:(?:
      they|he|she|it|this|that|these|those(?!\ who)|such|his|her|their|its|him|them|both|others|another|other
    | the\ (?:latter|former|same|two|result|above|following(?![^:]*:\ ?\S))
    | as\ (?:such|well|above|follows|an?\ (?:result|consequence)(?!\ of))
    | so|thus|hence|therefore|however|moreover|furthermore|nevertheless|nonetheless|similarly|likewise|instead|also
    | additionally|meanwhile|then|still|yet|and|but|or|nor|consequently|accordingly|afterwards?|conversely|besides
    | for\ (?:example|instance)|in\ (?:addition|fact|turn|particular|other\ words|the\ meantime)(?!\ to)
    | (?:in|by)\ contrast(?!\ (?:to|with))|at\ the\ time(?!\ of)|on\ the\ (?:other\ hand|contrary)
    | (?:at|on|in)\ the\ same\ \w+ | among\ (?:them|those|these) | at\ that\ (?:point|time)
    | here(?!\ (?:is|are)\b)
    | there(?!\ (?:is|are|was|were|ha[sd]|have|will|shall|can|could|may|might|must|exists?|remains?)\b)
    | (?:\w+\ )?(?:years?|months?|weeks?|days?|hours?|decades?|centuries)\ (?:later|earlier|before|after(?:wards)?)
    | (?:in\ order\ )?to\ (?:do|achieve|accomplish|prevent|avoid)\ (?:this|that|so)
    | the\ (?:next|following|previous)\ (?:day|week|month|year|morning)
    | er|sie|dies(?:e[rsmn]?)?|damit|dadurch|daher|deshalb|deswegen|außerdem|jedoch|allerdings|dabei|dazu|danach
    | trotzdem|zudem                    # the commonest of German
    )\b
    | (?:later|earlier|further|below|above|first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|finally|lastly),)""",
    re.IGNORECASE | re.VERBOSE,
)
"""How a sentence opens that goes on from the one before it."""
EXPLETIVE: Final = re.compile(
    r"\W*it (?:is|was) (?:forbidden|prohibited|illegal|mandatory|compulsory|necessary|important|essential|possible"
    r"|impossible|recommended|advisable|customary|permitted|estimated|believed) (?:to|that|for)\b",
    re.IGNORECASE,
)
"""An "it" that stands for what comes after it."""
SET_BEFORE: Final = re.compile(
    r"\W*(?:(?:in|at|on|during|by|from|under|with|within|throughout|despite|upon|between|through)\b"
    r"|\w{3,}(?:ed|ing|ilt|ught|own)\b)[^,]{1,80}, (?:(?:he|she|they)\b|it\b(?! (?:is|was) \w+ (?:to|that|for)\b))",
    re.IGNORECASE,
)
"""“Released in Japan, it …”, “At the Battle of Hastings, he …”: nothing before the pronoun is what it stands for."""
PERSONAL: Final = frozenset(("he", "she", "it", "they", "him", "her", "them", "himself", "herself", "itself"))
POSSESSIVE: Final = frozenset(("his", "hers", "its", "their", "theirs"))
DEMONSTRATIVE: Final = frozenset(("this", "these", "such"))
AT_HAND: Final = (
    "year|month|week|summer|winter|spring|autumn|season|century|decade|morning|afternoon|evening"
    "|document|article|page|guide|guidance|handbook|manual|policy|agreement|section|chapter|report|paper|site|website"
    "|book|study|act|law|statute|contract|notice|letter|list|table|form|club|community|server|channel"
)
"""What "this" may speak of that needs no naming: the time, or the document itself."""
NAMED_AT_HAND: Final = re.compile(rf"\W*(?:this|these) (?:{AT_HAND})s?\b", re.IGNORECASE)
THAT_ALONE: Final = re.compile(r"that[,;.]", re.IGNORECASE)
REFERRING: Final = re.compile(rf"\b(?:this|these) (?!(?:{AT_HAND})s?\b)[a-z]", re.IGNORECASE)
OF_TIME: Final = re.compile(
    rf"\d\w*|{NUMBER_WORDS}|{MONTHS}|{DAYS}|years?|months?|weeks?|days?|time|early|late|later|earlier", re.IGNORECASE
)
RELATING: Final = FUNCTION_WORDS | {
    *("according", "thanks", "due", "because", "unlike", "like", "although", "though", "while", "since", "despite"),
    *("instead", "until", "under", "over", "most", "few", "several", "none", "neither", "either", "each", "all"),
}
"""Words that name nothing which a pronoun could stand for."""
MAIN_CLAUSE: Final = re.compile(r", (?=[A-Z])")
WORD: Final = re.compile(r"[^\W_]+")
LOOKED_AT: Final = 12
"""Words by which a sentence has named something, if it does so before it points."""


def leans(text: str) -> bool:
    """Tell whether a sentence goes on from another one, or points at something before it has named anything.

    “Two years later, …”, “In 1785 he …”, “One of its …”, “By this definition …” do; “This handbook …” does not.
    """
    if NAMED_AT_HAND.match(text) or EXPLETIVE.match(text):
        return False
    return bool(LEANING.match(text) or SET_BEFORE.match(text)) or _points_first(text)


def refers(text: str) -> bool:
    """Tell whether a sentence speaks somewhere of "this theorem", which is mostly named before it."""
    return bool(REFERRING.search(text))


def _points_first(text: str) -> bool:
    for _, match in zip(range(LOOKED_AT), WORD.finditer(text), strict=False):
        word = match[0].lower()
        if word in PERSONAL:
            return True
        if word in POSSESSIVE:  # not "Due to its harbour, Hamburg …"
            return not MAIN_CLAUSE.search(text, match.end())
        if word in DEMONSTRATIVE:
            return not NAMED_AT_HAND.match(text, match.start())
        if THAT_ALONE.match(text, match.start()):
            return True
        if not (word in RELATING or OF_TIME.fullmatch(word)):
            return False
    return False
