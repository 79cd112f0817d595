"""The kinds of words there are, and the forms of verbs."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """A kind of word."""

    NOUN = "noun"
    VERB = "verb"
    AUXILIARY = "auxiliary"
    DETERMINER = "determiner"
    PRONOUN = "pronoun"
    PREPOSITION = "preposition"
    RELATIVE = "relative"
    SUBORDINATOR = "subordinator"
    COORDINATOR = "coordinator"
    ADVERB = "adverb"
    NUMBER = "number"
    POSSESSIVE = "possessive"
    TO = "to"
    MARK = "mark"


class Form(StrEnum):
    """A form of a verb; `ED` is a past or a participle."""

    BASE = "base"
    S = "s"
    ED = "ed"
    ING = "ing"
    NONE = "none"
