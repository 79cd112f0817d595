"""How the lines of a paragraph are joined: a hyphen that only the line's end asked for goes, one that belongs stays.

The words of the document itself decide: "infor-" and "mation" are one word where "information" stands elsewhere, and
"well-" and "known" keep their hyphen where "well-known" does, or where both halves are words of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_LAST = re.compile(r"(\w[^\s\u2010-]*(?:[\u2010-][^\s\u2010-]+)*)[\u2010-]$")
_FIRST = re.compile(r"[\w'’]+(?:[-\u2010][\w'’]+)*")
_WORD = re.compile(r"\w[\w'’]*(?:[-\u2010][\w'’]+)*")
_HYPHENS = ("-", "\u2010", "\xad")
_SPACELESS = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")  # Chinese and Japanese
_LONGEST = 80
_SHORTEST = 3  # letters of a half that can be a word of its own; syllables have fewer
# What takes a hyphen before or after most words, where the document does not say.
_KEEPING = frozenset(
    {"all", "cross", "eight", "ex", "five", "four", "full", "half", "high", "ill", "left", "long", "low", "mid"}
    | {"multi", "nine", "non", "one", "quasi", "right", "self", "semi", "seven", "short", "single", "six", "so", "ten"}
    | {"three", "two", "well"}
)
_KEEPING_TAILS = frozenset(
    {"aware", "based", "driven", "friendly", "known", "level", "optimized", "oriented", "related", "sized", "specific"}
)


class LineEnds:
    """Joins lines by the words that stand whole within the lines of one document."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: set[str] = set()
        for line in lines:
            found = _WORD.findall(line.casefold())
            # The first word may be the end of another, and so may the last be a beginning.
            self._words.update(found[1:-1] if line.endswith(_HYPHENS) else found[1:])

    def joined(self, before: str, after: str) -> str:
        """Return `before` as it reads with the line `after` behind it: with a space, or with or without its hyphen."""
        if before.endswith("\xad"):
            return before[:-1]
        last = _LAST.search(before[-_LONGEST:]) if before.endswith(_HYPHENS) else None
        first = _FIRST.match(after[:_LONGEST])
        if not last or not first:
            return before + _gap(before, after)
        return before if self._belongs(last[1], first[0]) else before[:-1]

    def _belongs(self, head: str, tail: str) -> bool:
        """Tell whether the hyphen between two halves is part of the word."""
        if not tail[0].islower() or not head[-1].isalpha():
            return True
        head, tail = head.casefold(), tail.casefold()
        if "-" in head or f"{head}-{tail}" in self._words:
            return True
        if head + tail in self._words:
            return False
        halves = all(len(half) >= _SHORTEST and half in self._words for half in (head, tail))
        return halves or head in _KEEPING or (len(head) >= _SHORTEST and tail in _KEEPING_TAILS)


def _gap(before: str, after: str) -> str:
    """Return a space, or nothing between characters that stand without: Chinese, Japanese, or after a long dash."""
    if before.endswith("—") and before[-2:-1].isalnum():
        return ""
    return "" if _SPACELESS.match(before[-1:]) and _SPACELESS.match(after[:1]) else " "
