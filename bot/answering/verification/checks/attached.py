"""Whether what a claim says of a noun the quotes say of the same noun: "red", of the car and not of the house."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering.verification.comparison import Comparison, says_something
from bot.answering.verification.judgement import Finding
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
                return [Finding("roles", reason, contradicts=True)]
        at = max(end, at + 1)
    return []


def _pairs(comparison: Comparison, begin: int, end: int) -> Iterator[tuple[Token, Token]]:
    """Yield each word of a noun phrase with its last noun, where the quotes have both."""
    words = [t for t in comparison.claim[begin:end] if t.kind is Kind.NOUN and says_something(t)]
    words = [t for t in words if comparison.matches[t.at] and t.at not in comparison.counted]
    for token in words[:-1]:
        if not set(comparison.matches[token.at]) & set(comparison.matches[words[-1].at]):
            yield token, words[-1]


def _elsewhere(comparison: Comparison, modifier: Token, head: Token) -> bool:
    """Tell whether the quotes put the word to another noun, and to this one a word that rules it out."""
    rivals = False
    for place in comparison.matches[head.at]:
        run = _run(comparison, place)
        if set(run) & set(comparison.matches[modifier.at]):
            return False
        rivals = rivals or any(_rules_out(comparison.source[at], modifier) for at in run if at < place)
    places = comparison.matches[modifier.at]
    return rivals and (bool(modifier.sides) or all(_puts_to_another(comparison, at) for at in places))


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
