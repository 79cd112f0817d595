"""Who does what a verb says: what stands before it, or what its relative pronoun, comma or "to" points back to."""

from __future__ import annotations

from typing import Final

from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.frame import REPORTING, Frame, Tokens, hangs, same_sentence
from bot.answering.verification.language.kinds import Form, Kind
from bot.answering.verification.language.phrases_of import IN_PHRASE, coordinated, noun_phrase, phrase_ending
from bot.answering.verification.language.verb_forms import form_of
from bot.answering.verification.language.word_sets import word_set

_OPENERS: Final = frozenset({Kind.SUBORDINATOR, Kind.RELATIVE, Kind.COORDINATOR})
_STOPS: Final = word_set(", ; : ( )")


def subject_of(tokens: Tokens, start: int, before: list[Frame], *, finite: bool) -> frozenset[int]:
    """Return the heads that do what the verb says whose words begin at `start`; `before` are the frames before it."""
    last = start - 1
    if last < 0 or not same_sentence(tokens, last, start):
        return _fronted(tokens, start) if not finite else frozenset()
    sharing = before[-1] if before and same_sentence(tokens, before[-1].verb, start) else None
    match tokens[last].kind:
        case Kind.TO:
            return _controller(tokens, last, sharing)
        case Kind.RELATIVE:
            return antecedent(tokens, last)
        case Kind.MARK:
            return _across_comma(tokens, last, sharing, before, finite=finite)
        case Kind.NOUN | Kind.PRONOUN | Kind.NUMBER | Kind.POSSESSIVE | Kind.DETERMINER:
            return _left_of_verb(tokens, last, sharing, before, finite=finite)
    return _left_of_others(tokens, last, sharing, before, finite=finite)


def _left_of_others(
    tokens: Tokens, last: int, sharing: Frame | None, before: list[Frame], *, finite: bool
) -> frozenset[int]:
    """Return the subject of a verb with no noun before it: that of the verb before, or what was praised "for" it."""
    if tokens[last].kind is Kind.PREPOSITION and not finite and tokens[last].low in {"for", "from"}:
        return sharing.patient if sharing else frozenset()
    relative = _relative_before(tokens, last, before) if tokens[last].kind is Kind.VERB and finite else None
    return relative or (sharing.subject if sharing else frozenset())


def _fronted(tokens: Tokens, start: int) -> frozenset[int]:
    """Return the subject of a participle that opens its sentence: what stands after the comma."""
    for at in range(start, min(start + 25, len(tokens))):
        if tokens[at].low == "," and same_sentence(tokens, at, start):
            return coordinated(tokens, at + 1)
    return frozenset()


def _controller(tokens: Tokens, to: int, sharing: Frame | None) -> frozenset[int]:
    """Return the subject of an infinitive: the object before it, or the subject of the verb it hangs on."""
    if sharing is None:
        return frozenset()
    joined = to > 0 and tokens[to - 1].kind is Kind.COORDINATOR
    objects = sharing.object and not sharing.passive and not joined and max(sharing.object) < to
    return sharing.object if objects else sharing.subject


def _across_comma(
    tokens: Tokens, comma: int, sharing: Frame | None, before: list[Frame], *, finite: bool
) -> frozenset[int]:
    """Return the subject of a verb after a comma: what stands before the stretch that the comma closes."""
    opened = _opening_comma(tokens, comma)
    listed = next((each for each in before if opened and each.finite and opened < each.verb < comma), None)
    if finite and opened and listed and not hangs(tokens, listed) and max(listed.subject, default=opened) < opened:
        return listed.subject
    if finite and opened:
        return _left_of_verb(tokens, opened - 1, sharing, before, finite=True) | noun_phrase(tokens, opened + 1)
    nearest = phrase_ending(tokens, comma - 1) if comma and not finite else frozenset()
    return nearest if sharing is None else sharing.subject | _last_phrase(tokens, comma - 1, finite=finite)


def _last_phrase(tokens: Tokens, last: int, *, finite: bool) -> frozenset[int]:
    """Return the heads of the phrase right before the comma of a participle, which may be of it: "towns, parted by"."""
    return frozenset() if finite or last < 1 else phrase_ending(tokens, last, _first_of_phrase(tokens, last))


def _first_of_phrase(tokens: Tokens, last: int) -> int:
    first = last
    while first > 0 and tokens[first - 1].kind in IN_PHRASE and same_sentence(tokens, first - 1, last):
        first -= 1
    return first


def _opening_comma(tokens: Tokens, closing: int) -> int | None:
    """Return the place of the comma or bracket that opens what `closing` closes; brackets are stepped over."""
    wanted = {")": "(", "]": "[", "–": "–", "—": "—"}.get(tokens[closing].low)
    depth = 0
    for at in range(closing - 1, max(closing - 40, -1), -1):
        low = tokens[at].low
        if not same_sentence(tokens, at, closing):
            return None
        if wanted is None and low in ")]":
            depth += 1
        elif wanted is None and low in "([" and depth:
            depth -= 1
        elif not depth and (low == wanted or (wanted is None and low in {",", "-", "–", "—"})):
            return _first_of_list(tokens, at) if wanted is None else at
    return None


