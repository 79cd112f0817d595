"""Where one statement of a sentence ends and the next begins: "It rose in Rome | and fell in Milan"."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from bot.answering.verification.language.clauses import frames
from bot.answering.verification.language.frame import Frame
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.phrases_of import OPENING
from bot.answering.verification.language.text import Token, read


@lru_cache(maxsize=256)
def segments(text: str) -> tuple[int, ...]:
    """Return for each token of a text the number of the statement it belongs to."""
    tokens = read(text)
    borders = {at for one, other in pairwise(frames(text)) if (at := _border(tokens, one, other)) is not None}
    numbers: list[int] = []
    number = 0
    for token in tokens:
        new_sentence = bool(token.at) and tokens[token.at - 1].sentence != token.sentence
        number += new_sentence or token.at in borders or token.low == ";"
        numbers.append(number)
    return tuple(numbers)


def _border(tokens: tuple[Token, ...], one: Frame, other: Frame) -> int | None:
    """Return where the statement of the later verb begins, None where it is part of the earlier one's."""
    first = other.group[0] if other.group else other.verb
    if tokens[one.verb].sentence != tokens[first].sentence:
        return None
    between = range(one.verb + 1, first)
    opening = [at for at in between if _opens_clause(tokens, at, other)]
    joints = [at for at in between if tokens[at].kind is Kind.COORDINATOR and _joins(at, other, first)]
    after_comma = [at for at in joints if tokens[at - 1].low == ","]
    commas = [at for at in between if tokens[at].low in {",", ":"} and other.finite and _is_before(at, other)]
    return next((borders[-1] for borders in (opening, after_comma, joints, commas) if borders), None)


def _opens_clause(tokens: tuple[Token, ...], at: int, frame: Frame) -> bool:
    """Tell whether a word opens the clause of a verb: "who", "while", "as" before its subject."""
    token = tokens[at]
    if token.kind is Kind.RELATIVE:
        return True
    if token.kind is Kind.SUBORDINATOR:
        return token.low != "that"
    first = frame.group[0] if frame.group else frame.verb
    ends = any(each.low == "," or each.kind is Kind.COORDINATOR for each in tokens[at + 1 : first])
    return token.low in OPENING and frame.finite and _is_before(at, frame) and not ends


def _joins(joint: int, frame: Frame, first: int) -> bool:
    """Tell whether what follows "and" is the verb itself, or its subject."""
    return joint == first - 1 or (frame.finite and _is_before(joint, frame))


def _is_before(at: int, frame: Frame) -> bool:
    return bool(frame.subject) and min(frame.subject) > at
