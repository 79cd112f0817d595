"""Whether a claim denies where its quotes deny nothing, or says plainly what they deny."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bot.answering.verification.checks.denials import all_else_said
from bot.answering.verification.comparison import Comparison, Tokens, says_something
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language.closed_words import NEGATORS
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.lemmas import lemmas, root
from bot.answering.verification.language.moods import DENYING, UNTRUE
from bot.answering.verification.language.outlook import only_bounds
from bot.answering.verification.language.text import Token
from bot.answering.verification.language.word_sets import word_set
from bot.answering.verification.meaning.tables import kindred, synonyms

_NEGATIVE: Final = word_set(
    "hardly scarcely barely few little less least fewer low lower only rarely seldom except unless until instead"
    " rather unlike against lack absence absent free end stop abolish eliminate remove exclude omit lose loss"
    " leave out reject oppose cancel miss minor too than different exception but despite although though however"
    " yet still single sole last bare bar empty contrary limit contrast counter fall short nonetheless before away"
    " if alone first outside beyond remind"
)
"""Words by which a text may mean that something is not so, without a word of denial."""
_PREFIXES: Final = ("un", "in", "im", "ir", "il", "dis", "non", "mis")
_DENIALS: Final = DENYING | UNTRUE
_INSTEAD: Final = frozenset({("instead", "of"), ("rather", "than")})


MOST_MISSING: Final = 1
"""Words that a claim has otherwise, beyond which it may say the same by a denial of the opposite."""


def denial_findings(comparison: Comparison) -> list[Finding]:
    """Return the denial that the claim adds, or that it leaves out."""
    return list(_added(comparison)) or list(_left_out(comparison))


def _added(comparison: Comparison) -> Iterator[Finding]:
    denying = next((token for token in comparison.claim if _denies(comparison.claim, token)), None)
    if sum(map(_is_denial, comparison.claim)) > 1:
        return  # "not unusual"
    extreme = not any(token.degree for token in comparison.claim)  # "never before so few" is "the fewest ever"
    if denying is not None and not any(_is_negative(t) or (extreme and t.degree) for t in comparison.source):
        reason = f"It says “{denying.text}”, and the quotes deny nothing."
        missing = [token for token in comparison.content() if not comparison.matches[token.at]]
        yield Finding("negation", reason, contradicts=not missing, final=len(missing) <= MOST_MISSING)


def _left_out(comparison: Comparison) -> Iterator[Finding]:
    if any(_is_negative(token) for token in comparison.claim):
        return
    for token in comparison.content():
        every = comparison.matches[token.at]
        places = [place for place in every if comparison.source[place].stem == token.stem] or every
        if places and all(_is_denied(comparison.source, place) for place in places):
            reason = f"The quotes deny “{comparison.source[places[0]].text}”."
            yield Finding("negation", reason, contradicts=all_else_said(comparison))
            return


def _denies(tokens: Tokens, token: Token) -> bool:
    """Tell whether a word denies something by itself: not the "no" of "no more than 5", "not only", "no doubt"."""
    longer = token.at + 1 < len(tokens) and tokens[token.at + 1].low == "longer"
    return token.low in NEGATORS and not longer and not only_bounds(tokens, token.at)


def _is_negative(token: Token) -> bool:
    """Tell whether by this word a text may mean that something is not so."""
    return _is_denial(token) or bool(token.lemmas & _NEGATIVE)


def _is_denial(token: Token) -> bool:
    return token.low in NEGATORS or not _DENIALS.isdisjoint(token.lemmas) or _is_prefixed(token.low)


@lru_cache(maxsize=20_000)
def _is_prefixed(word: str) -> bool:
    """Tell whether a word is one that is known with a prefix that denies it."""
    bare = next((word.removeprefix(prefix) for prefix in _PREFIXES if word.startswith(prefix)), "")
    return len(bare) > 3 and (root(bare) in kindred() or not synonyms().keys().isdisjoint(lemmas(bare)))


def _is_denied(tokens: Tokens, at: int) -> bool:
    """Tell whether a denial stands before a word with nothing that says something between."""
    for place in range(at - 1, max(at - 6, -1), -1):
        if tokens[place].kind is Kind.MARK:
            return False
        if (tokens[place - 1].low, tokens[place].low) in _INSTEAD and place:
            return True
        if tokens[place].low in NEGATORS:
            return _denies(tokens, tokens[place])
        of_phrase = tokens[place].kind is tokens[at].kind is Kind.NOUN  # "no serious injury"
        if says_something(tokens[place]) and tokens[place].kind is not Kind.ADVERB and not of_phrase:
            return False
    return False
