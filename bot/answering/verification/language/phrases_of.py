"""Noun phrases: where one begins and ends, and its head."""

from __future__ import annotations

from typing import Final

from bot.answering.verification.language.closed_words import ARTICLES
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.text import Token
from bot.answering.verification.language.word_sets import word_set

IN_PHRASE: Final = frozenset({Kind.NOUN, Kind.DETERMINER, Kind.NUMBER, Kind.PRONOUN, Kind.POSSESSIVE, Kind.ADVERB})
OPENING: Final = word_set("before after until since than while as")
"""Prepositions that open a clause where a verb follows their noun phrase."""
_JOINTS: Final = frozenset({"and", "or", "/"})
Tokens = tuple[Token, ...]


def run_from(tokens: Tokens, start: int) -> tuple[int, int]:
    """Return the bounds of the words of one noun phrase from `start` on, the end exclusive."""
    end = start
    while end < len(tokens) and tokens[end].kind in IN_PHRASE and tokens[end].sentence == tokens[start].sentence:
        if end > start and tokens[end].kind in {Kind.DETERMINER, Kind.PRONOUN} and _is_head(tokens[end - 1]):
            break
        end += 1
    return start, end


def heads_of(tokens: Tokens, start: int, end: int) -> frozenset[int]:
    """Return the heads of the noun phrase between the bounds: its last noun, or the names at its end with their title.

    A possessor is no head: of "Alpha's founder" only "founder" is.
    """
    nouns = [at for at in range(start, end) if tokens[at].kind in {Kind.NOUN, Kind.PRONOUN, Kind.NUMBER}]
    if not nouns:
        return frozenset(at for at in range(start, end) if tokens[at].kind is Kind.DETERMINER)
    heads = {nouns[-1]}
    at = nouns[-1] - 1
    if tokens[nouns[-1]].name:
        while at >= start and tokens[at].kind is Kind.NOUN and tokens[at].name and not tokens[at].family:
            heads.add(at)
            at -= 1
        while at >= start and tokens[at].kind is Kind.NOUN and not tokens[at].name:
            heads.add(at)
            at -= 1
    return frozenset(heads)


def noun_phrase(tokens: Tokens, start: int) -> frozenset[int]:
    """Return the heads of the noun phrase that begins at `start`, if one does."""
    return heads_of(tokens, *run_from(tokens, start)) if start < len(tokens) else frozenset()


def coordinated(tokens: Tokens, start: int) -> frozenset[int]:
    """Return the heads of the noun phrases joined by "and" or commas from `start` on, what "of" adds passed over."""
    found: set[int] = set()
    at = start
    while at < len(tokens) and tokens[at].sentence == tokens[start].sentence:
        begin, end = run_from(tokens, at)
        if end == begin:
            break
        found |= heads_of(tokens, begin, end)
        at = _after_of(tokens, end)
        joint = at
        while joint < len(tokens) and (tokens[joint].low in {",", *_JOINTS}):
            joint += 1
        if joint == at or not _more_follow(tokens, at):
            break
        at = joint
    return frozenset(found)


def _after_of(tokens: Tokens, at: int) -> int:
    while at < len(tokens) and tokens[at].low == "of":
        at = run_from(tokens, at + 1)[1] if at + 1 < len(tokens) else at + 1
    return at


def _more_follow(tokens: Tokens, at: int) -> bool:
    """Tell whether what is joined is a list of phrases and not a new clause."""
    place = at
    while place < len(tokens) and (tokens[place].kind in IN_PHRASE or tokens[place].low in {",", "of", *_JOINTS}):
        place += 1
    following = tokens[place].kind if place < len(tokens) else Kind.MARK
    if following in {Kind.VERB, Kind.AUXILIARY}:
        return False
    return any(tokens[each].low in _JOINTS for each in range(at, place))


def phrase_ending(tokens: Tokens, last: int, earliest: int = 0) -> frozenset[int]:
    """Return the heads of the noun phrases that end at `last` with what hangs on them: "the head of a startup"."""
    start = last
    while start >= earliest and _belongs(tokens, start, last):
        start -= 1
    return _heads_between(tokens, start + 1, last + 1)


def _belongs(tokens: Tokens, at: int, last: int) -> bool:
    token = tokens[at]
    if token.sentence != tokens[last].sentence:
        return False
    if token.low == ",":
        return _in_list(tokens, at, last)
    return token.kind in IN_PHRASE or token.kind is Kind.PREPOSITION or token.low in _JOINTS


def _in_list(tokens: Tokens, comma: int, last: int) -> bool:
    """Tell whether the comma is one of "A, B and C": nothing but names and nouns around it, then "and"."""
    before = tokens[comma - 1].kind if comma else Kind.MARK
    between = tokens[comma + 1 : last + 1]
    opening = comma
    while opening > 0 and tokens[opening - 1].kind in IN_PHRASE:
        opening -= 1
    fronted = opening > 0 and tokens[opening - 1].kind in {Kind.PREPOSITION, Kind.VERB}
    return before is Kind.NOUN and any(token.low == "and" for token in between) and not fronted


def _heads_between(tokens: Tokens, start: int, end: int) -> frozenset[int]:
    """Return the heads of the joined phrases between the bounds; phrases with a preposition before them hang on one."""
    found: set[int] = set()
    at = start
    hangs = False
    while at < end:
        token = tokens[at]
        if token.low in OPENING and not found:
            hangs = False
            at += 1
        elif token.kind is Kind.PREPOSITION:
            hangs = True
            at += 1
        elif token.kind in IN_PHRASE:
            begin, stop = run_from(tokens, at)
            stop = min(stop, end)
            if at > start and tokens[at - 1].kind in IN_PHRASE and _opens_anew(token):
                found.clear()
                hangs = False
            if not hangs:
                found |= heads_of(tokens, begin, stop)
            hangs = False if not hangs else bool(found)
            at = stop
        else:
            hangs = hangs and bool(found) and token.low != ","
            at += 1
    return frozenset(found)


def _opens_anew(token: Token) -> bool:
    """Tell whether a word right after a noun phrase opens another: "In 1954 the family", not "the paper The Sun"."""
    return token.low in ARTICLES and token.text[0].islower()


def _is_head(token: Token) -> bool:
    return token.kind in {Kind.NOUN, Kind.PRONOUN, Kind.NUMBER}
