"""What a summary is made of: sections, each read when its turn comes, and the sentences in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.answering.answer import Quote
from index.documents import Document
from index.embedding import Vectors


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a section in order, as quotes. `vectors` has a row for each; None where there is no model."""

    quotes: tuple[Quote, ...]
    vectors: Vectors | None


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of one document under one title. `read` reads its sentences; `size` is its length in characters."""

    document: Document
    title: str
    size: int
    read: Callable[[], Sentences]


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a summary is to be made of: `title` names it, and `where` says of what its sections are.

    `rarity` is that of a topic's terms in the library (0 up).
    `note` is one more plain sentence, such as from when to when; `unit` is what a section is called.
    """

    title: str
    sections: Sequence[Section]
    where: str
    note: str = ""
    unit: str = "section"
    rarity: Mapping[str, float] = field(default_factory=dict)


def joined(parts: Sequence[Sentences]) -> Sentences:
    """Return the sentences of several stretches as those of one; without vectors where one of them has none."""
    vectors = [part.vectors for part in parts if part.quotes]
    known = [each for each in vectors if each is not None]
    whole = np.concatenate(known) if known and len(known) == len(vectors) else None
    return Sentences(tuple(quote for part in parts for quote in part.quotes), whole)


def cut(section: Sentences, most: int) -> list[Sentences]:
    """Return the section's sentences in runs of at most so many."""
    starts = range(0, len(section.quotes), most)
    return [
        Sentences(section.quotes[at : at + most], None if section.vectors is None else section.vectors[at : at + most])
        for at in starts
    ]
