"""A text read: its words with their kinds and meanings, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.lemmas import lemmas, root, stem
from bot.answering.verification.language.tagging import kinds
from bot.answering.verification.language.tokens import Word, cleaned, with_phrases, words_of
from bot.answering.verification.language.word_sets import word_set
from bot.answering.verification.meaning.tables import families, kindred, opposites, phrases, synonyms

LOOSE_PREPOSITIONS: Final = word_set("to with at in for from on by into of about")
"""Prepositions that leave the verb before them its sense."""
_NO_SUPERLATIVES: Final = word_set(
    "invest request interest protest harvest contest forest suggest arrest digest quest conquest manifest attest"
    " detest infest ingest divest guest chest modest honest earnest tempest behest priest crest everest wrest"
    " congest test west rest nest pest vest northwest southwest midwest reinvest inquest bequest disinterest"
    " unrest reforest molest"
)
"""Words that end as superlatives do and are none."""
SENTENCE_ENDS: Final = frozenset(".!?;")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: `at` is its place among the tokens; `groups`, `family` and `sides` index the tables of words.

    `name`: it is written as a name. `degree`: 1 of a comparative, 2 of a superlative.
    """

    at: int
    text: str
    low: str
    start: int
    end: int
    kind: Kind
    lemmas: frozenset[str]
    stem: str
    root: str
    groups: frozenset[int]
    family: frozenset[int]
    sides: frozenset[int]
    name: bool
    degree: int
    sentence: int


@lru_cache(maxsize=256)
def read(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text."""
    clean = cleaned(text)
    words = with_phrases(words_of(clean), phrases())
    tokens: list[Token] = []
    for number, sentence in enumerate(_sentences(words)):
        found = kinds(sentence)
        for place, (word, kind) in enumerate(zip(sentence, found, strict=True)):
            named = _is_name(sentence, place, kind)
            tokens.append(_token(word, kind, len(tokens), number, named=named))
    return tuple(tokens)


def _sentences(words: list[Word]) -> list[list[Word]]:
    sentences: list[list[Word]] = [[]]
    for at, word in enumerate(words):
        sentences[-1].append(word)
        following = words[at + 1].text if at + 1 < len(words) else ""
        ends = word.low in SENTENCE_ENDS and (following[:1].isupper() or word.low != "." or not following)
        if ends and not (word.low == "." and at and len(words[at - 1].text) == 1):
            sentences.append([])
    return [sentence for sentence in sentences if sentence]


def _is_name(sentence: list[Word], place: int, kind: Kind) -> bool:
    word = sentence[place]
    if not word.text[0].isupper() or kind not in {Kind.NOUN, Kind.ADVERB}:
        return False
    opens = place == 0 or not any(before.low[0].isalnum() for before in sentence[:place])
    if not opens or (len(word.text) > 1 and word.text[1:2].isupper()):
        return True
    if word.low.endswith(("ing", "ly", "ed", "ers", "ists", "ians", "tion", "ever")) or word.low in {"how", "plenty"}:
        return False
    after = sentence[place + 1] if place + 1 < len(sentence) else word
    return (after is not word and (after.text[0].isupper() or after.low == "'s")) or not _is_common(word.low)


def _is_common(low: str) -> bool:
    return any(lemma in synonyms() or lemma in closed.PREPOSITIONS for lemma in lemmas(low))


@lru_cache(maxsize=20_000)
def _meaning(low: str) -> tuple[frozenset[str], frozenset[int], frozenset[int], frozenset[int]]:
    """Return the lemmas of a word, and its groups, family and sides in the tables of words."""
    first, _, last = low.rpartition("_")
    loose = last in LOOSE_PREPOSITIONS or last in {"abroad", "together"}
    forms = (*lemmas(low), *((first,) if loose else ()), *((last,) if last == "abroad" else ()))
    groups = _of(synonyms(), forms) | kindred().get(root(low), frozenset())
    return frozenset(forms), groups, _of(families(), forms), _of(opposites(), forms)


def _token(word: Word, kind: Kind, at: int, sentence: int, *, named: bool) -> Token:
    forms, groups, family, sides = _meaning(word.low)
    return Token(
        at=at,
        text=word.text,
        low=word.low,
        start=word.start,
        end=word.end,
        kind=kind,
        lemmas=forms,
        stem=stem(word.low),
        root=root(word.low),
        groups=groups,
        family=family,
        sides=sides,
        name=named,
        degree=_degree(word.low),
        sentence=sentence,
    )


def _of(table: dict[str, frozenset[int]], forms: tuple[str, ...]) -> frozenset[int]:
    return frozenset(number for form in forms for number in table.get(form, ()))


def _degree(low: str) -> int:
    ends = low.endswith("est") and len(lemmas(low)) > 2 and low not in _NO_SUPERLATIVES
    if low in {"most", "best", "worst", "least", "most_recent"} or ends:
        return 2
    return 1 if low in {"more", "better", "worse", "less", "fewer"} else 0
