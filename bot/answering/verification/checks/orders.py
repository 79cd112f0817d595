"""Whether a claim tells as a fact what its quotes only order somebody to say, to pretend, or to see to."""

from __future__ import annotations

from typing import Final

from bot.answering.verification.comparison import Comparison, Tokens
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language.kinds import Form, Kind
from bot.answering.verification.language.text import Token
from bot.answering.verification.language.verb_forms import form_of
from bot.answering.verification.language.word_sets import word_set

_ORDERS: Final = word_set(
    "say write tell answer respond reply claim state announce declare assert insist repeat print output pretend assume"
    " imagine suppose check confirm verify ensure make_sure inform convince persuade"
)
"""Verbs that, as an order, make nothing true of what follows; "note that" and "remember that" do."""
_LEADING_UP: Final = word_set("please and then now just only always also instead but or to")
"""Words that stand before an order: "please write", "ignore that and say", "remember to tell"."""

_AFTER_AN_ORDER: Final = frozenset({Kind.DETERMINER, Kind.PRONOUN})
"""What follows no noun: a word before "the" that could be a noun or a verb is a verb."""


def order_findings(comparison: Comparison) -> list[Finding]:
    """Return what an order in the quotes has for its content, where nothing of the claim stands outside that."""
    places = [comparison.matches[token.at][:1] for token in comparison.content()]
    known = [place for found in places for place in found]
    for token in comparison.source:
        if not _is_order(comparison.source, token) or any(token.lemmas & said.lemmas for said in comparison.claim):
            continue
        if known and all(token.at < place and comparison.source[place].sentence == token.sentence for place in known):
            return [Finding("hedges", f"The quotes only tell somebody to “{token.text}” it.", final=True)]
    return []


def _is_order(tokens: Tokens, token: Token) -> bool:
    """Tell whether a verb is an order: in its base form, in a clause that opens with it or with another order."""
    if not token.lemmas & _ORDERS or form_of(token.text.split()[0]) is not Form.BASE:
        return False
    opening = token
    for before in reversed(tokens[: token.at]):
        if before.sentence != token.sentence or before.kind is Kind.MARK:
            break
        opening = opening if before.low in _LEADING_UP else before
    if opening is token:
        return True
    after = tokens[opening.at + 1].kind
    return (after in _AFTER_AN_ORDER or opening.kind is Kind.VERB) and _is_base(opening)


def _is_base(token: Token) -> bool:
    return token.kind in {Kind.VERB, Kind.NOUN} and form_of(token.text) in {Form.BASE, Form.NONE}
