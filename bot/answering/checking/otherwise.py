"""Whether a quote that does not support a claim says otherwise: another number, date or name, or that it is not so.

That a sentence has another number is no contradiction by itself: "The pool opens at 9" leaves open when the library
opens. So the quotes' number is put in the claim's place, and only if they support the claim then do they say the same
of that number. Names are tried the same way, where only one can be right: two people may attend a meeting, one founds
a company.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product
from typing import Final

from bot.answering.checking.names import names_in
from bot.answering.checking.subjects import PRONOUN
from bot.answering.checking.verbs import first_verb
from bot.answering.verification.judgement import Verdict
from bot.answering.verification.judging import judge
from bot.answering.verification.language.closed_words import LIGHT_VERBS
from bot.answering.verification.language.text import read
from bot.answering.verification.quantities.findings import quantity_findings, quantity_spans
from bot.answering.verification.verifying import Checked
from index.documents import Span
from index.search.terms import FUNCTION_WORDS, content_terms, terms, words

SHARED: Final = 0.5
"""Share of the claim's telling words that quotes must hold to speak of the same matter."""
FEWEST_WORDS: Final = 3
MOST_TRIED: Final = 12
"""Numbers or names of the quotes that are tried in the claim's place."""

DENIALS: Final = {"negation", "direction"}
"""Checks whose contradiction says that it is not so."""

_EXCLUSIVE: Final = """
    appoint author base build chair compose create defeat design direct discover elect establish find found head hold
    host invent launch lead locate name own paint produce rename replace sell sign situate succeed take_place take_over
    win write
"""
EXCLUSIVE: Final = frozenset(_EXCLUSIVE.split())
"""What is done by one, to one or in one place."""
IS_THE_ONE: Final = re.compile(
    r"\b(?:is|was|are|were|be|been|becomes?|became) (?:the\b|(?:[a-z]+ )?(?:author|capital|captain|chair|chairman"
    r"|chairwoman|champion|coach|director|founder|head|king|leader|manager|mayor|minister|owner|president|principal"
    r"|queen|secretary|treasurer|winner)\b)|\b(?:born|died) (?:in|at|on)\b"
)
ONE_OF_SEVERAL: Final = re.compile(
    r"\b(?:also|among|as well|both|for example|includ(?:e[sd]?|ing)|one of|others?|several|some|such as|too)\b",
    re.IGNORECASE,
)
SAYING_LITTLE: Final = frozenset(
    term for verb in (*LIGHT_VERBS, "took", "taken", "held", "place") for term in terms(verb.replace("_", " "))
)
"""Terms of "took place", "was held" and their like, which say nothing of what the matter is; numbers are compared."""
NEAR: Final = 40
"""Characters before and after a name in which such a word is of that name."""


QUOTES: Final = re.compile(r"\b([Tt])he quotes\b")
"""What the judge's reasons call what is for a reader the documents."""


def contradiction(checked: Checked) -> str | None:
    """Return in one sentence what the quotes say otherwise than the claim; None where they do not, or support it."""
    if checked.supported or len(checked.quotes) > 1 or not same_matter(checked):
        return None  # two sentences may well have the words, and each speak of something else
    if PRONOUN.match(checked.text) or len(words(checked.text)) < FEWEST_WORDS:
        return None  # nobody knows of what it speaks
    swapped = next(_swaps(checked), None)
    if swapped:
        return f"The documents say “{swapped[1]}”, not “{swapped[0]}”."
    failed = checked.judgement.failed
    if failed and all(finding.contradicts and finding.check in DENIALS for finding in failed):
        return QUOTES.sub(r"\1he documents", failed[0].reason)
    return None


def same_matter(checked: Checked) -> bool:
    """Tell whether the quotes, with the titles and headings they stand under, may speak of what the claim speaks of."""
    held = {term for quote in checked.quotes for term in terms(f"{quote.text} {quote.heading} {quote.document.title}")}
    telling = [term for term in content_terms(checked.text) if term not in SAYING_LITTLE and not term.isdecimal()]
    return sum(term in held for term in telling) >= SHARED * len(telling)


def _swaps(checked: Checked) -> Iterator[tuple[str, str]]:
    """Yield what of the claim the quotes have otherwise, with what they have: they support the claim so changed."""
    claim, quotes = checked.text, [quote.text for quote in checked.quotes]
    context = "\n".join(f"{quote.document.title} {quote.heading}".strip() for quote in checked.quotes)
    for span, other in islice(_exchanges(claim, quotes), MOST_TRIED):
        changed = f"{claim[: span.start]}{other}{claim[span.end :]}"
        if judge(changed, quotes, context).verdict is Verdict.SUPPORTED:
            yield span.of(claim), other


def _exchanges(claim: str, quotes: Sequence[str]) -> Iterator[tuple[Span, str]]:
    """Yield what could stand in the claim in the place of what is not in the quotes: a number or a name of theirs."""
    only_one = _only_one_can_be_right(claim)
    if quantity_findings(claim, quotes):
        told = [span for span in _numbers(claim) if only_one or not _names_the_subject(claim, span)]
        yield from _pairs(claim, told, [span.of(quote) for quote in quotes for span in _numbers(quote)])
    if only_one:
        yield from _pairs(claim, names_in(claim), [name for quote in quotes for name in _single_names(quote)])


def _pairs(claim: str, spans: Iterable[Span], said: Sequence[str]) -> Iterator[tuple[Span, str]]:
    missing = [span for span in spans if span.of(claim) not in said]
    return product(missing, dict.fromkeys(each for each in said if each not in claim))


def _numbers(text: str) -> Iterator[Span]:
    return (Span(start, end) for start, end in quantity_spans(text))


def _names_the_subject(claim: str, number: Span) -> bool:
    """Tell whether a number says of which thing the claim speaks, as in "Pier 8 has 18 lamps"."""
    before = words(claim[: number.start])[-1:]
    verb = first_verb(claim)
    stands_before_it = verb is not None and number.end <= verb and not claim[number.end : verb].strip()
    return stands_before_it and bool(before) and before[0] not in FUNCTION_WORDS


def _only_one_can_be_right(claim: str) -> bool:
    if ONE_OF_SEVERAL.search(claim):
        return False
    return bool(IS_THE_ONE.search(claim)) or any(not EXCLUSIVE.isdisjoint(token.lemmas) for token in read(claim))


def _single_names(quote: str) -> Iterator[str]:
    """Yield the names of a quote that are not told as some of several."""
    for name in names_in(quote):
        around = quote[max(0, name.start - NEAR) : name.end + NEAR]
        if not ONE_OF_SEVERAL.search(around):
            yield name.of(quote)
