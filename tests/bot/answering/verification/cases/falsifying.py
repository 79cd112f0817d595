"""Honest claims made false by program: one thing changed, so that the quotes do not say it any more.

Each way takes a claim and yields it changed; of those the ones are kept that the quotes do not say. The tables are the
tests' own: what decides about claims has others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Final
from zlib import crc32

from tests.bot.answering.verification.cases.words import (
    CAUSES,
    CERTAIN,
    CURRENCIES,
    DETAILS,
    MONTHS,
    NATIONALITIES,
    NUMBER_WORDS,
    OPPOSITES,
    TOTAL,
    UNITS,
)
from tests.bot.answering.verification.cases.written import Case

NUMBER: Final = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?")
NAME: Final = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?![\w-])")
ASYMMETRIC: Final = re.compile(
    r"\b(?:accredited|approved|attended|betrayed|created|declined|defended|donated|exclude|founded|hosted|influenced|"
    r"investigated|named|reported|requested|sold|supported|told|translated)\b"
)
AUXILIARY: Final = re.compile(r"\b(?:is|are|was|were|has|have|had|can|could|will|would|may|must|does|did)\b(?! not)")
NAMES: Final = re.compile(
    r"(?<![\w-])(?!(?:In|On|At|It|Its|Their|They|The|A|An|By|For|After|Before|When|While|More|One|As)\b)"
    r"(?:al-)?[A-Z][\w-]+(?:(?: of| de)? [A-Z][\w-]+\.?| [A-Z]\.)*"
)
COUNTED: Final = r"(?:\d|\b(?:a|per|two|three|four|five|ten|fourteen|twenty|twenty-three|forty-five|hundred))[ –-]?"

Way = Callable[[Case], Iterator[str]]


def falsified(cases: Iterable[Case]) -> list[Case]:
    """Return one falsification of each honest case that allows one, the kinds as even as they come."""
    made: list[Case] = []
    counts: Counter[str] = Counter()
    for case in cases:
        if case.honest and (found := _falsified(case, counts)):
            counts[found.kind] += 1
            made.append(found)
    return made


def _falsified(case: Case, counts: Counter[str]) -> Case | None:
    """Change one thing, of the kind that came least until now."""
    said = " ".join(case.quotes).casefold()
    for kind in sorted(WAYS, key=lambda kind: (counts[kind], kind)):
        for claim in WAYS[kind](case):
            if claim != case.claim and claim.rstrip(".").casefold() not in said:
                return replace(case, kind=kind, claim=claim, by_program=True)
    return None


def _number(case: Case) -> Iterator[str]:
    for found in NUMBER.finditer(case.claim):
        if not _is_year(found[0]):
            yield from _with_number(case, found, _other_number(found[0]))
    yield from _by_table(case, NUMBER_WORDS)


def _date(case: Case) -> Iterator[str]:
    for found in NUMBER.finditer(case.claim):
        if _is_year(found[0]):
            decade = case.claim.startswith("s", found.end())
            later = int(found[0]) + (20 if decade else 3 + crc32(case.claim.encode()) % 5)
            yield from _with_number(case, found, str(later))
    yield from _by_table(case, MONTHS)


def _is_year(number: str) -> bool:
    return number.isdecimal() and 1000 <= int(number) <= 2100


def _other_number(number: str) -> str:
    """Change the first digit: 520,159 becomes 620,159, and 9 becomes 8."""
    first = int(number[0])
    return str(first + 1 if first < 9 else 8) + number[1:]


def _with_number(case: Case, found: re.Match[str], number: str) -> Iterator[str]:
    if number not in " ".join(case.quotes):
        yield case.claim[: found.start()] + number + case.claim[found.end() :]


def _name(case: Case) -> Iterator[str]:
    yield from _by_table(case, NATIONALITIES)
    said = " ".join(case.quotes)
    for found in NAME.finditer(case.claim):
        if found[0] in said and found[0] not in NATIONALITIES and found[0] not in MONTHS:
            stranger = STRANGERS[crc32(case.claim.encode()) % len(STRANGERS)]
            yield case.claim[: found.start()] + stranger + case.claim[found.end() :]


STRANGERS: Final = ("Osterby", "Kalvari", "Penrose", "Tamsin", "Holmquist", "Varga")
"""Names that stand in none of the documents."""


def _roles(case: Case) -> Iterator[str]:
    """Swap the names on both sides of a verb that cannot be turned around."""
    said = " ".join(case.quotes)
    names = [found for found in NAMES.finditer(case.claim) if found[0] in said and found[0] not in MONTHS]
    for one, other in pairwise(names):
        if ASYMMETRIC.search(case.claim, one.end(), other.start()):
            between = case.claim[one.end() : other.start()]
            yield case.claim[: one.start()] + other[0] + between + one[0] + case.claim[other.end() :]


def _negation(case: Case) -> Iterator[str]:
    # "Whether it is so" and "whether it is not" ask the same.
    if not re.search(r"\b(?:whether|if)\b", case.claim, re.IGNORECASE):
        yield re.sub(r"\b(?:did|does|do) not (\w+)", r"\1", case.claim, count=1)
        yield re.sub(r"\bnot (?!only)", "", case.claim, count=1)
        yield AUXILIARY.sub(lambda word: f"{word[0]} not", case.claim, count=1)


def _cause(case: Case) -> Iterator[str]:
    yield _with_ending(case, CAUSES)


def _detail(case: Case) -> Iterator[str]:
    yield _with_ending(case, DETAILS)


def _with_ending(case: Case, endings: tuple[str, ...]) -> str:
    return f"{case.claim.rstrip('.')} {endings[crc32(case.claim.encode()) % len(endings)]}."


def _by_table(case: Case, table: Mapping[str, str]) -> Iterator[str]:
    """Replace one word or phrase by what the table has for it, if the quotes do not say that as well."""
    said = " ".join(case.quotes).casefold()
    for found in _phrases(tuple(table)).finditer(case.claim):
        if table[found[0]].casefold() not in said:
            yield case.claim[: found.start()] + table[found[0]] + case.claim[found.end() :]


@cache
def _phrases(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return an expression for any of the words, the longest first; "the most" and "as many" are left alone."""
    longest_first = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?<!\bthe )(?<!\bas )(?:{longest_first})(?![\w-])")


def _from(table: Mapping[str, str]) -> Way:
    return lambda case: _by_table(case, table)


def _unit(case: Case) -> Iterator[str]:
    for old, new in UNITS.items():
        if old in case.claim:
            yield re.sub(rf"({COUNTED}){re.escape(old)}(?!\w)", rf"\g<1>{new}", case.claim, count=1)


def _currency(case: Case) -> Iterator[str]:
    for old, new in CURRENCIES.items():
        if old in case.claim:
            yield re.sub(rf"(?<!\w){re.escape(old)}(?![a-z])", new, case.claim, count=1)


WAYS: Final[Mapping[str, Way]] = {
    "number": _number,
    "unit": _unit,
    "currency": _currency,
    "date": _date,
    "name": _name,
    "roles": _roles,
    "negation": _negation,
    "quantifier": _from(TOTAL),
    "hedge": _from(CERTAIN),
    "direction": _from(OPPOSITES),
    "cause": _cause,
    "detail": _detail,
}
"""How a claim of each kind is made false."""
