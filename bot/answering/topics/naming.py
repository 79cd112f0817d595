"""What a group of passages is called: the words that tell it from the rest of the library."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence, Set
from typing import Final

from bot.answering.topics.openings import TIMES
from bot.answering.topics.words import Term, Word, Words, candidates, colours
from bot.answering.verification.language import closed_words
from bot.answering.verification.language.kinds import Form
from bot.answering.verification.language.verb_forms import NOUNS, verb_form

IN_A_NAME: Final = 3
LOOKED_AT: Final = 60
"""Terms of a group, the most frequent, that may name it."""
TOGETHER: Final = 0.4
"""From this share of its rarer word's uses on a pair of words is one thing."""
MOSTLY: Final = 0.3
"""From this share of its uses on a word counts as part of a pair or a name, which then stands for it."""
SEPARATOR: Final = ", "
_PALE: Final = TIMES.union(
    closed_words.LIGHT_NOUNS, closed_words.LIGHT_WORDS, closed_words.ADVERBS, closed_words.DETERMINERS
)
"""Words that are too many things to name one."""


def name_groups(groups: Sequence[Sequence[Sequence[Word]]], words: Words) -> list[str]:
    """Return a name for each group of sentences, no term in two of them; empty for a group without a telling word."""
    counts = [Counter(term for sentence in group for term in candidates(sentence)) for group in groups]
    everywhere: Counter[Term] = sum(counts, Counter())
    ranked = [_ranked(each, everywhere, words) for each in counts]
    taken: set[str] = set()
    names = []
    for terms in ranked:
        chosen = _chosen(terms, words, taken)
        taken |= {stem for term in chosen for stem in term}
        names.append(_capitalised(SEPARATOR.join(_written(term, words) for term in chosen)))
    return names


def _ranked(own: Counter[Term], everywhere: Counter[Term], words: Words) -> list[Term]:
    """Return the group's terms, the most telling first: frequent in it, and more so than elsewhere."""
    size, whole = max(1, own.total()), max(1, everywhere.total())

    def telling(term: Term) -> float:
        share, usual = own[term] / size, everywhere[term] / whole
        return math.pow(own[term], 0.75) * max(0.05, math.log(share / usual) + 0.3) * (1.4 if len(term) > 1 else 1.0)

    frequent = [term for term, _ in own.most_common(4 * LOOKED_AT)]
    fit = [term for term in frequent if _fit(term, own, everywhere, words)][:LOOKED_AT]
    named = (term for term in fit if not _is_part(term, fit, own))
    return sorted(named, key=lambda term: (-telling(term), term))


def _is_part(term: Term, others: Sequence[Term], own: Counter[Term]) -> bool:
    """Tell whether a word mostly stands in one pair or name, which then says more."""
    wholes = (other for other in others if len(other) > len(term) and set(term) < set(other))
    return any(own[whole] >= MOSTLY * own[term] for whole in wholes)


def _fit(term: Term, own: Counter[Term], everywhere: Counter[Term], words: Words) -> bool:
    if len(term) == 1:
        return _is_noun(words.written(term[0]))
    first, last = term[0], term[-1]
    rarer = min(everywhere[(stem,)] for stem in term)
    named = all(words.written(stem)[0].isupper() for stem in term)
    enough = (named or own[term] > 1) and everywhere[term] >= TOGETHER * rarer
    return enough and _is_noun(words.written(last)) and words.written(first).lower() not in _PALE


def _is_noun(written: str) -> bool:
    low = written.lower()
    if written[0].isupper():
        return low not in _PALE
    if low in _PALE or low.endswith("ly") or colours(low):
        return False
    form, lemma = verb_form(low)
    return form is Form.NONE or low in NOUNS or (form is Form.S and lemma in NOUNS)


def _chosen(ranked: Sequence[Term], words: Words, taken: Set[str]) -> list[Term]:
    chosen: list[Term] = []
    for term in ranked:
        used = {stem for each in chosen for stem in each}
        if not (set(term) & (used | taken)) and not _alike(term, chosen, words):
            chosen.append(term)
        if len(chosen) == IN_A_NAME:
            break
    return chosen


def _alike(term: Term, chosen: Sequence[Term], words: Words) -> bool:
    """Tell whether a term begins as one chosen before does: "China" and "Chinese" in one name are one too many."""
    openings = {words.written(stem).lower()[:4] for each in chosen for stem in each}
    return any(words.written(stem).lower()[:4] in openings for stem in term)


def _written(term: Term, words: Words) -> str:
    return " ".join(words.written(stem) for stem in term)


def _capitalised(name: str) -> str:
    return name[:1].upper() + name[1:]
