"""What kind of word each word of a text is, by closed classes, by endings and by its neighbours.

There is no trained tagger here: rules decide as well as the checks need, alike for a claim and its quotes. Adjectives
count as nouns, since both stand in noun phrases and the last of one is its head.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.kinds import Form, Kind
from bot.answering.verification.language.tokens import Word
from bot.answering.verification.language.verb_forms import verb_form
from bot.answering.verification.language.verb_or_noun import is_verb
from bot.answering.verification.language.word_sets import word_set


def kinds(words: Sequence[Word]) -> list[Kind]:
    """Return the kind of each word of a sentence."""
    found: list[Kind] = []
    for at in range(len(words)):
        found.append(_closed(words, at, found) or (Kind.VERB if is_verb(words, at, found) else Kind.NOUN))
    return found


def _closed(words: Sequence[Word], at: int, before: Sequence[Kind]) -> Kind | None:
    low = words[at].low
    if low == "'s":
        return Kind.POSSESSIVE
    if low in _SIGNS:
        return _SIGNS[low]
    if not low[0].isalnum():
        return Kind.POSSESSIVE if low == "'" and at and words[at - 1].low.endswith("s") else Kind.MARK
    if low[0].isdigit() or low in _NUMBERS:
        return Kind.NUMBER
    if words[at].text[0].isupper() and at and words[at].text not in {"I"} and low not in {"the", "a"}:
        return Kind.NOUN if low not in closed.AUXILIARIES | closed.NEGATORS else _function_word(words, at, before)
    return _function_word(words, at, before)


def _infinitive(after: str, further: str) -> bool:
    """Tell whether what follows "to" is a verb: a known one, or a word that a noun phrase follows."""
    if verb_form(after)[0] is Form.BASE or after in {"be", "have", "do"}:
        return True
    opens = further in closed.ARTICLES or further in closed.PERSONAL or further[:1] in {"$", "£", "€"}
    return opens and after.isalpha() and after not in closed.DETERMINERS and not after.endswith(("s", "ing"))


def _function_word(words: Sequence[Word], at: int, before: Sequence[Kind]) -> Kind | None:
    low = words[at].low
    after, further = (words[place].low if place < len(words) else "" for place in (at + 1, at + 2))
    last = before[-1] if before else Kind.MARK
    if low == "to":
        return Kind.TO if _infinitive(after, further) else Kind.PREPOSITION
    if low == "that" or after == "that":
        opens = low in _BEFORE_THAT if after == "that" else at > 0 and words[at - 1].low in _BEFORE_THAT
        if opens or low == "that":
            return Kind.SUBORDINATOR if opens else _that(last, after)
    if low in _ING_PREPOSITIONS and last not in {Kind.AUXILIARY, Kind.DETERMINER}:
        return Kind.PREPOSITION
    if low in {"before", "after", "since", "until", "as"} and verb_form(after)[0] is not Form.ING:
        return Kind.SUBORDINATOR if after in closed.SUBJECT_PRONOUNS else Kind.PREPOSITION
    return _by_class(low)


def _by_class(low: str) -> Kind | None:
    for members, kind in _CLASSES:
        if low in members:
            return kind
    return Kind.ADVERB if low.endswith("ly") and len(low) > 4 and low not in {"family", "italy", "july"} else None


def _that(last: Kind, after: str) -> Kind:
    if after == "of":
        return Kind.PRONOUN
    if last in {Kind.VERB, Kind.AUXILIARY, Kind.NUMBER}:
        return Kind.SUBORDINATOR
    if last in {Kind.NOUN, Kind.PRONOUN}:
        return Kind.RELATIVE
    return Kind.DETERMINER if after not in closed.DETERMINERS else Kind.SUBORDINATOR


_OTHER_ADVERBS = word_set(
    "thereby therein thereof thereafter whereby afterwards beforehand somewhat sometime elsewhere everywhere indoors"
    " outdoors upstream downstream ashore onwards thrice regardless anyway altogether nowadays henceforth forever"
)
_SIGNS = {"/": Kind.COORDINATOR, "$": Kind.NUMBER, "£": Kind.NUMBER, "€": Kind.NUMBER}
_NUMBERS = word_set(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion"
)
_ING_PREPOSITIONS = word_set("following including excluding regarding concerning")
_BEFORE_THAT = word_set("except provided providing given granted assuming supposing")
"""Words that open a clause together with "that"."""
_CLASSES = (
    (closed.AUXILIARIES, Kind.AUXILIARY),
    (closed.COORDINATORS, Kind.COORDINATOR),
    (frozenset({"none", "nobody", "nothing"}), Kind.PRONOUN),
    (closed.RELATIVES - {"when", "where"}, Kind.RELATIVE),
    (
        word_set("because although though while whereas if unless when where whether so once whenever wherever"),
        Kind.SUBORDINATOR,
    ),
    (closed.DETERMINERS, Kind.DETERMINER),
    (closed.PREPOSITIONS, Kind.PREPOSITION),
    (closed.ADVERBS | closed.NEGATORS | _OTHER_ADVERBS, Kind.ADVERB),
    (closed.PRONOUNS, Kind.PRONOUN),
)