def _first_of_list(tokens: Tokens, comma: int) -> int:
    """Return the comma before an article where the one at `comma` only parts its adjectives: ", a small, old road,"."""
    at = comma - 1
    while at > 0 and tokens[at].kind is Kind.NOUN and not tokens[at].name:
        at -= 1
    article = tokens[at].low in {"a", "an", "the"} and at > 1 and tokens[at - 1].low == ","
    return at - 1 if article and tokens[comma + 1].kind in {Kind.NOUN, Kind.NUMBER} else comma


def _relative_before(tokens: Tokens, last: int, before: list[Frame]) -> frozenset[int] | None:
    """Return what the relative clause that ends at `last` is said of: Ada in "Ada, who runs it", the pool in "the pool
    that Ada built".
    """
    for frame in reversed(before):
        first = frame.first
        if not same_sentence(tokens, first, last) or any(token.low in _STOPS for token in tokens[first : last + 1]):
            return None
        if tokens[frame.verb].lemmas & REPORTING:
            return None
        if first and tokens[first - 1].kind is Kind.RELATIVE:
            return _before_relative(tokens, first - 1)
        relative = object_relative(tokens, frame.subject)
        if relative is not None and same_sentence(tokens, relative, last):
            return _before_relative(tokens, relative)
    return None


def _before_relative(tokens: Tokens, relative: int) -> frozenset[int]:
    """Return the heads of the whole phrase before a relative pronoun: the man of "the man in the car who waved"."""
    last = relative - 1 - (relative > 1 and tokens[relative - 1].low == ",")
    return phrase_ending(tokens, last) if last >= 0 and same_sentence(tokens, last, relative) else frozenset()


def _left_of_verb(
    tokens: Tokens, last: int, sharing: Frame | None, before: list[Frame], *, finite: bool
) -> frozenset[int]:
    relative = _relative_before(tokens, last, before)
    if relative is not None:
        return relative
    if finite and sharing is not None and form_of(tokens[sharing.verb].text) is Form.ING and not sharing.finite:
        gerund = _of_gerund(tokens, sharing, last)
        if gerund:
            return gerund
    if finite and sharing is not None and not sharing.finite and sharing.subject and _is_object(tokens, sharing, last):
        return sharing.subject
    earliest = _clause_start(tokens, last, sharing)
    if not finite:
        earliest = max(earliest, *(at + 1 for at in range(earliest, last) if tokens[at].low == "with"), 0)
    heads = phrase_ending(tokens, last, earliest)
    if heads:
        return heads
    return sharing.subject if sharing else frozenset()


def _of_gerund(tokens: Tokens, gerund: Frame, last: int) -> frozenset[int]:
    """Return the subject that ends at `last` with what a gerund has: "the ban on making chips", "making chips"."""
    first = gerund.first
    if not _is_object(tokens, gerund, last):
        return frozenset()
    if first == 0 or tokens[first - 1].kind is Kind.MARK or tokens[first - 1].kind in _OPENERS:
        return frozenset({gerund.verb})
    return phrase_ending(tokens, first - 2) if tokens[first - 1].kind is Kind.PREPOSITION and first > 1 else frozenset()


def _is_object(tokens: Tokens, frame: Frame, last: int) -> bool:
    """Tell whether all between a participle and `last` belongs to it: "those making cheap chips"."""
    between = tokens[frame.verb + 1 : last + 1]
    return not any(token.low in _STOPS or token.kind in _OPENERS for token in between)


def _clause_start(tokens: Tokens, last: int, sharing: Frame | None) -> int:
    """Return where the clause of a subject that ends at `last` begins at the earliest: after an "and"."""
    if sharing is None or tokens[sharing.verb].lemmas & REPORTING:
        return 0
    joints = [at for at in range(last, sharing.verb, -1) if tokens[at].low in closed.COORDINATORS]
    after_comma = [at for at in joints if tokens[at - 1].low == ","]
    return next((at + 1 for at in after_comma or joints if not _in_same_phrase(tokens, at)), 0)


def _in_same_phrase(tokens: Tokens, joint: int) -> bool:
    """Tell whether what "and" joins opens like one phrase: "the lab and factory", not "the lab, and the factory"."""
    before, after = tokens[joint - 1], tokens[min(joint + 1, len(tokens) - 1)]
    return before.low != "," and before.name and after.name


def object_relative(tokens: Tokens, subject: frozenset[int]) -> int | None:
    """Return the place of the relative pronoun before a verb's subject: of "that" in "the pool that Ada built"."""
    at = min(subject, default=0) - 1
    while at > 0 and tokens[at].kind in IN_PHRASE and same_sentence(tokens, at, at + 1):
        at -= 1
    return at if at > 0 and (tokens[at].kind is Kind.RELATIVE or tokens[at].low == "where") else None


def antecedent(tokens: Tokens, relative: int) -> frozenset[int]:
    """Return the heads that the relative pronoun at `relative` takes up."""
    last = relative - 1
    if last >= 0 and tokens[last].low == ",":
        last -= 1
    if last < 0 or not same_sentence(tokens, last, relative):
        return frozenset()
    first = _first_of_phrase(tokens, last)
    under = tokens[first - 1] if first > 0 and tokens[first - 1].kind is Kind.PREPOSITION else None
    nearest = phrase_ending(tokens, last, first)
    return nearest if under is not None and under.low not in {"of", "for"} else nearest | phrase_ending(tokens, last)
