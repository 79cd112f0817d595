"""Honest claims made by program: sentences of the documents said a little otherwise, their meaning unchanged."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from pathlib import Path
from typing import Final

from index.documents import Span
from index.sentences import sentences_of
from tests.bot.answering.verification.cases.written import CLOSE, Case, text_of

READ: Final = 9_000
"""Characters of a document whose sentences are taken."""

FRONTED: Final = re.compile(
    r"((?:In|On|By|Between|During|Until|Since) [^,;:(]{0,20}\d[^,;:(]{0,12}), "
    r"((?:[A-Z]|the |a |an |it |he |she |they )(?:(?!\b(?:that|which|who|where)\b)[^,;:()\"”])+)\."
)
OPENER: Final = re.compile(
    r"(?:However|Thus|Therefore|Moreover|Furthermore|In addition|As a result|For example|Still), "
)
ASIDE: Final = re.compile(r" \([^()]*\)")
RELATIVE: Final = re.compile(
    r"(?<=[a-z]), (?:which|who|whose|where) [^,;:()]{5,80},"
    r"(?= (?:is|was|are|were|has|had|have|can|will|would|may|attended|became|began|led|made)\b)"
)
UNFINISHED: Final = re.compile(r"\b(?:al|Mr|Mrs|Dr|St|Gen|[A-Z])\.$")
ARTICLE: Final = re.compile(r"(?:The|This|These|In|It|They|Some|Many|Most|All|A|An)\b")

Restated = tuple[tuple[str, ...], str]
"""Quotes, and the claim made of them."""


def restated(written: Iterable[Case], shared: Path | None, each: int = 1) -> list[Case]:
    """Return claims on the documents of the cases written by hand, up to `each` made in each way from each document."""
    documents = {case.document: case for case in written}
    return [
        replace(case, quotes=quotes, claim=claim, kind=CLOSE, by_program=True)
        for case in documents.values()
        for way in WAYS
        for quotes, claim in islice(way(_sentences(case.document, shared)), each)
    ]


def _sentences(document: str, shared: Path | None) -> list[str]:
    """Return whole sentences of prose from the document's beginning, in order."""
    text = text_of(document, shared)
    found = [span.of(text) for span in sentences_of(text, Span(0, min(READ, len(text))))]
    return [
        each
        for each in found[:-1]
        if re.fullmatch(r"(?!And |But |By now )[A-Z][^\n\[\]“”]{40,300}\.", each) and not UNFINISHED.search(each)
    ]


def _time_last(sentences: Sequence[str]) -> Iterator[Restated]:
    """`In 1974, a limit was imposed.` is `A limit was imposed in 1974.`"""
    for sentence in sentences:
        if found := FRONTED.fullmatch(sentence):
            yield (sentence,), f"{_capital(found[2])} {_small(found[1])}."


def _without_opener(sentences: Sequence[str]) -> Iterator[Restated]:
    """`However, it stayed.` is `It stayed.`"""
    for sentence in sentences:
        if found := OPENER.match(sentence):
            yield (sentence,), _capital(sentence[found.end() :])


def _without_aside(sentences: Sequence[str]) -> Iterator[Restated]:
    """`The Rhine (German: Rhein) rises here.` is `The Rhine rises here.`"""
    for sentence in sentences:
        if ASIDE.search(sentence):
            yield (sentence,), ASIDE.sub("", sentence)


def _without_relative(sentences: Sequence[str]) -> Iterator[Restated]:
    """`The act, which was passed in May, set a limit.` is `The act set a limit.`"""
    for sentence in sentences:
        if RELATIVE.search(sentence):
            yield (sentence,), RELATIVE.sub("", sentence, count=1)


def _joined(sentences: Sequence[str]) -> Iterator[Restated]:
    """`The act passed. The limit was set.` is `The act passed, and the limit was set.`"""
    for one, other in pairwise(sentences):
        if len(one) + len(other) < 300 and ARTICLE.match(other) and one[:4] not in ("That", "This"):
            yield (one, other), f"{one[:-1]}, and {_small(other)}"


def _other_figures(sentences: Sequence[str]) -> Iterator[Restated]:
    """`About 1,548 km and 60 percent` is `About 1548 kilometres and 60%`."""
    for sentence in sentences:
        changed = re.sub(r"(?<=\d),(?=\d{3}\b)", "", sentence)
        changed = re.sub(r"(?<=\d) percent\b", "%", changed)
        changed = re.sub(r"(?<=\d) km\b", " kilometres", changed)
        if changed != sentence:
            yield (sentence,), changed


WAYS: Final[tuple[Callable[[Sequence[str]], Iterator[Restated]], ...]] = (
    *(_time_last, _without_opener, _without_aside, _without_relative, _joined, _other_figures),
)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
