"""A question about a topic as a whole, for where no sentence gives one: "What do the documents say about refunds?"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from bot.answering.answer import Quote
from bot.answering.summaries.extractive.worth import fit
from bot.answering.topics.naming import SEPARATOR
from bot.answering.topics.suggesting import COMFORTABLE, Ask
from bot.answering.topics.topic import Suggestion
from bot.answering.topics.words import colours
from bot.answering.verification.language.closed_words import COORDINATORS, PREPOSITIONS

FORMS: Final = ("What do the documents say about {}?", "What is there about {}?")
MOSTLY: Final = 0.5
"""From this share of a word's uses on it counts as used so."""


def about(name: str, sentences: Sequence[Quote], ask: Ask) -> Iterator[Suggestion]:
    """Yield questions about the terms of a topic's name that the topic's sentences answer. Raises StoreError."""
    places = {(quote.document.id, quote.span): quote for quote in sentences}
    for term in _as_written(name.split(SEPARATOR), sentences):
        for form in FORMS:
            answer = ask(form.format(term))
            cited = [places.get((each.quote.document.id, each.quote.span)) for each in answer.citations]
            if answer.confidence >= COMFORTABLE and cited and cited[0] is not None:
                yield Suggestion(form.format(term), cited[0])
                break


def _as_written(terms: Sequence[str], sentences: Sequence[Quote]) -> Iterator[str]:
    """Yield each term as a question can have it: a name, things in the plural, or with the article it mostly has."""
    text = " ".join(" ".join(quote.text.split()) for quote in sentences if fit(quote.text) >= 1)
    for term in terms:
        found = re.findall(rf"(\w+ )?\b({re.escape(term)})\b(?! [A-Z])", text, re.IGNORECASE)
        before = Counter(word.strip().lower() for word, _ in found)
        forms = Counter(written for _, written in found)
        if not found or (colours(term.lower()) and " " not in term):
            continue
        written = forms.most_common(1)[0][0]
        if before["the"] >= MOSTLY * len(found):
            yield f"the {written}"
        elif written[0].isupper() or written.endswith("s") or _stands_bare(before) >= MOSTLY * len(found):
            yield written


def _stands_bare(before: Counter[str]) -> int:
    return sum(before[word] for word in (*PREPOSITIONS, *COORDINATORS))
