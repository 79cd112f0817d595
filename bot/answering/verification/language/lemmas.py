"""Forms of words to what they are forms of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import snowballstemmer

from bot.answering.verification.language.irregular import DOUBLED, IRREGULAR_OTHERS, IRREGULAR_VERBS
from bot.answering.verification.language.word_sets import word_set

_VOWELS: Final = frozenset("aeiouy")
_NOUN_ENDINGS: Final = """
    ation ition tion sion ment ance ence anc enc ist ism iti ial al ive iv ous ful ant ent ion ic ness
    ship at er or ur i e
"""
_ENDINGS: Final = tuple(_NOUN_ENDINGS.split())
"""Endings that make nouns of verbs, people of deeds and the like, the longer ones first."""
_UNLIKE: Final = word_set(
    "police policy university universe community communist communism general generate organ organize official"
    " officer office important import importer press pressure present president new news past paste post poster"
    " wander wonder secret secretary station state statue status statute nature nation native union unit unite"
    " university united international internet marine marinate arm army early earl moment momentum human humane"
    " commute computer"
)
"""Words that endings would bring together and sense does not: only their own forms are theirs."""


_LATIN: Final = (
    *(
        ("yla", "ylum"),
        ("ria", "rium"),
        ("ria", "rion"),
        ("ena", "enon"),
        ("uli", "ulus"),
        ("gi", "gus"),
        ("lae", "la"),
    ),
    *(("rae", "ra"), ("ices", "ix"), ("ices", "ex"), ("theses", "thesis"), ("lyses", "lysis"), ("rises", "risis")),
    *(("data", "datum"), ("ndums", "ndum"), ("nda", "ndum"), ("nei", "neus"), ("mni", "mnus"), ("lei", "leus")),
)
"""Endings of many and of one in words from Latin and Greek."""


def _forms(table: str) -> dict[str, tuple[str, ...]]:
    lemmas: dict[str, list[str]] = {}
    for entry in table.split(";"):
        lemma, *forms = entry.split()
        for form in (lemma, *forms):
            lemmas.setdefault(form, []).append(lemma)
    return {form: tuple(found) for form, found in lemmas.items()}


VERB_FORMS: Final = _forms(IRREGULAR_VERBS)
PARTICIPLES_AND_PASTS: Final = frozenset(VERB_FORMS) - {lemmas[0] for lemmas in VERB_FORMS.values()}
OTHER_FORMS: Final = _forms(IRREGULAR_OTHERS)


@lru_cache(maxsize=50_000)
def lemmas(word: str) -> tuple[str, ...]:
    """Return what the word, in lower case, may be a form of, itself among them; not all of them need be words."""
    spelt = spelling(word)
    found = [word, spelt, *VERB_FORMS.get(word, ()), *OTHER_FORMS.get(word, ())]
    if word not in PARTICIPLES_AND_PASTS and len(spelt) > 3 and spelt.isalpha():
        found.extend(each for written in dict.fromkeys((word, spelt)) for each in _stripped(written))
        found.extend(word.removesuffix(many) + one for many, one in _LATIN if len(word) > 4 and word.endswith(many))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a word in lower case; of a word that endings mislead about, the word itself."""
    if any(lemma in _UNLIKE for lemma in lemmas(word)):
        return next(lemma for lemma in lemmas(word) if lemma in _UNLIKE)
    stemmed: str = snowballstemmer.stemmer("english").stemWord(spelling(word))
    return stemmed


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """Return what is left of a word without the endings that make nouns of verbs, people of deeds and the like."""
    stemmed = stem(word)
    if stemmed in _UNLIKE or word.endswith(("ee", "ees", "less")):
        return stemmed
    for ending in _ENDINGS:
        shortest = 4 if ending in ("er", "or", "e") else 5
        if stemmed.endswith(ending) and len(stemmed) - len(ending) >= shortest:
            return _of_noun(stemmed[: -len(ending)])
    return _of_noun(stemmed)


def _of_noun(base: str) -> str:
    """Return a verb's base as its nouns have it: "expand" as in "expansion", "admit" as in "admission"."""
    if len(base) < LEAST_ALTERNATING:
        return base
    return next((base.removesuffix(verb) + noun for verb, noun in _ALTERNATIONS if base.endswith(verb)), base)


LEAST_ALTERNATING: Final = 5
_ALTERNATIONS: Final = (
    *(("scrib", "script"), ("ceiv", "cept"), ("quir", "quisit"), ("orb", "orpt"), ("duc", "duct"), ("solv", "solut")),
    *(("pand", "pans"), ("tend", "tens"), ("pond", "pons"), ("pend", "pens"), ("fend", "fens"), ("clud", "clus")),
    *(("trud", "trus"), ("cid", "cis"), ("vid", "vis"), ("lid", "lis"), ("plod", "plos"), ("rod", "ros")),
    *(("suad", "suas"), ("vad", "vas"), ("dmit", "dmiss"), ("rmit", "rmiss"), ("bmit", "bmiss"), ("xpel", "xpuls")),
    *(("mpel", "mpuls"), ("opel", "opuls"), ("ssum", "ssumpt"), ("nsum", "nsumpt"), ("esum", "esumpt")),
)
"""How Latin verbs end, and how the nouns made from them do."""


def spelling(word: str) -> str:
    """Return the word in one of the spellings there are: "colour" as "color", "organise" as "organize"."""
    if len(word) < 6 or word.startswith("practis"):
        return word
    for british, american in (("isation", "ization"), ("ise", "ize"), ("ising", "izing"), ("ised", "ized")):
        for ending in ("", "s"):
            base = word.removesuffix(british + ending)
            if base != word and base[-1:] not in "aeou":
                return word[: -len(british + ending)] + american + ending
    for british, american in (("our", "or"), ("tre", "ter"), ("gramme", "gram"), ("yse", "yze")):
        for ending in ("", "s", "ed", "ing", "able", "ite"):
            if word.endswith(british + ending) and len(word) - len(ending) > 5:
                return word[: -len(british + ending)] + american + ending
    return word


def _stripped(word: str) -> Iterator[str]:
    """Yield the word without the endings of nouns, verbs and comparisons."""
    yield from (word.removesuffix(ending) + "y" for ending in ("ies", "ied", "ier", "iest") if word.endswith(ending))
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        yield word[:-1]
        if word.endswith(("ches", "shes", "sses", "xes", "zes", "oes")):
            yield word[:-2]
    for ending in ("ed", "ing", "er", "est"):
        bare = word.removesuffix(ending)
        if bare != word and _VOWELS & set(bare):
            yield from (bare, bare + "e")
            if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] in DOUBLED:
                yield bare[:-1]
    if word.endswith("ly") and len(word) > 5:
        yield word[:-2]
    if word.endswith("ily"):
        yield word[:-3] + "y"
