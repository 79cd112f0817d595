"""What came and what went between two versions of a document, sentence by sentence.

A sentence that only moved has neither come nor gone, nor one that is broken into lines or pages otherwise.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Comparison, Document, Passage, Sentence


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions: its number, its text, and its passages in order."""

    number: int
    text: str
    passages: Sequence[Passage]


def compare(document: Document, old: Side, new: Side) -> Comparison:
    """Compare two versions of the document."""
    before, after = _sentences(old.text, old.passages), _sentences(new.text, new.passages)
    return Comparison(document, old.number, new.number, came=_without(after, before), went=_without(before, after))


def _without(sentences: Sequence[Sentence], others: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences the others do not have, in order; of one that is there more often, the last ones."""
    left = Counter(_words(other) for other in others)
    alone: list[Sentence] = []
    for sentence in sentences:
        words = _words(sentence)
        if left[words]:
            left[words] -= 1
        else:
            alone.append(sentence)
    return tuple(alone)


def _words(sentence: Sentence) -> str:
    return " ".join(sentence.text.split())


def _sentences(text: str, passages: Sequence[Passage]) -> list[Sentence]:
    starts = [0, *(line.end() for line in re.finditer("\n", text))]
    return [
        Sentence(span.of(text), span, passage.heading, bisect_right(starts, span.start), passage.page)
        for passage in passages
        for span in passage.sentences
    ]
