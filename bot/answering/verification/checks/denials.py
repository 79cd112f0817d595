"""Words of a claim that deny words of its quotes: by themselves, or not, where one of the two is denied in turn."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from bot.answering.verification.comparison import Comparison, Tokens
from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.frame import Frame
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.lemmas import root
from bot.answering.verification.language.moods import DENYING
from bot.answering.verification.language.text import Token
from bot.answering.verification.meaning.sameness import converse, opposed

REACH: Final = 5
"""Words before a word among which what denies it stands."""
_BREAKS: Final = frozenset({Kind.MARK, Kind.RELATIVE, Kind.SUBORDINATOR})
_PREFIXES: Final = ("un", "in", "im", "ir", "il", "dis", "non", "ab", "mis", "de")


def denies(token: Token, other: Token) -> bool:
    """Tell whether a word says the opposite of another by itself."""
    return opposed(token, other) or prefixed(token.low, other.low)


def prefixed(one: str, other: str) -> bool:
    """Tell whether one of two words is the other with a prefix that denies it."""
    either_way = ((one, other), (other, one))
    return any(long.startswith(_PREFIXES) and _is_prefixed(long, short) for long, short in either_way)


@lru_cache(maxsize=20_000)
def _is_prefixed(one: str, other: str) -> bool:
    if len(other) > 3 and one.endswith(other):
        return one.removesuffix(other) in _PREFIXES
    bare = next((one.removeprefix(prefix) for prefix in _PREFIXES[:7] if one.startswith(prefix)), "")
    return len(bare) > 5 and len(other) > 4 and root(bare) == root(other)


def denied_at(tokens: Tokens, at: int) -> bool:
    """Tell whether an odd number of words before a word deny it: "does not permit", "without much"."""
    found = False
    for token in reversed(tokens[max(at - REACH, 0) : at]):
        if token.sentence != tokens[at].sentence or token.kind in _BREAKS:
            break
        if _denies(token) or token.low in {"non", "outside"}:
            found = not found
    return found


def turned_round(comparison: Comparison, token: Token) -> bool:
    """Tell whether a word says the same as its opposite in the quotes, one of them being denied."""
    return any(
        denied_at(comparison.claim, token.at) != denied_at(comparison.source, other.at)
        for other in comparison.source
        if denies(token, other)
    )


def is_turned_round(comparison: Comparison, frame: Frame) -> bool:
    """Tell whether what a frame denies the quotes have by the opposite word: "is not safe", "is unsafe"."""
    if any(_limits_time(one) and _only_later(other) for one, other in _both_ways(comparison)):
        return True
    sentence = comparison.claim[frame.verb].sentence
    missing = (t for t in comparison.content() if t.sentence == sentence and not comparison.matches[t.at])
    return any(turned_round(comparison, token) for token in missing)


def all_else_said(comparison: Comparison) -> bool:
    """Tell whether the quotes have every word of the claim, and one of the two denies: all that can have changed."""
    denying, said = ({token.low for token in text if _denies(token)} for text in (comparison.claim, comparison.source))
    otherwise = bool(said) and bool(denying - said)  # "stop them from" and "prevent them" deny the same
    return not otherwise and all(comparison.matches[token.at] for token in comparison.content())


def _denies(token: Token) -> bool:
    return token.low in closed.NEGATORS or bool(token.lemmas & DENYING)


def _both_ways(comparison: Comparison) -> tuple[tuple[Tokens, Tokens], ...]:
    return (comparison.claim, comparison.source), (comparison.source, comparison.claim)


def _limits_time(tokens: Tokens) -> bool:
    """Tell whether a text denies something before a time or condition: "may not be used before six"."""
    denied = next((token.at for token in tokens if token.low in closed.NEGATORS), len(tokens))
    return any(token.low in {"before", "until", "till", "unless", "without"} for token in tokens[denied:])


def _only_later(tokens: Tokens) -> bool:
    """Tell whether a text affirms it only after a time or on a condition: "may be used only after six"."""
    only = next((token.at for token in tokens if token.low == "only"), len(tokens))
    return any(
        token.low in {"after", "from", "if", "when", "with", "once", "in", "on", "at"} for token in tokens[only:]
    )


def seen_from_other_side(comparison: Comparison, token: Token, other: Token) -> bool:
    """Tell whether two verbs may tell one event from its two sides: A sold it to B, B bought it from A."""
    if not converse(token, other):
        return False
    claimed = next((each for each in comparison.claim_frames if each.verb == token.at), None)
    said = comparison.frame_of(other.at)
    if claimed is None or said is None:
        return True
    return not any(place in said.agent for at in claimed.agent for place in comparison.matches[at])
