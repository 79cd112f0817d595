"""A text as tokens: runs of digits with their points and commas, words, and single signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from index.search.terms import FUNCTION_WORDS, terms

_TOKEN: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\w\s]|_")
DASHES: Final = frozenset("-–—‑−‐")  # noqa: RUF001


def word_set(words: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text, with its lower-case form and its place."""

    text: str
    low: str
    start: int
    end: int


class Tokens:
    """The tokens of a text; beyond either end there are empty ones, so that a grammar may look around freely.

    Corpora write brackets as -LRB- and -RRB-, whose hyphens are no dashes.
    """

    def __init__(self, text: str) -> None:
        found = _TOKEN.finditer(text.replace("-LRB-", "  (  ").replace("-RRB-", "  )  "))
        self._tokens = [Token(piece.group(), piece.group().lower(), *piece.span()) for piece in found]
        self._none = Token("", "", -1, -1)
        self._lows = [token.low for token in self._tokens]
        self.source = text

    def __len__(self) -> int:
        return len(self._tokens)

    def __getitem__(self, position: int) -> Token:
        return self._tokens[position] if 0 <= position < len(self._lows) else self._none

    def low(self, position: int) -> str:
        """Return the token's lower-case form, empty beyond the ends."""
        return self._lows[position] if 0 <= position < len(self._lows) else ""

    def lows(self, position: int, count: int) -> str:
        """Return `count` lower-case forms from `position`, as far as there are so many, with single spaces between."""
        return " ".join(self._lows[max(0, position) : position + count])

    def glued(self, position: int) -> bool:
        """Tell whether this token follows the one before with nothing between."""
        return 0 < position < len(self._tokens) and self._tokens[position - 1].end == self._tokens[position].start

    def digits(self, position: int) -> bool:
        """Tell whether the token begins with a digit."""
        return self[position].text[:1].isdecimal()

    def plain_digits(self, position: int, longest: int = 4) -> int | None:
        """Return the value of a token of at most `longest` digits and nothing else."""
        text = self[position].text
        return int(text) if text.isdecimal() and len(text) <= longest else None

    def dash(self, position: int) -> bool:
        """Tell whether the token is a hyphen or dash of any length."""
        return self.low(position) in DASHES

    def past_dash(self, position: int) -> int:
        """Return `position`, or the next one if a hyphen ties what comes there to what was before: "50-kilometre"."""
        tied = self.dash(position) and self.glued(position) and self.glued(position + 1)
        return position + 1 if tied else position

    def words(self, position: int) -> bool:
        """Tell whether the token is a word."""
        return self[position].text[:1].isalpha()


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the word's stem, empty for a function word and for what is no word."""
    found = terms(word) if word not in FUNCTION_WORDS else []
    return _ALIKE.get(found[0], found[0]) if found else ""


_GROUPS: Final = """
    dead|die|death|kill|fatal|deceas|life|live|victim|casualti
    injur|wound|hurt
    peopl|person|resid|inhabit|individu|popul|man|men|woman|women|human|citizen
    worker|employe|staff|job|workforc|employ
    ship|vessel|boat
    revenu|sale|turnov
    profit|earn|net
    found|establish|form|creat|start|began|begin|begun|launch|open|set
    buy|bought|purchas|acquir
    built|build|construct
    close|shut|end|ceas|dissolv
    price|cost|charg|fee|pay
    car|vehicl|automobil
    child|children|kid
    home|hous
"""
_ALIKE: Final = {word: group[0] for line in _GROUPS.split() for group in [line.split("|")] for word in group}
"""Stems that tell one quantity from another and are often put in each other's place."""
