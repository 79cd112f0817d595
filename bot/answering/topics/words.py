"""The words of a library as people write them in it, and how many of its passages hold each."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Final

from bot.answering.mentions import NUMBER_WORDS
from index.search.terms import FUNCTION_WORDS, terms

_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_](?:[\w'’&-]*[^\W_])?|(?P<mark>[^\w\s'’&-]|\d+)")
POSSESSIVE: Final = re.compile(r"['’]s?\Z")
APOSTROPHE: Final = re.compile("['’]")
SHORTEST: Final = 3
LONGEST_SHORT_NAME: Final = 5
"""What is written in capitals and longer than this is shouted rather than abbreviated."""
_ADJECTIVE: Final = re.compile(
    r"(?<!hospit)(?<!festiv)(?<!anim)(?<!materi)(?<!capit)(?<!crimin)(?<!journ)(?<!sign)(?<!go)(?<!cereal)al\Z"
    r"|(?<!mus)(?<!top)(?<!traff)(?<!fabr)(?<!clin)(?<!crit)(?<!publ)ic\Z|(?:ous|ful|able|ible|less|ish|ian|ese|iar)\Z"
)
"""How words end that colour another one and say little alone."""

_COUNTING: Final = re.compile(NUMBER_WORDS)

OPENERS: Final = frozenset('.!?:;"“„«([*#|>')
"""After these a word has a capital from its place."""
LONGEST_NAME: Final = 4

Term = tuple[str, ...]
"""One stem, or those of neighbours."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is written, and its stem.

    `opens`: it opens its sentence or what is quoted in it. `apart`: it makes no pair with the word before it.
    """

    text: str
    stem: str
    opens: bool
    apart: bool


class Words:
    """How words are written in a library: learnt from its sentences."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._written: dict[str, Counter[str]] = defaultdict(Counter)

    def learn(self, sentence: Iterable[Word]) -> None:
        """Note how each word is written, but for what opens a sentence, where every word has a capital."""
        for word in sentence:
            if not word.opens:
                self._written[word.stem][word.text] += 1

    def written(self, stem: str) -> str:
        """Return the most usual way to write a word with this stem; the stem itself where it only opens sentences."""
        known: Mapping[str, int] = self._written.get(stem, {})
        quiet = {form: count for form, count in known.items() if not form.isupper() or len(form) <= LONGEST_SHORT_NAME}
        forms = quiet or known
        return max(sorted(forms), key=forms.__getitem__) if forms else stem

    def is_name(self, text: str) -> bool | None:
        """Tell whether a word is written with a capital inside sentences; None where it does not stand inside any."""
        known = self._written.get(stem_of(text))
        if not known:
            return None
        capitals = sum(count for form, count in known.items() if form[0].isupper())
        return 2 * capitals > known.total()


def words_of(sentence: str) -> Iterator[Word]:
    """Yield the words of a sentence without what only makes it a possessive; numbers are none."""
    opens = apart = True
    for match in _WORD.finditer(sentence):
        if mark := match["mark"]:
            opens = opens or mark in OPENERS
            apart = True
            continue
        text = POSSESSIVE.sub("", match.group())
        stem = stem_of(text)
        if stem:
            yield Word(text, stem, opens, apart)
        opens, apart = False, text != match.group()  # what somebody has is another thing


@lru_cache(maxsize=50_000)
def stem_of(word: str) -> str:
    """Return the stem of a word, those of one with hyphens joined; empty for what is none."""
    return "-".join(terms(word))


def candidates(sentence: Sequence[Word]) -> Iterator[Term]:
    """Yield the words that may name what a text is about, pairs of such words side by side, and whole names."""
    run: list[Word] = []
    for word in (*sentence, None):
        telling = word is not None and tells(word)
        if run and (not telling or word is None or word.apart):
            yield from _of_run(run)
            run = []
        if telling and word is not None:
            run.append(word)


def _of_run(run: Sequence[Word]) -> Iterator[Term]:
    """Yield what a run of telling words holds; of a name with several words only the whole, beside its words."""
    yield from ((word.stem,) for word in run)
    for capital, found in groupby(run, key=lambda word: word.text[0].isupper()):
        part = tuple(word.stem for word in found)
        if capital and 1 < len(part) <= LONGEST_NAME:
            yield part
    for one, other in pairwise(run):
        if one.text[0].islower() or other.text[0].islower():
            yield one.stem, other.stem


def tells(word: Word) -> bool:
    """Tell whether a word may name what a text is about."""
    low = word.text.lower()
    plain = low not in FUNCTION_WORDS and not APOSTROPHE.search(low) and not _COUNTING.fullmatch(low)
    return plain and len(low) >= (2 if word.text.isupper() else SHORTEST)


def colours(low: str) -> bool:
    """Tell whether a word in lower case is an adjective by its ending."""
    return bool(_ADJECTIVE.search(low))
