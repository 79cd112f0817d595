"""Whether a word that could be a verb or a noun is a verb where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.kinds import Form, Kind
from bot.answering.verification.language.lemmas import VERB_FORMS
from bot.answering.verification.language.tokens import Word
from bot.answering.verification.language.verb_forms import NOUNS, UNCHANGED, verb_form
from bot.answering.verification.language.word_sets import word_set


@dataclass(frozen=True, slots=True)
class _Place:
    """What a known verb could be, and what stands around it: the word before, adverbs apart, and the one after.

    `needed`: nothing else in the clause is a verb. `several`: the word before is a plural, or one of what "and" joins.
    """

    form: Form
    lemma: str
    last_low: str
    after: Word
    needed: bool
    several: bool


def is_verb(words: Sequence[Word], at: int, before: Sequence[Kind]) -> bool:
    """Tell whether a word of an open class is a verb where it stands; `before` are the kinds of the words before it.

    What a hyphen ties to a noun is none: "connection-oriented".
    """
    word = words[at]
    if word.text[0].isupper() and at and before[-1] is not Kind.MARK:
        return False
    if word.joined and at and before[-1] is Kind.NOUN:
        return False
    form, lemma = verb_form(word.text.split(" ", 1)[0].lower())
    after = words[at + 1] if at + 1 < len(words) else Word(".", ".", 0, 0)
    earlier = at - 1
    while earlier >= 0 and before[earlier] is Kind.ADVERB:
        earlier -= 1
    last = before[earlier] if earlier >= 0 else Kind.MARK
    last_low = words[earlier].low if earlier >= 0 else ""
    if form is Form.NONE:
        return _new_verb(word.low, last, last_low)
    rule = _AFTER.get(last, _after_others)
    return rule(_Place(form, lemma, last_low, after, _needed(words, at, before), _several(words, earlier, before)))


def _several(words: Sequence[Word], last: int, before: Sequence[Kind]) -> bool:
    """Tell whether the phrase that ends at `last` may be a plural by its last word, an "and", or what "of" hangs on."""
    if last < 0:
        return False
    if _is_plural(words[last].low) or any(word.low in {"and", "or"} for word in words[max(last - 3, 0) : last]):
        return True
    at = last
    while at >= 0 and (before[at] in {Kind.NOUN, Kind.DETERMINER} or words[at].low == "of"):
        if words[at].low == "of" and at and _is_plural(words[at - 1].low):
            return True
        at -= 1
    return False


def _needed(words: Sequence[Word], at: int, before: Sequence[Kind]) -> bool:
    """Tell whether no other word of the clause around a word is a verb for sure."""
    if _verb_before(words, at, before) or _verb_follows(words, at):
        return False
    for word in words[at + 1 : at + 15]:
        if word.low in ";.":
            break
        if word.low in closed.AUXILIARIES or verb_form(word.low)[0] is Form.ED:
            return False
    return True


def _verb_before(words: Sequence[Word], at: int, before: Sequence[Kind]) -> bool:
    """Tell whether a clause has its verb before a word: not of "who ..." or ", led by", nor a bare one before an -s."""
    for place in range(len(before) - 1, -1, -1):
        kind, earlier = before[place], before[place - 1] if place else Kind.MARK
        if kind in {Kind.SUBORDINATOR, Kind.RELATIVE}:
            return False
        if kind is Kind.VERB and earlier is Kind.MARK and words[place + 1].low == "by":
            continue
        if kind is Kind.VERB:
            return earlier is not Kind.RELATIVE and (earlier is Kind.AUXILIARY or not words[at].low.endswith("s"))
        if kind is Kind.AUXILIARY:
            return True
    return False


def _verb_follows(words: Sequence[Word], at: int) -> bool:
    """Tell whether a plural's verb comes next: "export files hold the logs"."""
    if at + 2 >= len(words) or not _is_plural(words[at].low):
        return False
    form, lemma = verb_form(words[at + 1].low)
    return form is Form.BASE and (lemma not in NOUNS or _opens_a_phrase(words[at + 2]))


def _is_plural(low: str) -> bool:
    return low in _PLURALS or (low.endswith("s") and not low.endswith(("ss", "us", "is")))


