from __future__ import annotations

import numpy as np

from index.library import Library
from tests.conftest import AppMaker
from tests.support.club import fill


def test_all_live_passages_are_there_with_their_vectors_and_no_old_ones(library: Library) -> None:
    fill(library)
    library.add_bytes("kites.md", "kites.md", b"Kites fly no more.")
    ids = [passage for passage, _ in library.live.places()]
    stored = library.live.read(ids)
    vectors = library.live.vectors(ids)

    for document, embedded in library.live.embedded(ids):
        assert embedded.passage in library.passages(document)
        assert embedded.vectors is not None
        assert len(embedded.vectors) == len(embedded.passage.sentences)
    assert len(ids) == sum(document.passages for document in library.documents())
    assert set(stored) == set(ids)
    assert "Ada Lovell" not in " ".join(each.passage.text for each in stored.values())
    assert vectors is not None
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=0.01)


def test_what_is_gone_or_of_another_library_is_left_out(make_app: AppMaker) -> None:
    app = make_app()
    fill(app.library("one"))
    ids = [passage for passage, _ in app.library("one").live.places()]
    other = app.library("two").live

    assert other.places() == []
    assert other.read(ids) == {}
    rows = other.vectors(ids)
    assert rows is not None
    assert not rows.any()


def test_without_a_model_there_are_no_vectors(make_app: AppMaker) -> None:
    library = make_app(model=None).library("local")
    fill(library)
    ids = [passage for passage, _ in library.live.places()]
    assert library.live.vectors(ids) is None
    assert {each.vectors for _, each in library.live.embedded(ids)} == {None}
