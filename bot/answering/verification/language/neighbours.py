"""What stands right before and after a word: as far as the next word that says something."""

from __future__ import annotations

from typing import Final

from bot.answering.verification.language.closed_words import ARTICLES
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.text import Token

REACH: Final = 5
"""The most words that a neighbourhood has on one side."""
_TELLING: Final = frozenset({Kind.NOUN, Kind.VERB, Kind.NUMBER})
Tokens = tuple[Token, ...]


def name_around(tokens: Tokens, at: int) -> tuple[int, int]:
    """Return the bounds of the name a word is part of, the end inclusive; of no name the word alone."""
    first = last = at
    while tokens[at].name and first and tokens[first - 1].name and tokens[first - 1].sentence == tokens[at].sentence:
        first -= 1
    while tokens[at].name and last + 1 < len(tokens) and tokens[last + 1].name:
        last += 1
    return first, last


def run_around(tokens: Tokens, at: int) -> tuple[int, int]:
    """Return the bounds of the run of nouns and adjectives a word is part of, the end inclusive."""
    first = last = at
    while first and _runs_on(tokens[first - 1], tokens[at]):
        first -= 1
    while last + 1 < len(tokens) and _runs_on(tokens[last + 1], tokens[at]):
        last += 1
    return first, last


def _runs_on(token: Token, other: Token) -> bool:
    return token.sentence == other.sentence and token.kind is Kind.NOUN is other.kind


def before(tokens: Tokens, first: int) -> Tokens:
    """Return the words before a word back to one that says something, with the number before that; none in a list."""
    found = _towards(tokens, first, -1)
    if not found or found[0].kind is not Kind.NOUN:
        return found
    number = found[0].at - 1
    counted = number >= 0 and tokens[number].kind is Kind.NUMBER and tokens[number].sentence == found[0].sentence
    return (tokens[number], *found) if counted else found


def after(tokens: Tokens, last: int) -> Tokens:
    """Return the words after a word up to one that says something, numbers before it included; none in a list."""
    return _towards(tokens, last, 1)


def _towards(tokens: Tokens, start: int, step: int) -> Tokens:
    found: list[Token] = []
    at = start + step
    while 0 <= at < len(tokens) and tokens[at].sentence == tokens[start].sentence and len(found) < REACH:
        token = tokens[at]
        at += step
        if token.kind is Kind.DETERMINER and token.low in ARTICLES:
            continue
        if token.kind is Kind.COORDINATOR:
            return ()
        found.append(token)
        if token.kind in _TELLING and not (step > 0 and token.kind is Kind.NUMBER):
            return tuple(found[::step])
    at_edge = not 0 <= at < len(tokens) or tokens[at].sentence != tokens[start].sentence
    return tuple(found[::step]) if at_edge and any(token.kind is not Kind.MARK for token in found) else ()
