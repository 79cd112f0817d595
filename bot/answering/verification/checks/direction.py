"""Whether a claim turns what its quotes say round: before for after, more for less, to for from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bot.answering.verification.comparison import Comparison, Tokens, says_something
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language.closed_words import NEGATORS
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.text import Token
from bot.answering.verification.language.word_sets import word_set
from bot.answering.verification.meaning.sameness import opposed
from bot.answering.verification.meaning.tables import synonyms

_SIDES: Final = (
    ("before until", "after since once"),
    ("above over", "below under beneath"),
    ("inside within", "outside"),
    ("with", "without"),
    ("for", "against"),
    ("from", "to into"),
    ("up", "down"),
    ("more greater higher most", "less fewer lower least few little"),
    ("both", "neither"),
    ("first", "last"),
    ("earlier previous prior preceding", "later subsequent following next"),
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
_LEADING: Final = word_set("from to into")
"""Words that turn with their verb: what is bought from one is sold to another."""
_TIMES: Final = word_set("before until after since")
_ORDER: Final = word_set("earlier previous prior preceding later subsequent following next")
_STANCES: Final = word_set("for against with without")
_WAITING: Final = word_set("wait ban forbid prohibit")
"""Words beside which "until" is what "after" is without them."""
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
        if token.low not in _SIDE or _bounds(comparison.claim, token.at) or _is_limit(comparison.claim, token):
            continue
        denied = _after_same_verb(comparison, token)
        for head in _next_words(comparison, token):
            denied = denied or _denied(comparison, token, head)
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


def quality_findings(comparison: Comparison) -> list[Finding]:
    """Return the first quality given to what the quotes give the opposite: "tall trees" for "low trees"."""
    for token in comparison.claim[:-1]:
        head = comparison.claim[token.at + 1]
        if not token.sides or token.name or head.name or not token.kind is head.kind is Kind.NOUN:
            continue
        before = [comparison.source[place - 1] for place in comparison.matches[head.at] if place]
        before = [each for each in before if each.kind is Kind.NOUN]
        denied = next((other for other in before if opposed(token, other)), None)
        if denied is not None and not any(other.stem == token.stem for other in before):
            reason = f"It says “{token.text} {head.text}” where the quotes say “{denied.text}”."
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


def _bounds(tokens: Tokens, at: int) -> bool:
    """Tell whether a word of comparison belongs to a number: "at least", "no more than", "twenty or more"."""
    before = tokens[at - 1].low if at else ""
    after = tokens[at + 1].low if at + 1 < len(tokens) else ""
    return tokens[at].low in COMPARING and (before in {"at", "no", "or", "not"} or after == "than")


def _is_limit(tokens: Tokens, token: Token) -> bool:
    """Tell whether a word sets a limit to a number, which is for another check: "above 96", "under more than 96"."""
    after = tokens[token.at + 1 : token.at + 4]
    return token.low in {"above", "over", "below", "under"} and any(each.low[0].isdecimal() for each in after)


def _after_same_verb(comparison: Comparison, token: Token) -> Token | None:
    """Return the preposition right after a verb of the quotes that says the opposite: "voted for", "voted against"."""
    if token.low not in _STANCES or comparison.claim[token.at - 1].kind is not Kind.VERB:
        return None
    number, side = _SIDE[token.low]
    for place in comparison.matches[token.at - 1]:
        after = comparison.source[place + 1] if place + 1 < len(comparison.source) else token
        if comparison.source[place].kind is Kind.VERB and _SIDE.get(after.low) == (number, 1 - side):
            return after
    return None


def _governed_alike(comparison: Comparison, one: int, other: int) -> bool:
    """Tell whether the verbs before a word of the claim and one of the quotes say the same."""
    claimed = _verb_before(comparison.claim, one)
    said = _verb_before(comparison.source, other)
    return claimed is not None and said is not None and said in comparison.matches[claimed]


def _timed_alike(comparison: Comparison, one: int, other: int) -> bool:
    """Tell whether what a word of time puts before or after is so on both sides: used only after is not used before."""
    lasting = {"until", "till"} & {comparison.claim[one].low, comparison.source[other].low}
    if lasting and not _governed_alike(comparison, one, other):
        return False  # what is so until then may be another thing than what is so after it
    return _ends(comparison.claim, one) == _ends(comparison.source, other)


def _ends(tokens: Tokens, at: int) -> bool:
    before = [token for token in tokens[:at] if token.sentence == tokens[at].sentence]
    return any(token.low in NEGATORS or token.lemmas & _WAITING for token in before)


def _verb_before(tokens: Tokens, at: int) -> int | None:
    sentence = [each.at for each in tokens[:at] if each.sentence == tokens[at].sentence and each.kind is Kind.VERB]
    return sentence[-1] if sentence else None


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
        or (not down and other.low.endswith("er") and other.kind is Kind.NOUN and _is_quality(other))
        for other in comparison.source
    )


def _is_quality(token: Token) -> bool:
    """Tell whether a word may be the comparative of a quality known: "poorer", not "quarter"."""
    return any(lemma != token.low and lemma in synonyms() for lemma in token.lemmas)


def _next_words(comparison: Comparison, token: Token) -> list[Token]:
    """Return the word that a small word stands before, and after an adjective the rest of its phrase."""
    following = comparison.claim[token.at + 1 : token.at + 6]
    words = [each for each in following if says_something(each) and comparison.matches[each.at]]
    return words[: 3 if token.low in _ORDER else 1]


def _denied(comparison: Comparison, token: Token, head: Token) -> Token | None:
    """Return the word on the other side that stands before the same word in the quotes, unless this one does too."""
    opposite: Token | None = None
    for place in comparison.matches[head.at]:
        before = [each for each in comparison.source[max(place - 5, 0) : place] if each.low in _SIDE]
        near = [each for each in before if _only_phrase_between(comparison, each.at, place)]
        near = [each for each in near if not _bounds(comparison.source, each.at)]
        number, side = _SIDE[token.low]
        if any(each.low == token.low or _SIDE[each.low] == (number, side) for each in near):
            return None
        against = [each for each in near if _SIDE[each.low] == (number, 1 - side)]
        if token.low in _LEADING:
            against = [each for each in against if _governed_alike(comparison, token.at, each.at)]
        elif token.low in _TIMES:
            against = [each for each in against if _timed_alike(comparison, token.at, each.at)]
        opposite = opposite or next(iter(against), None)
    return opposite


def _only_phrase_between(comparison: Comparison, start: int, end: int) -> bool:
    kinds = {token.kind for token in comparison.source[start + 1 : end]}
    return not kinds & {Kind.VERB, Kind.PREPOSITION, Kind.MARK}
