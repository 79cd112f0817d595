"""Whom or what a sentence that opens with a pronoun speaks of: the last subject, name or thing.

All these readings are tried, for a rule cannot tell which is meant ("Ada founded Unitree. It makes robots.").
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

from bot.answering.checking.names import names_in
from bot.answering.checking.verbs import first_verb
from index.search.terms import FUNCTION_WORDS

PRONOUN: Final = re.compile(
    r"(?:(?P<owner>his|her|its|their)(?= )|he|she|it|they|this|these)\b(?! (?:is|was) \w+ (?:that|to)\b)", re.IGNORECASE
)
ADVERBIAL: Final = re.compile(
    r"(?:in|on|at|by|for|after|before|during|since|until|from|with|under|over|last|this|every)\b[^,]*,\s*",
    re.IGNORECASE,
)
"""What may stand before a sentence's subject: "In 1921, Ada …"."""
RELATIVE: Final = re.compile(r",?\s*\b(?:who|which|that)\s*$", re.IGNORECASE)
THING: Final = re.compile(r"\b(?:the|an?) (?P<words>[\w’'-]+(?: [\w’'-]+){0,4})", re.IGNORECASE)
LONGEST_SUBJECT: Final = 8
"""Words; what is longer before a verb is no subject to be repeated."""


class Subjects:
    """Follows a text sentence by sentence and remembers what a pronoun would stand for."""

    def __init__(self) -> None:
        self._meant: list[str] = []

    def readings(self, said: str) -> list[str]:
        """Return what the next sentence may say with its pronoun resolved, the likeliest first."""
        pronoun = PRONOUN.match(said)
        readings = [_with(meant, pronoun, said) for meant in self._meant] if pronoun else []
        self._remember(said)
        return readings or [said]

    def _remember(self, said: str) -> None:
        opening = ADVERBIAL.match(said)
        sentence = said[opening.end() :] if opening else said
        verb = first_verb(sentence)
        subject = RELATIVE.sub("", sentence[:verb]).strip(" ,") if verb else ""
        if PRONOUN.match(said):
            meant = self._meant[:1]  # it goes on about the same
        else:
            meant = [subject] if 0 < len(subject.split()) <= LONGEST_SUBJECT else []
        last_name = [span.of(said) for span in names_in(said)][-1:]
        self._meant = list(dict.fromkeys([*meant, *last_name, *_things(sentence[verb or 0 :])[-1:]])) or self._meant


def _things(words: str) -> list[str]:
    """Return what the words call "the …" or "a …", up to the first word that belongs to something else."""
    phrases = (match["words"].split() for match in THING.finditer(words))
    own = (list(takewhile(lambda word: word.casefold() not in FUNCTION_WORDS, phrase)) for phrase in phrases)
    return [f"the {' '.join(phrase)}" for phrase in own if phrase]


def _with(meant: str, pronoun: re.Match[str], said: str) -> str:
    owned = ("’" if meant.endswith("s") else "’s") if pronoun["owner"] else ""
    return f"{meant[:1].upper()}{meant[1:]}{owned}{said[pronoun.end() :]}"
