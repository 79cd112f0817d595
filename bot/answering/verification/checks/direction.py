"""Whether a claim turns what its quotes say round: before for after, more for less, to for from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.answering.verification.comparison import Comparison, Tokens, says_something
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.text import Token
from bot.answering.verification.language.word_sets import word_set
from bot.answering.verification.meaning.sameness import opposed

_SIDES: Final = (
    ("before until", "after since"),
    ("above over", "below under beneath"),
    ("inside within", "outside"),
    ("with", "without"),
    ("for", "against"),
    ("from", "to into"),
    ("up", "down"),
    ("more greater higher most", "less fewer lower least few little"),
    ("both", "neither"),
    ("first", "last"),
    ("earlier", "later"),
    ("same", "opposite different"),
    ("like", "unlike"),
    ("towards toward", "away"),
)
_SIDE: Final = {
    word: (number, side)
    for number, sides in enumerate(_SIDES)
    for side, words in enumerate(sides)
    for word in words.split()
}
COMPARING: Final = word_set("more less fewer most least greater higher lower")
GROWING: Final = word_set("increase rise grow increasingly growing gain additional further expand another extra")
SHRINKING: Final = word_set("decrease fall decline reduce drop shrink cut diminish")


def direction_findings(comparison: Comparison) -> list[Finding]:
    """Return the small words of the claim that say the opposite of those before the same words in the quotes."""
    return list(_findings(comparison))


def _findings(comparison: Comparison) -> Iterator[Finding]:
    for token in comparison.claim:
        if token.low in COMPARING and not _compared(comparison, token):
            yield Finding("direction", f"The quotes do not say “{token.text}”.")
        if token.low not in _SIDE:
            continue
        head = _next_word(comparison, token)
        denied = _denied(comparison, token, head) if head is not None else None
        if denied is not None:
            yield Finding(
                "direction", f"It says “{token.text}” where the quotes say “{denied.text}”.", contradicts=True
            )


def place_findings(comparison: Comparison) -> list[Finding]:
    """Return the first noun put to another where the quotes have its opposite: "farms in the south"."""
    for token in comparison.claim:
        head = _hung_on(comparison.claim, token.at) if token.sides and token.kind is Kind.NOUN else None
        if head is None:
            continue
        hung = [other for place in comparison.matches[head] for other in _hanging(comparison, place)]
        denied = next((other for other in hung if opposed(token, other)), None)
        if denied is not None and not any(other.at in comparison.matches[token.at] for other in hung):
            reason = f"It says “{token.text}” where the quotes say “{denied.text}”."
            return [Finding("direction", reason, contradicts=True)]
    return []


def _hung_on(tokens: Tokens, at: int) -> int | None:
    """Return the place of the noun that the one at `at` hangs on: "farms" of "farms in the south"."""
    place = at - 1
    while place >= 0 and tokens[place].kind in {Kind.DETERMINER, Kind.NOUN}:
        place -= 1
    hangs = place > 0 and tokens[place].kind is Kind.PREPOSITION and tokens[place - 1].kind is Kind.NOUN
    return place - 1 if hangs else None


def _hanging(comparison: Comparison, place: int) -> list[Token]:
    following = comparison.source[place + 1 : place + 5]
    return [t for t in following if t.kind is Kind.NOUN and _hung_on(comparison.source, t.at) == place]


def _compared(comparison: Comparison, token: Token) -> bool:
    """Tell whether the quotes compare in the same direction, in whatever words."""
    if token.at in comparison.counted:
        return True
    down = token.low in {"less", "fewer", "least", "lower"}
    return any(
        other.low == token.low
        or other.lemmas & (SHRINKING if down else GROWING)
        or (other.low in COMPARING and (other.low in {"less", "fewer", "least", "lower"}) == down)
        or (other.degree and not down and other.low not in COMPARING)
        or (not down and other.low.endswith("er") and other.groups and other.kind is Kind.NOUN)
        for other in comparison.source
    )


def _next_word(comparison: Comparison, token: Token) -> Token | None:
    following = comparison.claim[token.at + 1 : token.at + 6]
    return next((each for each in following if says_something(each) and comparison.matches[each.at]), None)


def _denied(comparison: Comparison, token: Token, head: Token) -> Token | None:
    """Return the word on the other side that stands before the same word in the quotes, unless this one does too."""
    opposite: Token | None = None
    for place in comparison.matches[head.at]:
        before = [each for each in comparison.source[max(place - 5, 0) : place] if each.low in _SIDE]
        near = [each for each in before if _only_phrase_between(comparison, each.at, place)]
        number, side = _SIDE[token.low]
        if any(each.low == token.low or _SIDE[each.low] == (number, side) for each in near):
            return None
        opposite = opposite or next((each for each in near if _SIDE[each.low] == (number, 1 - side)), None)
    return opposite


def _only_phrase_between(comparison: Comparison, start: int, end: int) -> bool:
    kinds = {token.kind for token in comparison.source[start + 1 : end]}
    return not kinds & {Kind.VERB, Kind.PREPOSITION, Kind.MARK}
