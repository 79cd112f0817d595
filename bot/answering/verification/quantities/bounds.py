"""Words that make of a number a limit or something rough: "more than 50", "about 50", "50 or fewer"."""

from __future__ import annotations

from typing import Final

from bot.answering.verification.quantities.numbers import ONES, TENS
from bot.answering.verification.quantities.quantity import Bound
from bot.answering.verification.quantities.tokens import Tokens

_PHRASES: Final = {
    Bound.MORE: "more than|over|above|exceeding|exceeds|exceed|exceeded|greater than|larger than|higher than|upwards of"
    "|in excess of|beyond|>|longer than|surpassing|surpassed|topped|topping|older than|later than|farther than"
    "|further than|taller than|wider than|heavier than|faster than",
    Bound.AT_LEAST: "at least|no fewer than|not fewer than|no less than|not less than|a minimum of|minimum of|≥|minimum"
    "|as early as|a minimum",
    Bound.LESS: "less than|fewer than|under|below|<|lower than|smaller than|shorter than|younger than|closer than"
    "|nearer than|sooner than|earlier than|short of",
    Bound.WITHIN: "within|inside",
    Bound.AT_MOST: "at most|no more than|not more than|up to|a maximum of|maximum of|as many as|as much as|≤|maximum|at"
    " maximum|a limit of|a maximum",
    Bound.NEARLY: "nearly|almost|close to|approaching|just under|just below|just short of|not quite|just shy of|barely"
    " under",
    Bound.ABOUT: "about|around|approximately|roughly|some|circa|c .|ca .|ca|approx .|approx|~|≈|an estimated|estimated"
    "|somewhere around|in the range of|on the order of"
    "|of the order of|in the region of|in the neighborhood of|more or less|or so|an average of about",
    Bound.EXACT: "exactly|precisely|a total of|only|just|all|as few as|a mere|a full|an average of",
}
_BEFORE: Final = {tuple(words.split()): bound for bound, all_ in _PHRASES.items() for words in all_.split("|")}
OPENERS: Final = frozenset(words[0] for words in _BEFORE)
_LONGEST: Final = max(len(words) for words in _BEFORE)
_PREFIXES: Final = frozenset({"just", "well", "slightly", "a little", "far", "significantly", "considerably", "only"})
_OVER: Final = frozenset({Bound.MORE, Bound.LESS})
_AFTER: Final = (
    (
        ("or more", "and above", "and over", "or over", "and older", "or older", "or above", "or higher", "and up"),
        Bound.AT_LEAST,
    ),
    (("or less", "or fewer", "and under", "or under", "and below", "and younger", "or younger"), Bound.AT_MOST),
    (("or so",), Bound.ABOUT),
    (("at least",), Bound.AT_LEAST),
    (("at most",), Bound.AT_MOST),
)
_AFTER_NOUN: Final = frozenset({"or more", "or less", "or fewer", "at most", "at least"})
AFTER: Final = {words: bound for phrases, bound in _AFTER for words in phrases}
_DENIED: Final = {
    Bound.MORE: Bound.AT_MOST,
    Bound.LESS: Bound.AT_LEAST,
    Bound.AT_LEAST: Bound.LESS,
    Bound.AT_MOST: Bound.MORE,
    Bound.WITHIN: Bound.MORE,
}
"""What a limit is where it is denied: "may not be higher than 2 metres"."""
_DENIALS: Final = frozenset({"no", "not", "never", "nobody", "none", "nor", "neither", "cannot", "without", "can't"})
_CLAUSE_ENDS: Final = frozenset({".", ",", ";", ":", "but", "and", "because", "that", "which", "who", "if", "when"})
_REACH: Final = 12
"""Tokens before a limit among which what denies it stands."""


def as_denied(tokens: Tokens, at: int, bound: Bound) -> Bound:
    """Return the bound that begins at token `at` as it is meant, where its clause denies it."""
    for back in range(at - 1, max(at - _REACH, 0) - 1, -1):
        word = tokens.low(back)
        if word in _CLAUSE_ENDS:
            return bound
        if word in _DENIALS or word.endswith(("n't", "n’t")):
            return bound if tokens.low(back + 1) == "only" else _DENIED.get(bound, bound)
    return bound


def bound_before(tokens: Tokens, at: int) -> tuple[Bound, int] | None:
    """Read a bound that begins at token `at`, and return it with the token after it."""
    word = tokens.low(at)
    if word in _PREFIXES and tokens.low(at + 1) in OPENERS:
        inner = bound_before(tokens, at + 1)
        narrow = word in ("just", "only")
        if inner and inner[0] in _OVER:
            return (Bound.NEARLY if narrow and inner[0] is Bound.LESS else inner[0]), inner[1]
    if word not in OPENERS:
        return None
    for length in range(_LONGEST, 0, -1):
        bound = _BEFORE.get(tuple(tokens.low(at + step) for step in range(length)))
        if bound is not None:
            return bound, at + length
    return None


def bound_after(tokens: Tokens, at: int) -> tuple[Bound, int] | None:
    """Read a bound behind a number, such as "or more" or "+"."""
    if tokens.low(at) == "+" and tokens.glued(at):
        return Bound.AT_LEAST, at + 1
    if tokens.lows(at, 3) == "give or take":
        return Bound.ABOUT, at + 3
    if tokens.lows(at, 3) == "at the latest":
        return Bound.AT_MOST, at + 3
    behind = tokens.lows(at + 1, 2)
    numbered = tokens.digits(at + 3) or tokens.low(at + 3) in ONES.keys() | TENS.keys()
    if tokens.words(at) and behind in _AFTER_NOUN and not numbered:  # "50 boats or more"
        return AFTER[behind], at
    bound = AFTER.get(tokens.lows(at, 2))
    if bound in (Bound.AT_LEAST, Bound.AT_MOST) and tokens.low(at) == "at" and tokens.digits(at + 2):
        return None  # "at least" belongs to the number that follows
    return (bound, at + 2) if bound else None
