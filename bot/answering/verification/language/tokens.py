"""Text to words: contractions undone, hyphens opened, phrases that are one word joined."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import regex  # type: ignore[import-untyped,unused-ignore]

from bot.answering.verification.language.closed_words import COORDINATORS, PARTICLES
from bot.answering.verification.language.lemmas import lemmas
from bot.answering.verification.language.word_sets import word_set
from bot.answering.verification.quotes import QUOTATION_MARKS

BRACKETS: Final = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"'} | {
    f" @{sign}@ ": sign for sign in "-,."
}
_BRACKET: Final = regex.compile("|".join(map(regex.escape, BRACKETS)))
_WORD: Final = regex.compile(
    r"(?:\p{Lu}\.){2,}|\d+(?:[.,:]\d+)*\p{L}*|'s\b|n't\b|'(?:re|ve|ll|d|m)\b|[\p{L}\p{M}\d]+?(?=n't\b)"
    r"|[\p{L}\p{M}\d]+|[^\s\p{L}\p{M}\d]",
    regex.IGNORECASE,
)
_CONTRACTIONS: Final = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would", "'m": "am"}
_CUT: Final = {"ca": "can", "wo": "will", "sha": "shall"}
_AFTER_S_IS: Final = word_set("it he she that there what who here this let")
_PREFIXES: Final = word_set("co non re pre anti ex un multi sub inter")
HYPHENS: Final = "-‐‑"  # noqa: RUF001 - hyphens that do not break
_SHORT_NAMES: Final = {"US": "usa", "UK": "uk", "USA": "usa"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a text: `low` in lower case and written out, `start` and `end` characters of the text.

    `joined`: a hyphen stands before it, as before the last word of "connection-oriented".
    """

    text: str
    low: str
    start: int
    end: int
    joined: bool = False


def cleaned(text: str) -> str:
    """Return the text with plain quotation marks and with brackets where a tokenizer left names of them."""
    opened: str = _BRACKET.sub(lambda match: BRACKETS[match.group()], text)
    return opened.translate(QUOTATION_MARKS)


def plain_letters(word: str) -> str:
    """Return the word without accents: "Noël" as "Noel"."""
    if word.isascii():
        return word
    return (
        "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter)) or word
    )


def words_of(text: str) -> list[Word]:
    """Return the words and marks of a cleaned text in order."""
    return _joined_by_hyphen(_needing_not(list(_words(text))))


def _needing_not(words: list[Word]) -> list[Word]:
    """Join "need not", which denies that something must be, to one word."""
    found: list[Word] = []
    for word in words:
        if word.low == "not" and found and found[-1].low == "need":
            need = found.pop()
            found.append(Word(f"{need.text} {word.text}", "need_not", need.start, word.end))
        else:
            found.append(word)
    return found


def _words(text: str) -> Iterator[Word]:
    before = ""
    for match in _WORD.finditer(text):
        written = match.group()
        low = _short_name(written) or plain_letters(written.lower())
        low = _CONTRACTIONS.get(low, low)
        if low == "'s" and before in _AFTER_S_IS:
            low = "is"
        elif low in _CUT and text[match.end() : match.end() + 3].lower() == "n't":
            low = _CUT[low]
        before = low
        yield Word(written, low, match.start(), match.end())


def _short_name(written: str) -> str | None:
    bare = written.replace(".", "")
    if bare in _SHORT_NAMES:
        return _SHORT_NAMES[bare]
    return bare.lower() if "." in written and len(written) > 2 and not written[0].isdigit() else None


def _joined_by_hyphen(words: list[Word]) -> list[Word]:
    """Join "co-founder" to one word, and leave the hyphens of others out: "high-speed" is two words."""
    found: list[Word] = []
    skip = -1
    for at, each in enumerate(words):
        if at <= skip:
            continue
        word = replace(each, joined=True) if skip == at - 1 >= 0 and words[skip].low in HYPHENS else each
        tight = _hyphen_follows(words, at)
        if tight and word.low in _PREFIXES:
            last = words[at + 2]
            found.append(Word(word.text + "-" + last.text, word.low + last.low, word.start, last.end))
            skip = at + 2 + _hyphen_follows(words, at + 2)
        else:
            found.append(word)
            skip = at + 1 if tight else skip
    return found


def _hyphen_follows(words: list[Word], at: int) -> bool:
    """Tell whether a hyphen joins the word at this place to the next."""
    if at + 2 >= len(words) or words[at + 1].text not in HYPHENS:
        return False
    word, hyphen, after = words[at : at + 3]
    return word.end == hyphen.start and hyphen.end == after.start and after.low[0].isalnum() and word.low[-1].isalnum()


Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


def with_phrases(words: list[Word], phrases: Phrases) -> list[Word]:
    """Join the words of each phrase to one, whose `low` has underscores: "turned down" is "turn_down".

    A particle may stand a few words on: "turned the offer down".
    """
    found: list[Word] = []
    taken: set[int] = set()
    for at in range(len(words)):
        if at in taken:
            continue
        phrase = _phrase_at(words, at, phrases)
        if phrase is None and (parted := _parted(words, at, phrases)):
            phrase, particle = parted
            taken.add(particle)
            found.append(Word(words[at].text, "_".join(phrase), words[at].start, words[at].end))
        elif phrase is None:
            found.append(words[at])
        else:
            last = words[at + len(phrase) - 1]
            text = " ".join(word.text for word in words[at : at + len(phrase)])
            taken.update(range(at, at + len(phrase)))
            found.append(Word(text, "_".join(phrase), words[at].start, last.end))
    return found


def _phrase_at(words: list[Word], at: int, phrases: Phrases) -> tuple[str, ...] | None:
    for lemma in lemmas(words[at].low):
        for phrase in phrases.get(lemma, ()):
            parts = words[at : at + len(phrase)]
            if len(parts) == len(phrase) and all(
                part in lemmas(word.low) for part, word in zip(phrase[1:], parts[1:], strict=True)
            ):
                return phrase
    return None


def _parted(words: list[Word], at: int, phrases: Phrases) -> tuple[tuple[str, ...], int] | None:
    """Return the verb and particle that begin here with an object between, and the particle's place."""
    for lemma in lemmas(words[at].low):
        for phrase in phrases.get(lemma, ()):
            if len(phrase) != 2 or phrase[1] not in PARTICLES:
                continue
            for place in range(at + 2, min(at + 6, len(words))):
                after = words[place + 1].low if place + 1 < len(words) else "."
                if words[place].low == phrase[1] and (not after[0].isalnum() or after in COORDINATORS):
                    return phrase, place
                if not words[place].low[0].isalnum():
                    break
    return None
