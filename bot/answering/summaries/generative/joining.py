"""Sentences that a model joined of several claims: whether each claim is still said by itself, and no more than that.

The checks of a sentence beside all its quotes let pass what takes the one's subject with the other's verb ("Ada wrote
it." and "Ben sold the boat." to "Ada sold the boat.") or makes one the reason for the other. So a joined sentence is
taken apart again where plain connectors stand, and each of its parts is held against one claim alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations, pairwise, permutations, takewhile
from typing import Final

from bot.answering.verification.judgement import Verdict
from bot.answering.verification.judging import judge
from bot.answering.verification.verifying import Checked
from index.search.terms import content_terms, words

MOST_JOINED: Final = 3
MOST_SEAMS: Final = 10
SEAM: Final = re.compile(r"[;.:]\s+|,?\s+(?:and|but)\s+|,\s+", re.IGNORECASE)
TIES: Final = frozenset({
    "so", "therefore", "thus", "hence", "then", "thereby", "consequently", "because", "since", "as", "due",
    "after", "before", "until", "till", "when", "whenever", "while", "once", "if", "unless", "although", "though",
    "despite", "instead", "which", "who", "whom", "whose", "that", "where", "why", "for", "to",
})  # fmt: skip
"""Words that tie what is said to something else: none is said that the claim itself does not have."""
SAME_SUBJECT: Final = 2
"""Content words that two claims begin with in common, from which on the second need not repeat its subject."""


def says_each(text: str, claims: Sequence[Checked]) -> bool:
    """Tell whether the sentence says each of the claims in a part of its own, and nothing else."""
    seams = list(SEAM.finditer(text))
    if len(claims) > MOST_JOINED or len(seams) > MOST_SEAMS:
        return False
    orders = list(permutations(claims))
    for chosen in combinations(seams, len(claims) - 1):
        starts, ends = [0, *(each.end() for each in chosen)], [*(each.start() for each in chosen), len(text)]
        parts = [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
        if any(_are_said(parts, order) for order in orders):
            return True
    return False


def _are_said(parts: Sequence[str], claims: Sequence[Checked]) -> bool:
    of_whom = [_names_its_subject(part, claim) for part, claim in zip(parts, claims, strict=True)]
    goes_on = [False, *(_begin_alike(first.text, second.text) for first, second in pairwise(claims))]
    named = all(names or same for names, same in zip(of_whom, goes_on, strict=True))
    return named and all(_is_said(part, claim) for part, claim in zip(parts, claims, strict=True))


def _names_its_subject(part: str, claim: Checked) -> bool:
    return content_terms(claim.text)[:1] == content_terms(part)[:1]


def _begin_alike(first: str, second: str) -> bool:
    pairs = zip(first.split(), second.split(), strict=False)
    common = [one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)]
    return bool(common) and len(content_terms(" ".join(common))) >= SAME_SUBJECT


def _is_said(part: str, claim: Checked) -> bool:
    said = [claim.text, *(quote.text for quote in claim.quotes)]
    ties = TIES.intersection(words(part))
    return ties.issubset(words(" ".join(said))) and judge(part, said).verdict is Verdict.SUPPORTED
