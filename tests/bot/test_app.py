"""The App with and without an embedding model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.answer import Question
from bot.app import App
from bot.settings import Settings
from index.embedding import weights

TEXT = b"Ana Brook opened the ferry to Sorrel Island in 1921.\n\nThe bakery on Vintner Street closes at six."
QUESTION = Question("Who opened the ferry to Sorrel Island?")


@pytest.fixture
def hide_package(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Hide the pip package that carries the weights until it is undone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weights, "PACKAGE", "no_such_package_anywhere")
        yield patch


def settings(folder: Path, cache: Path) -> Settings:
    return Settings(footnote_data_dir=folder, footnote_cache_dir=cache, embedding_download=False)


def test_without_weights_keyword_search_answers_and_one_plain_notice_is_given(
    tmp_path: Path, hide_package: pytest.MonkeyPatch
) -> None:
    notices: list[str] = []
    app = App(settings(tmp_path / "data", tmp_path / "empty"), notices.append)
    library = app.library("local")

    added = library.add_bytes("a.txt", "a.txt", TEXT)
    answers = [app.ask("local", QUESTION) for _ in range(3)]

    assert added.embedded == 0
    assert all("Ana Brook" in answer.text for answer in answers)
    (notice,) = notices
    assert notice.endswith("Footnote searches by keywords alone until there is one.")
    assert notice.count(". ") == 1
    app.close()


def test_what_was_added_without_weights_is_healed_by_a_reindex_with_them(
    tmp_path: Path, model_cache: Path, hide_package: pytest.MonkeyPatch
) -> None:
    notices: list[str] = []
    app = App(settings(tmp_path / "data", tmp_path / "empty"), notices.append)
    added = app.library("local").add_bytes("a.txt", "a.txt", TEXT)
    assert app.library("local").unembedded() == 0  # there is no model they could lack a vector of
    app.close()
    hide_package.undo()

    app = App(settings(tmp_path / "data", model_cache), notices.append)
    library = app.library("local")
    assert library.unembedded() == added.passages
    assert "Ana Brook" in app.ask("local", QUESTION).text
    assert library.search("boat", 5).hits[0].similarity is None

    result = library.reindex(added.document)

    assert result.embedded == result.passages
    assert library.unembedded() == 0
    assert library.search("boat", 5).hits[0].similarity is not None
    assert "Ana Brook" in app.ask("local", QUESTION).text
    assert len(notices) == 2
    assert notices[1].endswith("run `footnote library reindex --library local`.")
    app.close()


def test_a_library_half_of_which_was_added_without_weights_is_searched_whole(
    tmp_path: Path, model_cache: Path, hide_package: pytest.MonkeyPatch
) -> None:
    app = App(settings(tmp_path / "data", tmp_path / "empty"), lambda _: None)
    app.library("local").add_bytes("a.txt", "a.txt", TEXT)
    app.close()
    hide_package.undo()
    app = App(settings(tmp_path / "data", model_cache))
    library = app.library("local")
    library.add_bytes("b.txt", "b.txt", b"The lighthouse keeper, Jonas Weld, moved away in 1950.")

    hits = library.search("Who opened the ferry?", 10).hits

    assert {hit.document.source for hit in hits} == {"a.txt", "b.txt"}
    assert hits[0].document.source == "a.txt"
    assert hits[0].sentence_similarities == ()
    app.close()


def test_a_model_that_is_switched_off_is_not_missed(tmp_path: Path) -> None:
    notices: list[str] = []
    app = App(Settings(footnote_data_dir=tmp_path, embedding_model="none"), notices.append)
    app.library("local").add_bytes("a.txt", "a.txt", TEXT)

    assert "Ana Brook" in app.ask("local", QUESTION).text
    assert notices == []
    app.close()


def test_the_model_is_not_loaded_by_what_does_not_need_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*_: object, **__: object) -> None:
        raise AssertionError("the model was loaded")

    monkeypatch.setattr(weights, "load_model_files", load)
    app = App(settings(tmp_path / "data", tmp_path / "cache"))

    assert app.library("local").documents() == []
    app.close()
