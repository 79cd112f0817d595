"""How a sentence begins: what it speaks of, as that can stand inside a question, and the verb that follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bot.answering.topics.words import Words, colours
from bot.answering.verification.language.closed_words import LIGHT_NOUNS, PERSONAL
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.text import Token, read
from bot.answering.verification.language.word_sets import word_set

MOST_WORDS: Final = 7
LONGEST_SENTENCE: Final = 320
INSIDE: Final = frozenset({Kind.NOUN, Kind.NUMBER, Kind.DETERMINER})
ARTICLES: Final = word_set("the a an")
HANGING: Final = word_set("of for in on at from to between with against under")
OPENING_DETERMINERS: Final = word_set("the a an every")
PLURAL_VERBS: Final = word_set("are were have must can may shall should will do of with from")
COMMON: Final = re.compile(
    r"(?:ship|ment|tion|sion|ness|ity|ance|ence|ism)\Z|\A(?:Everyone|Everybody|Children|People)\Z"
)
"""What is hardly ever a name."""
EVERYONE: Final = word_set("everyone everybody")
PERIODS: Final = word_set("daily weekly monthly quarterly yearly early")
TIMES: Final = word_set(
    "january february march april may june july august september october november december monday tuesday wednesday"
    " thursday friday saturday sunday today tomorrow yesterday spring summer autumn winter year month week day time"
    " years months weeks days times century decade part example result fact reason addition contrast case"
)
"""What often stands before the subject, or is none that a question can be asked of."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A sentence's beginning: `subject` is fit to stand inside a question; `tokens` are the whole sentence's.

    `verb` is the place of the first word after the subject, an auxiliary or a verb; `named`: a name is in the subject.
    """

    text: str
    subject: str
    tokens: tuple[Token, ...]
    verb: int
    named: bool

    def kind(self, further: int = 0) -> Kind:
        """Return the kind of a word, so many after the first of the verb."""
        at = self.verb + further
        return self.tokens[at].kind if at < len(self.tokens) else Kind.MARK

    def word(self, further: int = 0) -> str:
        """Return such a word, or the words of a phrase, in lower case."""
        at = self.verb + further
        return self.tokens[at].text.lower() if at < len(self.tokens) else ""

    def rest(self, further: int = 1) -> str:
        """Return what begins with such a word, without the full stop."""
        at = self.verb + further
        return self.text[self.tokens[at].start :].rstrip(".!”\"' ") if at < len(self.tokens) else ""


def opening_of(sentence: str, words: Words) -> Opening | None:
    """Return how a sentence begins; None where its subject is not plain to see, or means nothing without more."""
    text = " ".join(sentence.split())
    tokens = read(text) if len(text) <= LONGEST_SENTENCE else ()
    verb = next((at for at, each in enumerate(tokens) if each.kind in {Kind.VERB, Kind.AUXILIARY}), 0)
    if not 0 < verb <= MOST_WORDS or tokens[-1].sentence or not _is_plain(tokens[:verb]):
        return None
    lowered = tokens[0].kind is Kind.DETERMINER or _is_common(tokens, words)
    if lowered is None:
        return None
    subject = text[: tokens[verb - 1].end]
    subject = subject[0].lower() + subject[1:] if lowered else subject
    named = any(token.name and (token.at or not lowered) for token in tokens[:verb])
    return Opening(text, subject, tokens, verb, named)


def _is_plain(subject: tuple[Token, ...]) -> bool:
    """Tell whether these are one noun phrase, perhaps with another hanging on it, and say of what they speak."""
    hanging = [token for token in subject if token.kind is Kind.PREPOSITION]
    return _opens_well(subject) and _hangs_well(subject, hanging) and _speaks_of_something(_head(subject))


def _opens_well(subject: tuple[Token, ...]) -> bool:
    first, last = subject[0], subject[-1]
    if len(subject) == 1 and first.low in EVERYONE:
        return True
    if first.kind is Kind.DETERMINER and first.low not in OPENING_DETERMINERS:
        return False
    speaks = first.kind in INSIDE and first.low not in PERSONAL and not first.low.endswith("ever")
    return speaks and not first.text[0].islower() and last.kind in {Kind.NOUN, Kind.NUMBER}


def _hangs_well(subject: tuple[Token, ...], hanging: list[Token]) -> bool:
    """Tell whether but for one preposition, and an article after it, the phrase is nouns and numbers."""
    if len(hanging) > 1 or any(token.low not in HANGING for token in hanging):
        return False
    begins = {token.at + 1 for token in hanging}
    plain = {Kind.NOUN, Kind.NUMBER, Kind.POSSESSIVE}
    others = (token for token in subject[1:] if token.kind not in plain and token.low not in PERIODS)
    return all(token in hanging or (token.at in begins and token.low in ARTICLES) for token in others)


def _speaks_of_something(head: Token) -> bool:
    if head.low in EVERYONE:
        return True
    if head.kind is not Kind.NOUN or head.lemmas & (LIGHT_NOUNS | TIMES):
        return False
    return head.name or not colours(head.low)


def _head(subject: tuple[Token, ...]) -> Token:
    before = next((token.at for token in subject if token.kind is Kind.PREPOSITION), len(subject))
    return subject[max(0, before - 1)]


def _is_common(tokens: tuple[Token, ...], words: Words) -> bool | None:
    """Tell whether a sentence's first word has its capital from that alone; None where that cannot be told."""
    first, *others = tokens[0].text.split()
    after = others[0] if others else tokens[1].text
    if (first.isupper() and len(first) > 1) or after[0].isupper():
        return False
    named = words.is_name(first)
    if named is not None:
        return not named
    plural = first.endswith("s") and not first.endswith("ss") and tokens[1].low in PLURAL_VERBS
    return True if plural or COMMON.search(first) or not tokens[0].name else None
