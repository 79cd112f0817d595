"""A fixed part of a public set, with the model that ships; `tests/benchmarks/bench_quality.py` runs the whole."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation import run
from bot.settings import Settings

DOCUMENTS = ("1973-oil-crisis.txt", "amazon-rainforest.txt", "jacksonville-florida.txt")
EVERY = 14
"""One question in so many is asked."""


pytestmark = pytest.mark.soak


@pytest.fixture(scope="module")
def figures(shared: Path, model_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The figures of about sixty questions over three documents."""
    whole = shared / "benchmarks" / "squad2"
    if not whole.is_dir():
        pytest.skip("../shared/benchmarks/squad2 is not here")
    folder = tmp_path_factory.mktemp("squad2")
    (folder / "documents").mkdir()
    for name in DOCUMENTS:
        shutil.copyfile(whole / "documents" / name, folder / "documents" / name)
    lines = (whole / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    chosen = [line for line in lines if set(json.loads(line)["documents"]) <= set(DOCUMENTS)][::EVERY]
    (folder / "questions.jsonl").write_text("\n".join(chosen), encoding="utf-8")
    settings = Settings(_env_file=None, footnote_data_dir=folder / "mine", footnote_cache_dir=model_cache)
    return run(folder, settings).as_json()


def test_the_passages_that_answer_public_questions_are_found(figures: dict[str, Any]) -> None:
    assert figures["retrieval"]["span_in_top_5"]["value"] >= 0.95
    assert figures["retrieval"]["span_in_top_1"]["value"] >= 0.80


def test_the_sentences_that_answer_public_questions_come_first(figures: dict[str, Any]) -> None:
    assert figures["extraction"]["first_sentence_holds_answer"]["value"] >= 0.70
    assert figures["extraction"]["within_3"]["value"] >= 0.85


def test_questions_without_their_document_are_told_apart(figures: dict[str, Any]) -> None:
    assert figures["abstention"]["auc_left_out"]["value"] >= 0.95
    assert figures["abstention"]["auc_unanswerable"]["value"] >= 0.65


def test_every_quote_of_a_public_answer_is_verbatim(figures: dict[str, Any]) -> None:
    assert figures["answers"]["quotes_not_verbatim"]["value"] == 0
    assert figures["answers"]["claims_without_citation"]["value"] == 0
    assert figures["answers"]["quotes_not_verbatim"]["n"] > figures["questions"]
