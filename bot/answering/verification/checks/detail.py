"""Whether a claim hangs on a whole phrase that the quotes have nothing of: how, when, where, why or what for."""

from __future__ import annotations

from typing import Final

from bot.answering.verification.checks.cause import PLAIN, is_marked
from bot.answering.verification.checks.words import unaccounted
from bot.answering.verification.comparison import Comparison, Tokens, says_something
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.text import SENTENCE_ENDS

_OPENING: Final = frozenset({Kind.PREPOSITION, Kind.RELATIVE, Kind.COORDINATOR, Kind.SUBORDINATOR, Kind.MARK, Kind.TO})
"""Kinds of words that begin a phrase."""
FEWEST: Final = 2
"""Words that say something of which a phrase is a detail of its own; one alone may be another word for what is said."""


def detail_findings(comparison: Comparison) -> list[Finding]:
    """Return the phrases, after the first, of whose words none is in the quotes, and the reasons among them."""
    missing = {token.at for token in unaccounted(comparison)}
    found: list[Finding] = []
    for phrase in _added(comparison, missing):
        strange = [token for token in phrase if token.at in missing]
        reason = any(is_marked(token, PLAIN) for token in phrase)
        if len(strange) >= FEWEST or (reason and strange):
            text = " ".join(token.text for token in phrase).lstrip(" ,;:-–—")
            check = "cause" if reason else "words"
            told = reason and any(is_marked(token, PLAIN) for token in comparison.source)
            found.append(Finding(check, f"The quotes say nothing of “{text}”.", contradicts=told, final=True))
    return found


def _added(comparison: Comparison, missing: set[int]) -> list[Tokens]:
    """Return the runs of phrases with a noun, none of whose words that say something is in the quotes."""
    runs: list[Tokens] = [()]
    for phrase in _phrases(comparison.claim)[1:]:
        saying = [token for token in phrase if says_something(token) or token.at in comparison.counted]
        strange = [token for token in saying if token.at in missing]
        if strange and len(strange) == len(saying) and any(token.kind is Kind.NOUN for token in strange):
            runs[-1] += phrase
        elif saying or phrase[0].low in SENTENCE_ENDS:
            runs.append(())
        elif any(is_marked(token, PLAIN) for token in phrase):  # "because of": its reason comes with the next phrase
            runs.append(phrase)
    return [run for run in runs if any(token.at in missing for token in run)]


def _phrases(tokens: Tokens) -> list[Tokens]:
    phrases: list[Tokens] = [()]
    for token in tokens:
        if token.kind in _OPENING and phrases[-1]:
            phrases.append(())
        phrases[-1] += (token,)
    return phrases
