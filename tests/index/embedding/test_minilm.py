"""The embedded model gives the vectors its publisher's does, the same ones every time."""

from __future__ import annotations

import numpy as np
import pytest

from index.embedding.minilm import MAX_TOKENS, MiniLM
from index.vectors import (
    pack_passage_vector,
    pack_sentence_vectors,
    unpack_passage_vectors,
    unpack_sentence_vectors,
)

HAPPY = "That is a happy person"

PAIRS = [
    # Two texts, the cosine of the published float32 model, and that of its int8 form.
    (HAPPY, "That is a happy dog", 0.695, 0.684),
    (HAPPY, "That is a very happy person", 0.943, 0.904),
    (HAPPY, "Today is a sunny day", 0.257, 0.265),
    ("How do I reset my password?", "To choose a new password, open the settings page.", 0.655, 0.667),
    ("How do I reset my password?", "The ferry leaves at noon.", -0.027, -0.029),
    ("The new movie is awesome", "The new movie is so great", 0.894, 0.876),
    ("Der Hund schläft.", "The dog is sleeping.", 0.018, 0.013),
    ("word " * 400, "word", 0.428, 0.441),
]


@pytest.mark.parametrize(("a", "b", "published", "ours"), PAIRS)
def test_texts_are_as_near_as_the_published_model_has_them(
    minilm: MiniLM, a: str, b: str, published: float, ours: float
) -> None:
    cosine = float(minilm.embed([a])[0] @ minilm.embed([b])[0])

    assert cosine == pytest.approx(ours, abs=0.02)
    assert cosine == pytest.approx(published, abs=0.05)


def test_a_vector_depends_on_its_own_text_alone(minilm: MiniLM) -> None:
    texts = ["", "noon", "The ferry leaves at noon.", "天地玄黃", "x" * 5000, "A longer one. " * 40, "🚢"]
    alone = [minilm.embed([text])[0] for text in texts]

    assert (minilm.embed(texts) == alone).all()
    assert (minilm.embed(texts[::-1] * 9) == alone[::-1] * 9).all()  # enough of them to be shared out to threads


def test_every_vector_has_length_one(minilm: MiniLM) -> None:
    vectors = minilm.embed(["", " ", "noon", "\ud83d", "\0", "word " * 2000])

    assert (vectors.shape, vectors.dtype) == ((6, minilm.dimensions), np.float32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_no_text_gives_no_vector(minilm: MiniLM) -> None:
    assert minilm.embed([]).shape == (0, minilm.dimensions)


def test_what_follows_the_longest_text_the_model_reads_changes_nothing(minilm: MiniLM) -> None:
    text = "word " * (MAX_TOKENS - 2)

    assert (minilm.embed([text]) == minilm.embed([text + "something else"])).all()
    assert not (minilm.embed([text[:-5]]) == minilm.embed([text])).all()


def test_tokens_are_the_word_pieces_of_the_whole_text(minilm: MiniLM) -> None:
    assert minilm.tokens("The ferry leaves at noon.") == [1996, 7115, 3727, 2012, 11501, 1012]
    assert len(minilm.tokens("word " * 1000)) == 1000
    assert minilm.tokens("") == []


def test_progress_is_called_once_a_text(minilm: MiniLM) -> None:
    calls: list[None] = []

    minilm.embed(["one", "two", "three"] * 9, lambda: calls.append(None))

    assert len(calls) == 27


def test_packing_moves_a_cosine_by_next_to_nothing(minilm: MiniLM) -> None:
    vectors = minilm.embed([a for a, *_ in PAIRS])
    cosines = vectors @ vectors.T

    passages = unpack_passage_vectors([pack_passage_vector(vector) for vector in vectors], 384)
    sentences = unpack_sentence_vectors(pack_sentence_vectors(vectors), 384)

    assert np.abs(passages @ vectors.T - cosines).max() < 0.0005
    assert np.abs(sentences @ vectors.T - cosines).max() < 0.01
    assert unpack_passage_vectors([], 384).shape == unpack_sentence_vectors(b"", 384).shape == (0, 384)
