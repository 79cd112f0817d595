"""Text to terms: what keyword search compares.

Words are lower-cased and stemmed (Snowball English, https://snowballstem.org), the same way for passages and questions.
"""

from __future__ import annotations

import re
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")

_FUNCTION_WORDS = """
    a about after am an and any are as at be been before being but by can could did do does for from had has have he
    her his how i if in into is it its many me might much must my no not of on or our s shall she should so some
    such t than that the their them then there these they this those to was we were what when where which while who
    whom whose why will with would you your
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Words that say how a question is put rather than what it is about."""


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    stem: str = snowballstemmer.stemmer("english").stemWord(word)  # one of its own: a stemmer is not thread-safe
    return stem


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case, in order; "U.S." is the word "us", as "US" is."""
    return WORD.findall(DOTTED.sub(lambda match: match.group().replace(".", ""), text).lower())


def terms(text: str) -> list[str]:
    """Return the terms of `text` in order, repeats and function words included."""
    return [_stem(word) for word in words(text)]


def content_terms(text: str) -> list[str]:
    """Return the distinct terms of a question in order, without function words unless it has nothing else."""
    every = words(text)
    telling = [word for word in every if word not in FUNCTION_WORDS]
    return list(dict.fromkeys(_stem(word) for word in telling or every))
