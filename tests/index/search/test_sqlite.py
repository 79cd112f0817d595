"""The engine: its scores are those of the passages alone, however they are held."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from index.documents import Findings
from index.library import Library
from index.search import sqlite
from index.search.ranking import FIELD_WEIGHTS, K1, B, rarity
from index.search.terms import content_terms, terms
from tests.conftest import AppMaker
from tests.support.apps import AppWith
from tests.support.embedders import WordHashes
from tests.support.texts import document, question


def fill(library: Library, seed: int, documents: int = 6) -> None:
    chance = random.Random(seed)
    for number in range(documents):
        library.add_bytes(f"{number}.md", f"{number}.md", document(chance, 25).encode())


@pytest.mark.parametrize("seed", range(4))
def test_scores_are_those_worked_out_from_the_passages_one_by_one(library: Library, seed: int) -> None:
    fill(library, seed)
    asked = question(random.Random(seed)) + " ferry Ana Brook"
    passages = [(d.title, p) for d in library.documents() for p in library.passages(d)]
    fields = [(title, p.heading, p.text) for title, p in passages]
    counts: list[Counter[str]] = []
    for texts in fields:
        count: Counter[str] = Counter()
        for text, weight in zip(texts, FIELD_WEIGHTS.values(), strict=True):
            count.update({term: weight * n for term, n in Counter(terms(text)).items()})  # type: ignore[misc]
        counts.append(count)
    lengths = [sum(len(terms(text)) for text in texts) for texts in fields]
    mean = sum(lengths) / len(lengths)
    rare = {t: rarity(len(fields), sum(t in count for count in counts)) for t in content_terms(asked)}

    found = library.search(asked, len(fields))

    assert found.rarity == pytest.approx(rare)
    vector = WordHashes().embed([asked])[0]
    hits = {(hit.document.title, hit.passage.span): hit for hit in found.hits}
    assert len(hits) == len(fields)
    for (title, passage), texts, count, length in zip(passages, fields, counts, lengths, strict=True):
        hit = hits[title, passage.span]
        keywords = sum(
            weight * count[t] * (K1 + 1) / (count[t] + K1 * (1 - B + B * length / mean)) for t, weight in rare.items()
        )
        assert hit.keywords == pytest.approx(keywords)
        own = WordHashes().embed(["\n".join(filter(None, texts))])[0]
        assert hit.similarity == pytest.approx(float(own @ vector), abs=1e-3)
        assert len(hit.sentence_similarities) == len(passage.sentences)
    best = [hit.score for hit in found.hits]
    assert best == sorted(best, reverse=True)
    assert 0 <= best[-1] <= best[0] <= 1


@pytest.mark.parametrize(
    "words", ["ferri", "x", "1", "7x7", "7xferry", '"ferry" OR 1', "ferry*", "title:ferry", "NOT", "天地", "é" * 300]
)
def test_a_question_is_words_and_never_a_query_language(library: Library, words: str) -> None:
    library.add_bytes("a.txt", "a.txt", b"The ferry leaves at noon.")
    library.add_bytes("b.txt", "b.txt", f"It says {words} here.".encode())

    hits = library.search(words, 5).hits

    assert len(hits) == 2
    assert hits[0].document.source == "b.txt" or "ferr" in words


def near(a: Findings, b: Findings) -> bool:
    """Tell whether two searches found the same in the same order; adding up in blocks moves a score's last digits."""
    pairs = list(zip(a.hits, b.hits, strict=True))
    same = all(x.passage == y.passage and x.document.source == y.document.source for x, y in pairs)
    return same and np.allclose([x.score for x, _ in pairs], [y.score for _, y in pairs], atol=1e-6)


def test_a_library_larger_than_the_memory_is_ranked_just_the_same(
    make_app: AppMaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roomy = make_app()
    fill(roomy.library("local"), seed=1)
    tight = make_app(search_memory_mb=0.01)
    monkeypatch.setattr(sqlite, "BLOCK", 7)

    for seed in range(20):
        asked = question(random.Random(seed))
        assert near(tight.library("local").search(asked, 50), roomy.library("local").search(asked, 50))
    assert tight._engine._held["local"].vectors is None
    assert roomy._engine._held["local"].vectors is not None


def test_libraries_are_held_up_to_the_memory_and_the_one_asked_longest_ago_goes_first(make_app: AppMaker) -> None:
    app = make_app(search_memory_mb=0.2)
    names = [f"library-{number}" for number in range(6)]
    for name in names:
        fill(app.library(name), seed=2)
    expected = app.library(names[0]).search("ferry", 5)

    for name in names:
        app.library(name).search("ferry", 5)
        held = app._engine._held
        assert sum(columns.size for columns in held.values()) <= 200_000
        assert list(held)[-1] == name

    assert names[0] not in app._engine._held
    assert app.library(names[0]).search("ferry", 5) == expected


def test_a_change_is_seen_by_what_is_held(app: AppWith, library: Library) -> None:
    fill(library, seed=3)
    before = library.search("zeppelin", 100)
    assert all(hit.keywords == 0 for hit in before.hits)

    library.add_bytes("new.txt", "new.txt", b"The zeppelin landed.")
    assert library.search("zeppelin", 100).hits[0].document.source == "new.txt"

    library.remove("new.txt")
    assert library.search("zeppelin", 100) == before


def test_passages_without_a_vector_are_found_by_their_words(make_app: AppMaker) -> None:
    without = make_app(model=None)
    without.library("local").add_bytes("old.txt", "old.txt", b"The zeppelin landed.")
    library = make_app().library("local")
    fill(library, seed=4)

    (hit,) = library.search("zeppelin", 1).hits

    assert hit.document.source == "old.txt"
    assert (hit.similarity, hit.sentence_similarities) == (0, ())
    assert library.unembedded() == 1
