"""Sentences turned into the questions they answer, by rule: few forms, each of which is sound English.

What cannot be told for certain gives no question: a subject whose end is not plain, a verb that is not known, a word
that leans on the sentence before.
"""

from __future__ import annotations

import re
from typing import Final

from bot.answering.topics import forms_of_being, forms_of_doing
from bot.answering.topics.deeds import ASKED_OF, DEEDS, HAPPENING, SAYING, TELLING
from bot.answering.topics.openings import MOST_WORDS, Opening, opening_of
from bot.answering.topics.parts import WHEN
from bot.answering.topics.words import Words
from bot.answering.verification.language.closed_words import AUXILIARIES
from bot.answering.verification.language.verb_forms import verb_form

ASKED_WITH: Final = AUXILIARIES | DEEDS | ASKED_OF | HAPPENING | SAYING | TELLING | {"cost", "pay"}
LONGEST: Final = 100
"""Characters of a question: as many as a line of a menu shows."""
FORMS: Final = (*forms_of_being.FORMS, *forms_of_doing.FORMS)
SOUND: Final = re.compile(r"(?:(?! ['’,.])[\w ,.&%$€£/'’–-])+\?")
"""Plain words: no markup, no brackets, no space before a mark."""
FRONTED: Final = re.compile(r"(?P<front>(?:In|On|At|During|After|Before|Since|By|For|Under) [^,.;:]{3,40}), (?=\w)")
POSSESSOR: Final = re.compile(r"the \w+['’]")
DULL: Final = re.compile(r"What (?:do|does|did) (?!.* (?:have to|to) do\?)")
"""Begins a question that could be asked of anything."""


def questions_from(sentence: str, words: Words, *, alone: bool) -> list[str]:
    """Return the questions that a sentence answers, the most particular first; mostly none.

    `alone`: the library speaks of one thing, so that "the meeting" says which; else that takes more words.
    """
    text = " ".join(sentence.split())
    front = FRONTED.match(text)
    if not _is_promising(text[front.end() :] if front else text):
        return []
    opening = opening_of(_capital(text[front.end() :]) if front else text, words)
    if opening is None or not (alone or _is_particular(opening)):
        return []
    found = [question for form in FORMS for question in form(opening)]
    if front and WHEN.fullmatch(front["front"][0].lower() + front["front"][1:]):
        found += forms_of_doing.when_before(opening)
    sound = [each for each in dict.fromkeys(found) if len(each) <= LONGEST and SOUND.fullmatch(each)]
    return sorted(sound, key=is_dull)


def _is_promising(text: str) -> bool:
    """Tell, soon, whether a verb that questions are asked with comes early enough."""
    early = (word.strip(".,;:()").lower() for word in text.split(maxsplit=MOST_WORDS + 2)[: MOST_WORDS + 2])
    return any(word in ASKED_WITH or verb_form(word)[1] in ASKED_WITH for word in early)


def is_dull(question: str) -> bool:
    """Tell whether a question could be asked of anything: "What does the city provide?"."""
    return bool(DULL.match(question))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_particular(opening: Opening) -> bool:
    """Tell whether the subject says of itself what it is: not "the region", which takes a text before it."""
    bare = opening.subject.removeprefix("the ")
    if POSSESSOR.match(opening.subject):
        return opening.named
    return opening.named or bare == opening.subject or len(bare.split()) > 1
