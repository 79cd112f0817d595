"""A library made anew while it is used: whoever asks sees the old one or the new one, and what came meanwhile stays."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.answering.answer import Question
from index.errors import DocumentNotFound
from index.library import Library
from tests.conftest import AppMaker
from tests.support.apps import AppWith
from tests.support.checks import assert_proven, assert_whole
from tests.support.deeds import other_model
from tests.support.embedders import WordHashes
from tests.support.texts import sentence

QUESTION = "When does the ferry sail to Harrow Bay?"


def long_text(name: str, sentences: int = 120) -> str:
    chance = random.Random(name)
    lines = [f"The ferry {name} sails to Harrow Bay at {n} o'clock. {sentence(chance)}." for n in range(sentences)]
    return "\n\n".join(lines)


@pytest.mark.parametrize("what", ["model", "passages"])
def test_questions_while_all_is_made_anew_see_one_state_of_the_library(make_app: AppMaker, what: str) -> None:
    app = make_app(passage_tokens=60, min_confidence=0)
    texts = {f"{name}.txt": long_text(name) for name in "abc"}
    for source, text in texts.items():
        app.library("local").add_bytes(source, source, text.encode())
    before = _shape(app.library("local"))
    maker = make_app(passage_tokens=60 if what == "model" else 120, min_confidence=0)
    if what == "model":
        maker._chosen = other_model()
    seen: list[tuple[int, ...]] = []

    with asking(app, seen):
        results, problems = maker.library("local").reindex_all()

    assert ([result.outcome for result in results], problems) == (["reindexed"] * 3, [])
    after = _shape(app.library("local"))
    assert set(seen) <= {before, after}
    assert before in seen
    assert (before == after) == (what == "model")
    assert app.library("local").unembedded() == (sum(after) if what == "model" else 0)
    assert maker.library("local").unembedded() == 0
    assert_whole(maker, texts)


def _shape(library: Library) -> tuple[int, ...]:
    return tuple(document.passages for document in library.documents())


@contextmanager
def asking(app: AppWith, seen: list[tuple[int, ...]]) -> Iterator[None]:
    """Have two threads ask all the while, and note of each answer how many passages its documents had."""
    library, stop, failures = app.library("local"), threading.Event(), list[BaseException]()

    def ask() -> None:
        try:
            while not stop.is_set():
                hits = library.search(QUESTION, 40).hits
                known = {hit.document.id: hit.document for hit in hits}
                assert len({document.version for document in known.values()}) == 1
                seen.append(tuple(each.passages for each in sorted(known.values(), key=lambda each: each.title)))
                assert_proven(app.ask("local", Question(QUESTION)), library)
        except BaseException as error:  # noqa: BLE001 - told by the thread that started this one
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)
    assert failures == []


def test_a_document_that_took_the_place_of_another_meanwhile_is_not_overwritten_with_its_text(app: AppWith) -> None:
    library = app.library("local")
    old = library.add_bytes("a.txt", "a.txt", b"The ferry sails at noon.").document
    library.add_bytes("a.txt", "a.txt", b"The ferry sails at dawn.")
    app._chosen = other_model()

    def meanwhile(*_: int) -> None:
        if library.find("a.txt").id == old.id:
            library.remove("a.txt")
            for text in (b"The mill flooded.", b"The mill was repaired.", b"The mill burns."):
                library.add_bytes("a.txt", "a.txt", text)

    with pytest.raises(DocumentNotFound):
        library.restore(old, 1, progress=meanwhile)

    assert _texts(library) == ["The mill burns."]


def _texts(library: Library) -> list[str | None]:
    return [library.live_text(each.id, each.version) for each in library.documents()]


def test_a_document_removed_and_added_again_while_all_is_made_anew_is_left_as_it_is(
    app: AppWith, embedder: WordHashes
) -> None:
    library = app.library("local")
    library.add_bytes("a.txt", "a.txt", b"The ferry sails at noon.")
    app._chosen = other_model()
    done: list[bool] = []

    def meanwhile(*_: int) -> None:
        if not done:
            done.append(True)
            library.remove("a.txt")
            library.add_bytes("a.txt", "a.txt", b"The ferry sails at dawn.")  # as version 1, like the one before

    assert library.reindex_all(meanwhile) == ([], [])
    assert _texts(library) == ["The ferry sails at dawn."]


def test_vectors_that_go_in_the_very_transaction_that_needs_them_are_made_anew(
    make_app: AppMaker, tmp_path: Path, embedder: WordHashes
) -> None:
    app = make_app(keep_versions=1)
    library = app.library("local")
    paths = [tmp_path / each / "README.md" for each in "ab"]
    for path, text in zip(paths, ("The ferry sails at noon.", "It rains."), strict=True):
        path.parent.mkdir()
        path.write_text(text)
        library.add(path)
    while [document.source for document in library.documents()] != [str(path) for path in paths]:  # by their ids
        library.remove(str(paths[1]))
        library.add(paths[1])
    for path, text in zip(paths, ("It snows.", "The ferry sails at noon."), strict=True):
        path.write_text(text)  # b has what a had: its vectors, until a is written
    embedder.embedded.clear()

    results, problems = library.reindex_all()

    assert ([result.document.version for result in results], problems) == ([2, 2], [])
    assert embedder.embedded.count("README\nThe ferry sails at noon.") == 1
    assert_whole(app, {str(path): path.read_text() for path in paths})
