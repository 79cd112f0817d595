"""A library's passages in groups: the centres found from a sample, then every passage put to its nearest one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.answering.topics.clustering import centres_of, groups_for, nearest
from bot.answering.topics.word_rows import WordRows
from bot.errors import Stopped
from index.embedding import Vectors
from index.library import Library
from index.rows import StoredPassage

SAMPLED: Final = 1_200
"""Passages that centres and names are found from."""
BLOCK: Final = 1_000
KEPT: Final = 28
"""Passages kept of a group, the nearest to its centre."""

Rows = Callable[[Sequence[int]], Vectors]


@dataclass(slots=True)
class Group:
    """Passages that are near each other: how many of which documents, and the ids of the nearest to their centre."""

    centre: Vectors
    passages: int = 0
    documents: set[str] = field(default_factory=set)
    near: list[tuple[float, int]] = field(default_factory=list)

    def take(self, cosine: float, passage: int, document: str) -> None:
        """Count a passage, and keep it while it is among the nearest."""
        self.passages += 1
        self.documents.add(document)
        self.near.append((-cosine, passage))
        if len(self.near) > 4 * KEPT:
            self.near = sorted(self.near)[:KEPT]

    def nearest(self) -> list[int]:
        """Return the ids of the nearest passages."""
        return [passage for _, passage in sorted(self.near)[:KEPT]]


@dataclass(frozen=True, slots=True)
class Grouped:
    """The groups, and the passages of the sample with the number of the group each is in."""

    groups: Sequence[Group]
    sample: Sequence[tuple[StoredPassage, int]]


def grouped(library: Library, stopped: Callable[[], bool]) -> Grouped:
    """Put the library's passages into groups. Raises Stopped and StoreError."""
    places = library.live.places()
    sampled = _spread(places, SAMPLED)
    sample = [passage for passage, _ in sampled]
    rows = _rows_of(library, sample)
    vectors = rows(sample)
    known = _known(vectors)
    if not known.any():
        return Grouped((), ())
    documents = len({document for _, document in places})
    groups = [Group(centre) for centre in centres_of(vectors[known], groups_for(int(known.sum()), documents))]
    centres = np.stack([group.centre for group in groups])
    for at in range(0, len(places), BLOCK):
        if stopped():
            raise Stopped("Stopped.")
        _assign(groups, centres, places[at : at + BLOCK], rows)
    numbers = nearest(vectors, centres)[0].tolist()
    stored = library.live.read(sample)
    told = zip(sample, numbers, known, strict=True)
    return Grouped(groups, [(stored[each], number) for each, number, has in told if has and each in stored])


def _rows_of(library: Library, sample: Sequence[int]) -> Rows:
    """Return what gives passages their vectors: the model in use, or their words where there is none."""

    def by_model(ids: Sequence[int]) -> Vectors:
        found = library.live.vectors(ids)
        return np.zeros((len(ids), 1), dtype=np.float32) if found is None else found

    if _known(by_model(sample)).any():
        return by_model
    return WordRows(library.live, sample).rows


def _assign(groups: Sequence[Group], centres: Vectors, places: Sequence[tuple[int, str]], rows: Rows) -> None:
    vectors = rows([passage for passage, _ in places])
    numbers, cosines = nearest(vectors, centres)
    for (passage, document), number, cosine, has in zip(places, numbers, cosines, _known(vectors), strict=True):
        if has:
            groups[number].take(float(cosine), passage, document)


def _known(vectors: Vectors) -> NDArray[np.bool_]:
    """Tell which rows are vectors: of what has none, or no words, the row is zeros."""
    known: NDArray[np.bool_] = np.any(vectors, axis=1)
    return known


def _spread(places: Sequence[tuple[int, str]], most: int) -> list[tuple[int, str]]:
    """Return at most so many, evenly from all over."""
    if len(places) <= most:
        return list(places)
    return [places[at] for at in np.linspace(0, len(places) - 1, most).astype(int)]
