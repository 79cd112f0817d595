"""A whole evaluation of the small set, by keywords alone."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest

from bot.app import App
from bot.errors import EvaluationError
from bot.evaluation import run
from bot.settings import Settings
from tests.bot.evaluation.small_set import DOCUMENTS, QUESTIONS, SetMaker


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made during this test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_set_is_measured_end_to_end(make_set: SetMaker, keywords_only: Settings) -> None:
    report = run(make_set(), keywords_only).as_json()

    assert (report["documents"], report["passages"], report["questions"], report["model"]) == (3, 3, 8, None)
    assert report["retrieval"]["span_in_top_5"] == {"value": 1.0, "n": 5}
    assert report["retrieval"]["span_in_top_1"] == {"value": 1.0, "n": 5}
    assert report["retrieval"]["right_document_in_top_1"] == {"value": 1.0, "n": 5}
    assert report["retrieval"]["span_characters_recalled_in_top_5"] == {"value": 1.0, "n": 5}
    assert report["extraction"]["first_sentence_holds_answer"] == {"value": 1.0, "n": 5}
    assert report["answers"]["unanswerable_not_found"] == {"value": 1.0, "n": 2}
    assert report["answers"]["left_out_not_found"] == {"value": 1.0, "n": 5}
    assert report["answers"]["quotes_not_verbatim"]["value"] == 0
    assert report["answers"]["quotes_not_verbatim"]["n"] >= 5
    assert report["answers"]["claims_without_citation"]["value"] == 0
    assert report["abstention"]["auc_unanswerable"] == {"value": 1.0, "n": 7}
    assert report["abstention"]["auc_left_out"] == {"value": 1.0, "n": 10}
    assert report["timings"]["median_wall_ms"]["n"] == 8


def test_the_table_has_a_line_for_every_figure_and_fits_a_terminal(make_set: SetMaker, keywords_only: Settings) -> None:
    report = run(make_set(), keywords_only)
    lines = report.lines()

    assert lines[0] == "3 documents, 3 passages, 8 questions; searched by keywords alone"
    assert len(lines) == 1 + sum(1 + len(figures) for figures in report.sections.values())
    assert max(map(len, lines)) <= 80


def test_predictions_hold_what_was_found_and_answered(
    make_set: SetMaker, keywords_only: Settings, tmp_path: Path
) -> None:
    out = tmp_path / "out" / "predictions.jsonl"
    out.parent.mkdir()
    out.write_text("an older run")

    run(make_set(), keywords_only, out)

    predictions = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [each["id"] for each in predictions] == [each["id"] for each in QUESTIONS]
    assert [path.name for path in out.parent.iterdir()] == [out.name]
    for prediction in predictions:
        assert set(prediction) == {"id", "passages", "answer"}
        scores = [passage["score"] for passage in prediction["passages"]]
        assert scores == sorted(scores, reverse=True)
        for passage in prediction["passages"]:
            text = DOCUMENTS[passage["document"]]
            assert text[passage["start"] : passage["end"]].strip() == text.strip()
        for citation in prediction["answer"]["citations"]:
            text = DOCUMENTS[citation["document"]["source"]]
            assert text[citation["start"] : citation["end"]] == citation["quote"]
    opened = predictions[0]
    assert opened["passages"][0]["document"] == "harbour.txt"
    assert opened["answer"]["question"] == "When did the harbour of Veld open?"


def test_the_twenty_best_passages_are_predicted(make_set: SetMaker, keywords_only: Settings, tmp_path: Path) -> None:
    documents = {f"{n}.txt": f"Boat number {n} carries {n} sails." for n in range(25)}
    folder = make_set(documents, [{"id": "boats", "question": "How many sails does a boat carry?"}])

    run(folder, keywords_only, tmp_path / "out.jsonl")

    (prediction,) = map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())
    assert len(prediction["passages"]) == 20
    assert len({passage["document"] for passage in prediction["passages"]}) == 20


def test_nothing_is_made_in_the_data_folder_of_the_settings(
    make_set: SetMaker, keywords_only: Settings, temporary: Path
) -> None:
    run(make_set(), keywords_only)

    assert not keywords_only.footnote_data_dir.exists()
    assert list(temporary.iterdir()) == []


def test_a_store_that_is_there_is_left_as_it_was(make_set: SetMaker, keywords_only: Settings) -> None:
    store = keywords_only.footnote_data_dir / "elsewhere.db"
    mine = keywords_only.model_copy(update={"database_url": f"sqlite:///{store}"})
    App(mine).close()
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in store.parent.iterdir()}

    run(make_set(), mine)

    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in store.parent.iterdir()} == before


@pytest.mark.parametrize("stage", ["Adding the documents", "Asking the questions"])
def test_stopping_leaves_nothing_behind(
    make_set: SetMaker, keywords_only: Settings, temporary: Path, tmp_path: Path, stage: str
) -> None:
    def stop(reached: str, done: int, total: int) -> None:
        if reached == stage:
            raise KeyboardInterrupt

    out = tmp_path / "out" / "predictions.jsonl"
    out.parent.mkdir()
    out.write_text("an older run")

    with pytest.raises(KeyboardInterrupt):
        run(make_set(), keywords_only, out, stop)

    assert list(temporary.iterdir()) == []
    assert [path.name for path in out.parent.iterdir()] == [out.name]
    assert out.read_text() == "an older run"


def test_progress_counts_up_to_the_whole_in_both_stages(make_set: SetMaker, keywords_only: Settings) -> None:
    told: list[tuple[str, int, int]] = []

    run(make_set(), keywords_only, None, lambda *step: told.append(step))

    characters = sum(map(len, DOCUMENTS.values()))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["Adding the documents", "Asking the questions"]
    assert told == sorted(told)
    assert ("Adding the documents", characters, characters) in told
    assert told[-1] == ("Asking the questions", 8, 8)


def test_predictions_that_cannot_be_written_are_refused_before_anything_is_added(
    make_set: SetMaker, keywords_only: Settings, tmp_path: Path
) -> None:
    folder = make_set()
    told: list[object] = []

    for path, sentence in (
        (tmp_path / "missing" / "out.jsonl", "out.jsonl cannot be written: No such file or directory."),
        (tmp_path, f"{tmp_path.name}: this is a folder; name a file for the predictions."),
    ):
        with pytest.raises(EvaluationError) as caught:
            run(folder, keywords_only, path, lambda *step: told.append(step))
        assert str(caught.value) == sentence
    assert told == []
