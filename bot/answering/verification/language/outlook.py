"""How a verb is put: denied, or wished, feared, reported and not yet done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.frame import Frame
from bot.answering.verification.language.kinds import Form, Kind
from bot.answering.verification.language.moods import (
    DENYING,
    DOUBTS,
    MODALS,
    MOODS_OF,
    NOUN_MOODS,
    STATED,
    UNTRUE,
    Mood,
)
from bot.answering.verification.language.text import Token
from bot.answering.verification.language.verb_forms import form_of
from bot.answering.verification.language.word_sets import word_set

Tokens = tuple[Token, ...]
_COMPLEMENTS: Final = word_set("from of without against in about at for as")
"""Prepositions whose -ing hangs on the verb before: "discourage from travelling"; not "before leaving"."""
_HOLDING: Final = word_set("be include")
"""Verbs whose clause is what their subject says: "the hope is that", "the proposals include that"."""
REACH: Final = 9
"""Words after a denial among which a number stands that it makes a limit of."""
_ASIDE: Final = frozenset("()[]\"'-–—")
"""Marks that do not end what a verb governs."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """Whether a verb is denied, and its moods."""

    denied: bool
    moods: frozenset[Mood]


def outlook(tokens: Tokens, frames: tuple[Frame, ...], frame: Frame, *, of_its_noun: bool = False) -> Outlook:
    """Return how the verb of a frame is put, what governs it included; or how what it has for its object is."""
    denied, moods = _own(tokens, frame)
    moods |= _demanded(tokens, frame)
    moods |= _lent(tokens, frames, frame)
    if of_its_noun:
        denied ^= bool(tokens[frame.verb].lemmas & DENYING)
        moods |= {MOODS_OF[lemma] for lemma in tokens[frame.verb].lemmas if lemma in MOODS_OF} - {Mood.REPORT}
    denied, moods = _with_governors(tokens, frames, frame, denied=denied, moods=moods)
    return Outlook(denied, frozenset(moods | _of_sentence(tokens, frames, frame)))


def _with_governors(
    tokens: Tokens, frames: tuple[Frame, ...], frame: Frame, *, denied: bool, moods: set[Mood]
) -> tuple[bool, set[Mood]]:
    inner: Frame | None = frame
    for _ in range(6):
        if inner is None:
            break
        noun = _governing_noun(tokens, inner)
        if noun is not None:
            denied ^= tokens[noun].low in UNTRUE
            moods |= {NOUN_MOODS[lemma] for lemma in tokens[noun].lemmas if lemma in NOUN_MOODS}
        inner = _governor(tokens, frames, inner)
        if inner is not None:
            lemmas = tokens[inner.verb].lemmas
            further, more = _own(tokens, inner)
            denied ^= bool(lemmas & DENYING) ^ further
            moods |= more | {MOODS_OF[lemma] for lemma in lemmas if lemma in MOODS_OF}
            moods |= _of_subject(tokens, inner) if lemmas & _HOLDING else set()
    return denied, moods


def _of_subject(tokens: Tokens, frame: Frame) -> set[Mood]:
    """Return the moods of what is said to be, or to include, a clause: "the recommendations include that ..."."""
    lemmas = {lemma for at in frame.subject for lemma in tokens[at].lemmas}
    return {NOUN_MOODS[lemma] for lemma in lemmas & NOUN_MOODS.keys()}


def _demanded(tokens: Tokens, frame: Frame) -> set[Mood]:
    """Return the mood of "has to go", "is to go", "is able to go"."""
    first = first_of(frame)
    if first < 2 or tokens[first - 1].kind is not Kind.TO:
        return set()
    before = tokens[first - 2].low
    if before in closed.HAVE:
        return {Mood.DUTY}
    if before in {"about", "going"}:
        return {Mood.FUTURE}
    return {Mood.FUTURE, Mood.POSSIBLE} if before in closed.BE else {Mood.ABLE} if before in {"able", "free"} else set()


def _lent(tokens: Tokens, frames: tuple[Frame, ...], frame: Frame) -> set[Mood]:
    """Return the moods of auxiliaries that count for a verb without any: "will go and see", "will go when it opens"."""
    earlier = [each for each in frames if each.verb < first_of(frame) and same_sentence(tokens, each.verb, frame.verb)]
    if not earlier or frame.group:
        return set()
    joined = _coordinated_with(tokens, frame, earlier[-1]) and form_of(tokens[frame.verb].text) is Form.BASE
    aside = not frame.finite and tokens[first_of(frame) - 1].low == ","
    since = tokens[earlier[-1].verb + 1 : first_of(frame)]
    timed = any(token.low in {"when", "once"} for token in since)
    if not (joined or aside or timed):
        return set()
    return {MODALS[tokens[at].low] for at in earlier[-1].group if tokens[at].low in MODALS}


def _own(tokens: Tokens, frame: Frame) -> tuple[bool, set[Mood]]:
    """Return whether a frame's own words deny its verb, and the moods they give it."""
    denied = False
    moods: set[Mood] = set()
    for at in _around(tokens, frame):
        low = tokens[at].low
        if low == "against" and frame.verb == at + 1:
            denied = not denied
        if (low in closed.NEGATORS and not only_bounds(tokens, at)) or low == "unable":
            denied = not denied
        if low in MODALS and tokens[at].kind is Kind.AUXILIARY:
            moods.add(MODALS[low])
        if low in DOUBTS or (low in {"nearly", "almost"} and at < frame.verb):
            moods.add(Mood.DOUBT)
        if low in {"did", "has", "have", "had"} and tokens[at].kind is Kind.AUXILIARY:
            moods.add(Mood.DONE)
    return denied, moods


