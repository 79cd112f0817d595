"""Who does what in a text: each verb with its subject, its object and how it is put.

Found by order, as English has it: what stands before the verb does it, what stands after has it done, the other way
round where the verb is passive. What cannot be told is left empty, never guessed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.frame import REPORTING, Frame, Tokens, hangs, same_sentence
from bot.answering.verification.language.kinds import Form, Kind
from bot.answering.verification.language.phrases_of import coordinated
from bot.answering.verification.language.subjects import antecedent, object_relative, subject_of
from bot.answering.verification.language.text import read
from bot.answering.verification.language.verb_forms import UNCHANGED, form_of
from bot.answering.verification.language.word_sets import word_set

_HOW_MUCH: Final = word_set("a_great_deal a_lot a_bit a_little more much less most")
"""What stands after a verb and is no object of it."""


@lru_cache(maxsize=256)
def frames(text: str) -> tuple[Frame, ...]:
    """Return the frames of a text in order."""
    tokens = read(text)
    found: list[Frame] = []
    for at, token in enumerate(tokens):
        if token.kind is Kind.VERB or (token.kind is Kind.AUXILIARY and _is_main(tokens, at)):
            found.append(_frame(tokens, at, found))
    return tuple(found)


def _is_main(tokens: Tokens, at: int) -> bool:
    """Tell whether an auxiliary has no verb after it to help."""
    for token in tokens[at + 1 : at + 6]:
        if token.kind in {Kind.VERB, Kind.AUXILIARY}:
            return False
        if token.kind is not Kind.ADVERB:
            return True
    return True


def _frame(tokens: Tokens, verb: int, before: list[Frame]) -> Frame:
    start = verb
    while start and tokens[start - 1].kind in {Kind.AUXILIARY, Kind.ADVERB} and same_sentence(tokens, start - 1, verb):
        start -= 1
    group = tuple(range(start, verb))
    helps = [tokens[at].low for at in group if tokens[at].kind is Kind.AUXILIARY]
    form = form_of(tokens[verb].text)
    finite = (
        (bool(helps) and helps[0] not in {"being", "having", "be", "been"})
        or (tokens[verb].kind is Kind.AUXILIARY and tokens[verb].low not in {"being", "having", "been"})
        or form in {Form.S, Form.BASE}
    )
    opened = next((at for at in range(start - 1, -1, -1) if tokens[at].kind is Kind.SUBORDINATOR), 0)
    here = [each for each in before if each.verb >= opened and same_sentence(tokens, each.verb, verb)]
    first = not any(each.finite and not hangs(tokens, each) for each in here)
    finite = finite or (form is Form.ED and not _reduced(tokens, start, verb, first=first))
    after = tokens[verb + 1].low if verb + 1 < len(tokens) else ""
    participle = form is Form.ED or tokens[verb].low in UNCHANGED
    finite = finite and not (participle and not helps and after == "by")
    passive = participle and ((bool(helps) and helps[-1] in closed.BE) or after == "by" or not finite)
    subject, target = subject_of(tokens, start, before, finite=finite), _object(tokens, verb)
    passive = passive and not (target and tokens[verb].low.endswith(("_at", "_on", "_in", "_for")))
    if finite and _says_what_stands_before(tokens, start, verb):
        subject, target = target, frozenset()
    relative = None if target or passive else object_relative(tokens, subject)
    if relative is not None and tokens[relative - 1].kind is not Kind.PREPOSITION and tokens[relative].low != "where":
        target = antecedent(tokens, relative)
    return Frame(
        verb=verb,
        group=group,
        subject=subject,
        object=target,
        by=_by(tokens, verb) if passive else frozenset(),
        passive=passive,
        finite=finite,
    )


def _says_what_stands_before(tokens: Tokens, start: int, verb: int) -> bool:
    """Tell whether the subject of a verb of saying follows it, after what was said: '"It sinks," said the captain'."""
    if start < verb or verb < 2 or tokens[verb - 1].low not in {",", '"'} or not same_sentence(tokens, verb - 2, verb):
        return False
    quoted = '"' in {tokens[verb - 1].low, tokens[verb - 2].low}
    return "say" in tokens[verb].lemmas or (quoted and bool(tokens[verb].lemmas & REPORTING))


def _reduced(tokens: Tokens, start: int, verb: int, *, first: bool) -> bool:
    """Tell whether a bare -ed form is a participle: "a band formed in 2004", "Founded in 1900, it grew"."""
    if tokens[verb].kind is Kind.AUXILIARY:
        return False
    after = tokens[verb + 1] if verb + 1 < len(tokens) else None
    if start == 0 or not same_sentence(tokens, start - 1, verb):
        return True
    if after is not None and (after.low == "by" or after.kind is Kind.PREPOSITION):
        return after.low == "by" or (tokens[start - 1].kind is Kind.MARK and not first)
    return False


def _object(tokens: Tokens, verb: int) -> frozenset[int]:
    at = verb + 1
    while at < len(tokens) and tokens[at].kind is Kind.ADVERB and same_sentence(tokens, at, verb):
        at += 1
    if at >= len(tokens) or not same_sentence(tokens, at, verb) or tokens[at].low in _HOW_MUCH:
        return frozenset()
    return coordinated(tokens, at)


def _by(tokens: Tokens, verb: int) -> frozenset[int]:
    for at in range(verb + 1, min(verb + 10, len(tokens))):
        if not same_sentence(tokens, at, verb) or tokens[at].kind is Kind.VERB:
            break
        if tokens[at].low == "by":
            return coordinated(tokens, at + 1)
    return frozenset()
