"""Who does what in a text: each verb with its subject, its object and how it is put.

Found by order, as English has it: what stands before the verb does it, what stands after has it done, the other way
round where the verb is passive. What cannot be told is left empty, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.kinds import Form, Kind
from bot.answering.verification.language.phrases_of import coordinated, noun_phrase, phrase_ending
from bot.answering.verification.language.text import Token, read
from bot.answering.verification.language.verb_forms import form_of
from bot.answering.verification.language.word_sets import word_set

_OPENERS: Final = frozenset({Kind.SUBORDINATOR, Kind.RELATIVE, Kind.COORDINATOR})
_STOPS: Final = word_set(", ; : ( )")
REPORTING: Final = word_set("say report claim tell state announce argue believe think add note explain suggest")

UNCHANGED: Final = word_set("hit cut put set read let shut split cast hurt spread bet cost burst")
"""Verbs whose participle is their base."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb and what belongs to it, as places of tokens. `subject` and `object` are heads and what stands for them.

    `agent` is who does it and `patient` who or what has it done, whatever the voice. `group` are the verb's
    auxiliaries and adverbs.
    """

    verb: int
    group: tuple[int, ...]
    subject: frozenset[int]
    object: frozenset[int]
    by: frozenset[int]
    passive: bool
    finite: bool

    @property
    def agent(self) -> frozenset[int]:
        return self.by if self.passive else self.subject

    @property
    def patient(self) -> frozenset[int]:
        return self.subject if self.passive else self.object


@lru_cache(maxsize=256)
def frames(text: str) -> tuple[Frame, ...]:
    """Return the frames of a text in order."""
    tokens = read(text)
    found: list[Frame] = []
    for at, token in enumerate(tokens):
        if token.kind is Kind.VERB or (token.kind is Kind.AUXILIARY and _is_main(tokens, at)):
            found.append(_frame(tokens, at, found))
    return tuple(found)


def _is_main(tokens: tuple[Token, ...], at: int) -> bool:
    """Tell whether an auxiliary has no verb after it to help."""
    for token in tokens[at + 1 : at + 6]:
        if token.kind in {Kind.VERB, Kind.AUXILIARY}:
            return False
        if token.kind is not Kind.ADVERB:
            return True
    return True


def _frame(tokens: tuple[Token, ...], verb: int, before: list[Frame]) -> Frame:
    start = verb
    while start and tokens[start - 1].kind in {Kind.AUXILIARY, Kind.ADVERB} and _same(tokens, start - 1, verb):
        start -= 1
    group = tuple(range(start, verb))
    helps = [tokens[at].low for at in group if tokens[at].kind is Kind.AUXILIARY]
    form = form_of(tokens[verb].text)
    finite = (
        (bool(helps) and helps[0] not in {"being", "having", "be", "been"})
        or tokens[verb].kind is Kind.AUXILIARY
        or form in {Form.S, Form.BASE}
    )
    first = not any(each.finite and _same(tokens, each.verb, verb) and not _hangs(tokens, each) for each in before)
    finite = finite or (form is Form.ED and not _reduced(tokens, start, verb, first=first))
    after = tokens[verb + 1].low if verb + 1 < len(tokens) else ""
    participle = form is Form.ED or tokens[verb].low in UNCHANGED
    passive = participle and ((bool(helps) and helps[-1] in closed.BE) or after == "by" or not finite)
    return Frame(
        verb=verb,
        group=group,
        subject=_subject(tokens, start, before, finite=finite),
        object=_object(tokens, verb),
        by=_by(tokens, verb) if passive else frozenset(),
        passive=passive,
        finite=finite,
    )


def _hangs(tokens: tuple[Token, ...], frame: Frame) -> bool:
    """Tell whether a verb is one of "who ..." or "to ...", and so not the main one."""
    first = frame.group[0] if frame.group else frame.verb
    return first > 0 and tokens[first - 1].kind in {Kind.RELATIVE, Kind.TO}


def _same(tokens: tuple[Token, ...], one: int, other: int) -> bool:
    return tokens[one].sentence == tokens[other].sentence


def _reduced(tokens: tuple[Token, ...], start: int, verb: int, *, first: bool) -> bool:
    """Tell whether a bare -ed form is a participle: "a band formed in 2004", "Founded in 1900, it grew"."""
    if tokens[verb].kind is Kind.AUXILIARY:
        return False
    after = tokens[verb + 1] if verb + 1 < len(tokens) else None
    if start == 0 or not _same(tokens, start - 1, verb):
        return True
    if after is not None and (after.low == "by" or after.kind is Kind.PREPOSITION):
        return after.low == "by" or (tokens[start - 1].kind is Kind.MARK and not first)
    return False


def _subject(tokens: tuple[Token, ...], start: int, before: list[Frame], *, finite: bool) -> frozenset[int]:
    last = start - 1
    if last < 0 or not _same(tokens, last, start):
        return _fronted(tokens, start) if not finite else frozenset()
    kind = tokens[last].kind
    sharing = before[-1] if before and _same(tokens, before[-1].verb, start) else None
    if kind is Kind.TO:
        return _controller(tokens, last, sharing)
    if kind is Kind.RELATIVE:
        return _antecedent(tokens, last)
    if kind is Kind.MARK:
        return _across_comma(tokens, last, sharing, before, finite=finite)
    if kind in {Kind.NOUN, Kind.PRONOUN, Kind.NUMBER, Kind.POSSESSIVE, Kind.DETERMINER}:
        return _left_of_verb(tokens, last, sharing, before, finite=finite)
    return sharing.subject if sharing else frozenset()


def _fronted(tokens: tuple[Token, ...], start: int) -> frozenset[int]:
    """Return the subject of a participle that opens its sentence: what stands after the comma."""
    for at in range(start, min(start + 25, len(tokens))):
        if tokens[at].low == "," and _same(tokens, at, start):
            return coordinated(tokens, at + 1)
    return frozenset()


def _controller(tokens: tuple[Token, ...], to: int, sharing: Frame | None) -> frozenset[int]:
    """Return the subject of an infinitive: the object before it, or the subject of the verb it hangs on."""
    if sharing is None:
        return frozenset()
    joined = to > 0 and tokens[to - 1].kind is Kind.COORDINATOR
    objects = sharing.object and not sharing.passive and not joined and max(sharing.object) < to
    return sharing.object if objects else sharing.subject


def _antecedent(tokens: tuple[Token, ...], relative: int) -> frozenset[int]:
    last = relative - 1
    if last >= 0 and tokens[last].low == ",":
        last -= 1
    if last < 0 or not _same(tokens, last, relative):
        return frozenset()
    return phrase_ending(tokens, last)


def _across_comma(
    tokens: tuple[Token, ...], comma: int, sharing: Frame | None, before: list[Frame], *, finite: bool
) -> frozenset[int]:
    """Return the subject of a verb after a comma: what stands before the stretch that the comma closes."""
    opened = _opening_comma(tokens, comma)
    if finite and opened:
        return _left_of_verb(tokens, opened - 1, sharing, before, finite=True) | noun_phrase(tokens, opened + 1)
    if sharing is not None:
        return sharing.subject
    return phrase_ending(tokens, comma - 1) if comma and not finite else frozenset()


def _opening_comma(tokens: tuple[Token, ...], closing: int) -> int | None:
    """Return the place of the comma or bracket that opens what `closing` closes; brackets are stepped over."""
    wanted = {")": "(", "]": "["}.get(tokens[closing].low)
    depth = 0
    for at in range(closing - 1, max(closing - 40, -1), -1):
        low = tokens[at].low
        if not _same(tokens, at, closing):
            return None
        if wanted is None and low in ")]":
            depth += 1
        elif wanted is None and low in "([" and depth:
            depth -= 1
        elif not depth and (low == wanted or (wanted is None and low in {",", "-", "–", "—"})):
            return at
    return None


def _relative_before(tokens: tuple[Token, ...], last: int, before: list[Frame]) -> Frame | None:
    """Return the frame of the relative clause that ends at `last`: of "who runs it" in "who runs it left"."""
    for frame in reversed(before):
        first = frame.group[0] if frame.group else frame.verb
        if not _same(tokens, first, last) or any(token.low in _STOPS for token in tokens[first : last + 1]):
            return None
        if tokens[frame.verb].lemmas & REPORTING:
            return None
        if first and tokens[first - 1].kind is Kind.RELATIVE:
            return frame
    return None


def _left_of_verb(
    tokens: tuple[Token, ...], last: int, sharing: Frame | None, before: list[Frame], *, finite: bool
) -> frozenset[int]:
    relative = _relative_before(tokens, last, before)
    if relative is not None:
        return relative.subject
    if finite and sharing is not None and not sharing.finite and sharing.subject and _is_object(tokens, sharing, last):
        return sharing.subject
    earliest = _clause_start(tokens, last, sharing)
    if not finite:
        earliest = max(earliest, *(at + 1 for at in range(earliest, last) if tokens[at].low == "with"), 0)
    heads = phrase_ending(tokens, last, earliest)
    if heads:
        return heads
    return sharing.subject if sharing else frozenset()


def _is_object(tokens: tuple[Token, ...], frame: Frame, last: int) -> bool:
    """Tell whether all between a participle and `last` belongs to it: "those making cheap chips"."""
    between = tokens[frame.verb + 1 : last + 1]
    return not any(token.low in _STOPS or token.kind in _OPENERS for token in between)


def _clause_start(tokens: tuple[Token, ...], last: int, sharing: Frame | None) -> int:
    """Return where the clause of a subject that ends at `last` begins at the earliest: after an "and"."""
    if sharing is None or tokens[sharing.verb].lemmas & REPORTING:
        return 0
    joints = [at for at in range(last, sharing.verb, -1) if tokens[at].low in closed.COORDINATORS]
    after_comma = [at for at in joints if tokens[at - 1].low == ","]
    return next((at + 1 for at in after_comma or joints if not _in_same_phrase(tokens, at)), 0)


def _in_same_phrase(tokens: tuple[Token, ...], joint: int) -> bool:
    """Tell whether what "and" joins opens like one phrase: "the lab and factory", not "the lab, and the factory"."""
    before, after = tokens[joint - 1], tokens[min(joint + 1, len(tokens) - 1)]
    return before.low != "," and before.name and after.name


def _object(tokens: tuple[Token, ...], verb: int) -> frozenset[int]:
    at = verb + 1
    while at < len(tokens) and tokens[at].kind is Kind.ADVERB and _same(tokens, at, verb):
        at += 1
    return coordinated(tokens, at) if at < len(tokens) and _same(tokens, at, verb) else frozenset()


def _by(tokens: tuple[Token, ...], verb: int) -> frozenset[int]:
    for at in range(verb + 1, min(verb + 10, len(tokens))):
        if not _same(tokens, at, verb) or tokens[at].kind is Kind.VERB:
            break
        if tokens[at].low == "by":
            return coordinated(tokens, at + 1)
    return frozenset()