def only_bounds(tokens: Tokens, at: int) -> bool:
    """Tell whether a word of denial denies nothing: "not only", "no doubt", "not be higher than 200"."""
    following = [token.low for token in tokens[at + 1 : at + 3]]
    return following[:1] in (["only"], ["just"], ["doubt"], ["least"]) or _limits(tokens, at)


def _limits(tokens: Tokens, at: int) -> bool:
    """Tell whether a denial makes a limit of the number after "than"."""
    for token in tokens[at + 1 : at + REACH]:
        if token.kind is Kind.MARK:
            return False
        if token.low == "than" and token.at > at + 1:
            return token.at == at + 2 or any(each.kind is Kind.NUMBER for each in tokens[token.at + 1 : token.at + 3])
    return False


def _around(tokens: Tokens, frame: Frame) -> list[int]:
    """Return the places whose words say how the verb is put: its group, and what its subject and object open with."""
    places = set(frame.group)
    first = first_of(frame)
    before = tokens[first - 1] if first else None
    if before is not None and before.low in closed.NEGATORS | {"against"}:
        places.add(first - 1)
    if before is not None and before.low == "to" and first > 1:
        places.add(first - 2)
    at = frame.verb + 1
    while at < len(tokens) and (tokens[at].kind is Kind.ADVERB or tokens[at].low in closed.NEGATORS):
        if tokens[at + 1 : at + 2] and tokens[at + 1].kind is Kind.TO and tokens[frame.verb].kind is Kind.VERB:
            break
        places.add(at)
        at += 1
    heads = set(frame.object)
    if before is None or before.kind is not Kind.RELATIVE:
        heads |= frame.subject
    places |= {at for head in heads for at in _opening(tokens, head)}
    return sorted(places)


def _opening(tokens: Tokens, head: int) -> list[int]:
    """Return the places of "no" and the like before a head in its phrase."""
    found = []
    at = head
    while at >= 0 and head - at < 6 and tokens[at].kind in {Kind.NOUN, Kind.DETERMINER, Kind.ADVERB, Kind.PRONOUN}:
        if tokens[at].low in {"no", "neither", "nobody", "none", "nothing", "zero"} or tokens[at].low in DOUBTS:
            found.append(at)
        at -= 1
    return found


def first_of(frame: Frame) -> int:
    """Return the place of the first word of a frame's verb group."""
    return frame.group[0] if frame.group else frame.verb


def _governing_noun(tokens: Tokens, frame: Frame) -> int | None:
    """Return the noun an infinitive or a clause hangs on: "ambitions to become", "allegations that he took"."""
    first = first_of(frame)
    if first > 1 and tokens[first - 1].kind is Kind.TO and tokens[first - 2].kind is Kind.NOUN:
        return first - 2
    for at in range(first - 1, max(first - 10, 0), -1):
        if tokens[at].low == "that" and tokens[at - 1].kind is Kind.NOUN:
            return at - 1
        if tokens[at].kind in {Kind.VERB, Kind.AUXILIARY, Kind.MARK}:
            return None
    return None


def _governor(tokens: Tokens, frames: tuple[Frame, ...], frame: Frame) -> Frame | None:
    """Return the frame the verb hangs on: "plans to build", "avoid traveling", "fear that they leak", "said it did"."""
    first = first_of(frame)
    before = _verb_before(tokens, frames, frame)
    if before is None:
        return None
    if _coordinated_with(tokens, frame, before):
        return _governor(tokens, frames, before)
    between = [token for token in tokens[before.verb + 1 : first] if token.low not in _ASIDE]
    if any(token.kind is Kind.MARK for token in between):
        return None
    last = tokens[first - 1]
    infinitive = last.kind is Kind.TO or (not frame.finite and (not between or last.low in _COMPLEMENTS))
    hangs = infinitive or (frame.finite and _has_clause(tokens[before.verb], between))
    return before if hangs else None


