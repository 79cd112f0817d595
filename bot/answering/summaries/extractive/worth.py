"""What a sentence is worth in a summary: how central it is, what facts it holds, and whether it can stand alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.answering.mentions import DATE, DAY, NUMBER, REASON, names
from bot.answering.summaries.extractive.leaning import leans, refers
from bot.answering.summaries.extractive.scraps import is_furniture, is_scrap
from bot.answering.summaries.material import Sentences
from index.search.terms import content_terms

Scores = NDArray[np.float64]

CENTRAL: Final = 0.4
FACTS: Final = 0.6
LEADING: Final = 0.3
OBLIGING: Final = 0.45
EXPLAINING: Final = 0.25
"""What being central, holding facts, opening the section, saying what somebody must do, and giving a reason count.
Chosen with BREVITY on two public question sets: tests/benchmarks/bench_summaries.py."""
BREVITY: Final = 0.25
USUAL_CHARS: Final = 100
"""A sentence this much longer than usual is worth that power less: two short ones say more than a long one."""
SHORTEST_CHARS: Final = 40

ALSO: Final = re.compile(r"\b(?:also(?! (?:known|called|named|spelled|written))|as well|too)\b", re.IGNORECASE)
ADDING: Final = 0.7
"""What a sentence keeps of its worth that only adds to another one."""
REFERRING: Final = 0.6
"""What one keeps that speaks of "this theorem"."""
ENDED: Final = re.compile(r"[.!…。！？।][\"”'’)\]」』]*\s*\Z")
ASKING: Final = re.compile(r"[?？؟][\"”'’)\]」』]*\s*\Z")
CUT: Final = re.compile(r"\b(?:et al|e\.g|i\.e|a\.k\.a|cf|lit|vs)\.\W*\Z")
ITEM: Final = re.compile(r"\A\W*\w{1,3}[)\]]")
"""How an item of a list opens, as "a)"."""
SPEAKING: Final = re.compile(r"\b(?:I|we|you|my|our|your|me|us)\b")
DUTY: Final = re.compile(
    r"\b(?:must|shall|ha(?:s|ve) to|may not|cannot|(?:is|are|was|were) (?:required|obliged|forbidden|prohibited|banned"
    r"|allowed|not allowed|entitled|told|advised)|(?<!in )orders?(?! of magnitude)|ordered|forbids?|requires?"
    r"|bans?|obliges?|dut(?:y|ies)|deadlines?|mandatory)\b",
    re.IGNORECASE,
)
"""What somebody must, may or may not do: what a reader of rules looks for."""
BEGUN: Final = re.compile(r"[\"“”'‘’«(\[¿¡*•–—-]*\s*[^\W_a-zß-öø-ÿ]")
FEWEST_WORDS: Final = 6
MOST_WORDS: Final = 60
ENOUGH_FACTS: Final = 5


def worths(section: Sentences, alike: Scores | None = None) -> Scores:
    """Return what each sentence of the section is worth, 0 and up; `alike` are its similarities, if known already."""
    texts = [quote.text for quote in section.quotes]
    if not texts:
        return np.zeros(0)
    central = _beside_the_most_central(centrality(similarities(section) if alike is None else alike))
    facts = np.array([_facts(text) for text in texts])
    obliging = np.array([bool(DUTY.search(text)) for text in texts])
    explaining = np.array([bool(REASON.search(text)) for text in texts])
    leading = 1 / (1 + np.arange(len(texts)))
    brief = (USUAL_CHARS / np.array([max(len(text), SHORTEST_CHARS) for text in texts])) ** BREVITY
    fitness = np.array([fit(text) for text in texts])
    told = CENTRAL * central + FACTS * facts + LEADING * leading + OBLIGING * obliging + EXPLAINING * explaining
    scores: Scores = fitness * brief * told
    return scores


def similarities(section: Sentences) -> Scores:
    """Return how alike each two of the sentences are, 0..1: by their vectors, or without a model by their words."""
    vectors = section.vectors if section.vectors is not None else word_vectors([q.text for q in section.quotes])
    alike: Scores = np.clip(vectors @ vectors.T, 0, 1).astype(np.float64)
    return alike


def word_vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return a row of length 1 for each text: its telling words, the rarer among the texts the heavier."""
    counts = [Counter(content_terms(text)) for text in texts]
    found_in = Counter(term for each in counts for term in each)
    columns = {term: at for at, term in enumerate(found_in)}
    rows = np.zeros((len(texts), max(1, len(columns))), dtype=np.float32)
    for row, each in zip(rows, counts, strict=True):
        for term, count in each.items():
            row[columns[term]] = (1 + np.log(count)) * np.log(1 + len(texts) / found_in[term])
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: NDArray[np.float32] = rows / np.maximum(lengths, 1e-9)
    return unit


def centrality(alike: Scores) -> Scores:
    """Return how central each sentence is, by LexRank (Erkan and Radev 2004), continuous, damped by 0.15.

    The stationary distribution of a walk that goes from a sentence to one like it; `alike` is (n, n), 0..1.
    """
    size = len(alike)
    walk = alike + 1e-9
    walk /= walk.sum(axis=1, keepdims=True)
    ranks = np.full(size, 1 / size)
    for _ in range(30):
        ranks = 0.15 / size + 0.85 * ranks @ walk
    return ranks


def fit(text: str) -> float:
    """Return how well a sentence stands alone, 0..1: whole, no question, neither scrap nor sprawl, leaning on none.

    0 for what belongs to the page, not to what it says.
    """
    if is_furniture(text):
        return 0.0
    share = _told_alone(text) * _told_whole(text)
    if ALSO.search(text):
        share *= ADDING
    if not FEWEST_WORDS <= len(text.split()) <= MOST_WORDS:
        share *= 0.4
    return share


def _told_alone(text: str) -> float:
    if is_scrap(text):
        return 0.2
    if leans(text):
        return 0.3
    return REFERRING if refers(text) else 1.0


def _told_whole(text: str) -> float:
    if ASKING.search(text):
        return 0.3
    if SPEAKING.search(text):
        return 0.5
    body = ITEM.sub("", text)
    return 1.0 if BEGUN.match(body) and ENDED.search(body) and not _is_part(body) else 0.4


def _is_part(text: str) -> bool:
    """Tell whether a sentence is a part of one: a bracket stays open or was never opened, or it ends with "et al."."""
    uneven = any(text.count(opening) != text.count(closing) for opening, closing in ("()", "[]"))
    return uneven or CUT.search(text) is not None


def _facts(text: str) -> float:
    """Return how rich in names, dates and numbers a sentence is, 0..1."""
    days = len(DAY.findall(text)) + len(DATE.findall(text))
    numbers = len(NUMBER.findall(DAY.sub("", text)))
    found = len(set(names(text))) + min(days, 2) + min(numbers, 2)
    return min(found, ENOUGH_FACTS) / ENOUGH_FACTS


def _beside_the_most_central(ranks: Scores) -> Scores:
    """Return 1 for the most central, 0 for half as central as that and below."""
    beside: Scores = np.clip(2 * ranks / ranks.max() - 1, 0, 1)
    return beside