def _new_verb(low: str, last: Kind, last_low: str) -> bool:
    """Tell whether a word that is no known verb looks like one where it stands."""
    if last is Kind.TO or (last is Kind.AUXILIARY and last_low in closed.MODALS | closed.DO):
        return True
    if low.endswith("ed") and len(low) > 4:
        return last in {Kind.NOUN, Kind.PRONOUN, Kind.RELATIVE, Kind.AUXILIARY, Kind.COORDINATOR}
    return low.endswith("ing") and len(low) > 5 and last is Kind.AUXILIARY


def _always(_: _Place) -> bool:
    """After a pronoun, "who" or "to"."""
    return True


def _after_auxiliary(place: _Place) -> bool:
    if place.last_low in closed.BE:
        return place.form in {Form.ED, Form.ING} or (
            place.form is Form.BASE and place.lemma in VERB_FORMS and place.lemma not in NOUNS
        )
    if place.last_low in closed.HAVE:
        return place.form is Form.ED or (place.lemma in VERB_FORMS and place.lemma not in NOUNS)
    return place.form is Form.BASE or place.lemma in VERB_FORMS


def _after_noun(place: _Place) -> bool:
    if place.form is Form.ED:
        return True
    if place.form is Form.ING:
        return place.lemma not in _ING_NOUNS and not _is_plain_noun(place.after.low)
    number_fits = place.several != (place.form is Form.S) or place.lemma in UNCHANGED
    if place.lemma not in NOUNS:
        return number_fits or place.needed or place.form is Form.S
    return number_fits and (place.needed or _opens_a_phrase(place.after))


def _is_plain_noun(low: str) -> bool:
    """Tell whether a word is a noun in the singular: of "a river straightening program" the last is the head."""
    return low in NOUNS and verb_form(low)[0] is not Form.S


def _after_phrase_opener(place: _Place) -> bool:
    """After a determiner, which may stand for a noun: "many believe that"."""
    alone = place.last_low in {"many", "some", "most", "few", "all", "both", "those", "these", "others"}
    return alone and place.lemma not in NOUNS and _opens_a_phrase(place.after)


def _after_preposition_or_verb(place: _Place) -> bool:
    return place.form is Form.ING and place.lemma not in _ING_NOUNS


def _after_others(place: _Place) -> bool:
    """After a mark, a coordinator or at the start."""
    if place.form is Form.ED or place.form is Form.ING:
        return not (place.form is Form.ING and place.lemma in _ING_NOUNS)
    if place.lemma in UNCHANGED and place.after.low == "by":
        return True
    if place.last_low == "," and place.needed:
        return place.lemma not in NOUNS
    if place.last_low in closed.COORDINATORS and place.form is Form.S and place.lemma not in NOUNS:
        return True
    return bool(place.last_low) and _opens_a_phrase(place.after) and place.last_low not in ",;:"


def _opens_a_phrase(word: Word) -> bool:
    low = word.low
    return (
        low in closed.ARTICLES
        or low in closed.PERSONAL
        or low in {"that", "to", "not", "all", "some", "many", "how", "why", "what"}
        or (word.text[0].isupper() and low not in closed.PREPOSITIONS)
        or low[0].isdigit()
    )


_PLURALS: Final = word_set(
    "people men women children police cattle feet teeth mice data media criteria phenomena they sheep fish deer species"
    " aircraft geese staff"
)
_ING_NOUNS = word_set(
    "meet build paint begin end open train feel hear mean say set write wed find lead rise grow exist remain"
    " follow manufacture understand live"
)
"""Verbs whose -ing is a noun or an adjective as a rule."""

_AFTER: Final[Mapping[Kind, Callable[[_Place], bool]]] = {
    Kind.AUXILIARY: _after_auxiliary,
    Kind.NOUN: _after_noun,
    Kind.NUMBER: _after_noun,
    Kind.PRONOUN: _always,
    Kind.RELATIVE: _always,
    Kind.TO: _always,
    Kind.DETERMINER: _after_phrase_opener,
    Kind.POSSESSIVE: _after_phrase_opener,
    Kind.PREPOSITION: _after_preposition_or_verb,
    Kind.VERB: _after_preposition_or_verb,
}
