"""Whether what a claim says of a noun the quotes say of the same noun: "red", of the car and not of the house."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering.verification.checks.roles import PARTS
from bot.answering.verification.comparison import Comparison, says_something
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.phrases_of import IN_PHRASE, run_from
from bot.answering.verification.language.text import Token
from bot.answering.verification.meaning.sameness import opposed


def attachment_findings(comparison: Comparison) -> list[Finding]:
    """Return the first word that the claim puts to a noun and the quotes put to another."""
    claim = comparison.claim
    at = 0
    while at < len(claim):
        begin, end = run_from(claim, at) if claim[at].kind in IN_PHRASE else (at, at + 1)
        for modifier, head in _pairs(comparison, begin, end):
            if _elsewhere(comparison, modifier, head):
                reason = f"The quotes say “{modifier.text}” of something other than “{head.text}”."
                return [Finding("roles", reason, contradicts=_ruled_out(comparison, modifier, head))]
        at = max(end, at + 1)
    return _of_another(comparison)


def _of_another(comparison: Comparison) -> list[Finding]:
    """Return the first word that the claim has a noun of, "the founder of the pool", and the quotes another."""
    for token in comparison.claim:
        slot, places = comparison.claim_slots[token.at], set(comparison.matches[token.at])
        if slot is None or slot[0] != "of" or slot[1] < 0 or not places or not _is_head(comparison, token):
            continue
        owned = comparison.claim[slot[1]]
        if owned.lemmas & (closed.LIGHT_NOUNS | PARTS):
            continue
        nouns = [at for at in comparison.matches[owned.at] if comparison.source[at].kind is Kind.NOUN]
        said = [_said_of(comparison, at) for at in nouns]
        if said and all(each and not places & each for each in said) and not _near(comparison, token, owned):
            reason = f"The quotes do not say “{owned.text}” of “{token.text}”."
            return [Finding("roles", reason)]
    return []


def _is_head(comparison: Comparison, token: Token) -> bool:
    after = comparison.claim[token.at + 1] if token.at + 1 < len(comparison.claim) else None
    return token.kind is Kind.NOUN and says_something(token) and (after is None or after.kind is not Kind.NOUN)


def _said_of(comparison: Comparison, place: int) -> set[int]:
    """Return what the quotes' noun at `place` is of, and what that is of in turn: a town and its name."""
    found = {at for at, slot in enumerate(comparison.source_slots) if slot == ("of", place)}
    return found | {
        at for at, slot in enumerate(comparison.source_slots) if slot and slot[0] == "of" and slot[1] in found
    }


def _near(comparison: Comparison, token: Token, owned: Token) -> bool:
    """Tell whether the quotes have the two words in one phrase."""
    return any(set(_run(comparison, at)) & set(comparison.matches[token.at]) for at in comparison.matches[owned.at])


def _pairs(comparison: Comparison, begin: int, end: int) -> Iterator[tuple[Token, Token]]:
    """Yield each word of a noun phrase with its last noun, where the quotes have both."""
    words = [t for t in comparison.claim[begin:end] if t.kind is Kind.NOUN and says_something(t)]
    words = [t for t in words if comparison.matches[t.at] and t.at not in comparison.counted]
    for token in words[:-1]:
        if not set(comparison.matches[token.at]) & set(comparison.matches[words[-1].at]):
            yield token, words[-1]


def _elsewhere(comparison: Comparison, modifier: Token, head: Token) -> bool:
    """Tell whether the quotes put the word to another noun, and to this one another word in its stead."""
    said = {at for token in comparison.claim for at in comparison.matches[token.at]}
    rivals = False
    for place in comparison.matches[head.at]:
        run = _run(comparison, place)
        if set(run) & set(comparison.matches[modifier.at]):
            return False
        before = [comparison.source[at] for at in run if at < place]
        rivals = rivals or any(
            _rules_out(other, modifier) or (other.kind is Kind.NOUN and other.at not in said) for other in before
        )
    places = comparison.matches[modifier.at]
    if any(comparison.source[at].low in {"one", "ones"} for place in places for at in _run(comparison, place)):
        return False
    return rivals and all(_puts_to_another(comparison, at) for at in places)


def _ruled_out(comparison: Comparison, modifier: Token, head: Token) -> bool:
    """Tell whether a word before the noun in the quotes rules the claim's word out."""
    runs = ((place, _run(comparison, place)) for place in comparison.matches[head.at])
    return any(_rules_out(comparison.source[at], modifier) for place, run in runs for at in run if at < place)


def _rules_out(other: Token, modifier: Token) -> bool:
    """Tell whether what has the one word before it cannot well have the other: red and blue, Chinese and American."""
    return opposed(other, modifier) or (other.name and modifier.name and bool(other.family) and bool(modifier.family))


def _puts_to_another(comparison: Comparison, at: int) -> bool:
    run = _run(comparison, at)
    nouns = [each for each in run if comparison.source[each].kind is Kind.NOUN]
    return bool(nouns) and at != nouns[-1]


def _run(comparison: Comparison, at: int) -> range:
    """Return the places of the noun phrase of the quotes that the word at `at` is in."""
    tokens = comparison.source
    begin = at
    while begin and tokens[begin - 1].kind in IN_PHRASE and tokens[begin - 1].sentence == tokens[at].sentence:
        if tokens[begin].kind is Kind.DETERMINER:
            break
        begin -= 1
    return range(*run_from(tokens, begin))