def _verb_before(tokens: Tokens, frames: tuple[Frame, ...], frame: Frame) -> Frame | None:
    """Return the frame before in its sentence, those of "who ..." passed over; None where the verb hangs on a noun."""
    first = first_of(frame)
    noun = _governing_noun(tokens, frame)
    hangs_on_noun = noun is not None and bool(tokens[noun].lemmas & NOUN_MOODS.keys())
    earlier = [each for each in frames if each.verb < first and same_sentence(tokens, each.verb, first)]
    if hangs_on_noun or not earlier or tokens[first - 1].kind is Kind.RELATIVE:
        return None
    if tokens[first - 1].kind is Kind.TO:
        return earlier[-1]
    return next((each for each in reversed(earlier) if not _is_relative(tokens, each)), earlier[-1])


def _is_relative(tokens: Tokens, frame: Frame) -> bool:
    first = first_of(frame)
    return first > 0 and tokens[first - 1].kind is Kind.RELATIVE


def _coordinated_with(tokens: Tokens, frame: Frame, before: Frame) -> bool:
    """Tell whether "and" joins a verb to the one before, so that both hang on the same: "wants to buy and sell"."""
    first = first_of(frame)
    joint = first - 2 if tokens[first - 1].kind is Kind.TO and first > 1 else first - 1
    if tokens[joint].kind is not Kind.COORDINATOR:
        return False
    forms = {form_of(tokens[each.verb].text) for each in (frame, before)}
    return not frame.group and len(forms) == 1 and (Form.BASE in forms or not before.group or Form.ED in forms)


def _has_clause(verb: Token, between: list[Token]) -> bool:
    """Tell whether what follows a verb of saying or thinking is what is said: "said (that) it rose"."""
    if verb.lemmas & _HOLDING:
        return any(token.low == "that" for token in between)
    if not any(MOODS_OF.get(lemma) in STATED for lemma in verb.lemmas):
        return False
    if any(token.low == "that" for token in between):
        return True
    if any(token.kind is Kind.RELATIVE for token in between):
        return False
    blocking = {Kind.PREPOSITION, Kind.SUBORDINATOR, Kind.COORDINATOR}
    return bool(between) and not any(token.kind in blocking for token in between)


def _of_sentence(tokens: Tokens, frames: tuple[Frame, ...], frame: Frame) -> set[Mood]:
    """Return the moods a sentence gives its verbs: "According to ..., ", "..., the paper reported", "if ..."."""
    sentence = [token for token in tokens if token.sentence == tokens[frame.verb].sentence]
    found: set[Mood] = set()
    if any(token.low == "according" for token in sentence):
        found.add(Mood.REPORT)
    if sentence[0].low in DOUBTS:
        found.add(Mood.DOUBT)
    for token in sentence:
        if token.low in {"if", "whether"} and _hangs_on(tokens, frames, frame, token.at):
            found.add(Mood.CONDITION if token.low != "whether" else Mood.DOUBT)
    for other in frames:
        if other.verb > frame.verb and same_sentence(tokens, other.verb, frame.verb) and _closes_report(tokens, other):
            found.add(Mood.REPORT)
    return found


def _hangs_on(tokens: Tokens, frames: tuple[Frame, ...], frame: Frame, condition: int) -> bool:
    """Tell whether a verb stands in the clause after "if", or is the one that the clause makes conditional."""
    after = [each.verb for each in frames if each.verb > condition and same_sentence(tokens, each.verb, condition)]
    before = [each.verb for each in frames if each.verb < condition and same_sentence(tokens, each.verb, condition)]
    if frame.verb in after[:1] or tokens[condition].low == "whether":
        return frame.verb in after[:1]
    return frame.verb in (before[-1:] if before else after[1:2])


def _closes_report(tokens: Tokens, frame: Frame) -> bool:
    """Tell whether the frame is one like ", the paper reported" or ", said the mayor"."""
    if not tokens[frame.verb].lemmas & {"say", "report", "claim", "argue", "note", "state", "add", "announce", "tell"}:
        return False
    first = min((*frame.subject, first_of(frame)))
    while first and tokens[first - 1].kind in {Kind.DETERMINER, Kind.NOUN}:
        first -= 1
    if not first or tokens[first - 1].low != ",":
        return False
    after = tokens[frame.verb + 1] if frame.verb + 1 < len(tokens) else tokens[frame.verb]
    return after.kind is Kind.MARK or (first == frame.verb and after.low != "that")


def same_sentence(tokens: Tokens, one: int, other: int) -> bool:
    """Tell whether two tokens stand in one sentence."""
    return tokens[one].sentence == tokens[other].sentence
