"""A set that cannot be used is refused in one sentence, before anything is built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.errors import EvaluationError
from bot.evaluation import run
from bot.evaluation.documents import measure_documents
from bot.evaluation.questions import load_questions
from bot.settings import Settings
from tests.bot.evaluation.small_set import SetMaker

FINE = {"id": "fine", "question": "When did the harbour open?"}
LIMIT = 2000


def refusal(folder: Path, settings: Settings) -> str:
    with pytest.raises(EvaluationError) as caught:
        run(folder, settings)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert not settings.footnote_data_dir.exists()
    return sentence


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "this is not JSON"),
        ('{"id": "a", "question": "\xff', "this is not JSON"),
        ("[1, 2]", "the line: input should be an object"),
        ('{"id": "a"}', "question: field required"),
        ('{"id": "a", "question": null, "spans": 3}', "question: input should be a valid string"),
        ('{"id": "a", "question": "?", "spans": [["harbour.txt", 1]]}', "spans.0.2: field required"),
        (
            '{"id": "a", "question": "?", "spans": [["harbour.txt", 1, "x"]]}',
            "spans.0.2: input should be a valid integer",
        ),
        ('{"id": "a", "question": " "}', "the question is empty"),
        ('{"id": "a", "question": "' + "x" * (LIMIT + 1) + '"}', "the question is over the limit of 2,000 characters"),
        ('{"id": "fine", "question": "Again?"}', "its id was used before"),
        ('{"id": "a", "question": "?", "documents": ["x.txt"]}', "documents/ holds no file called “x.txt”"),
        ('{"id": "a", "question": "?", "spans": [["y.txt", 0, 1]]}', "documents/ holds no file called “y.txt”"),
        ('{"id": "a", "question": "?", "spans": [["harbour.txt", 4, 4]]}', "the span 4–4 is not in harbour.txt"),
        ('{"id": "a", "question": "?", "spans": [["harbour.txt", -1, 4]]}', "the span -1–4 is not in harbour.txt"),
        ('{"id": "a", "question": "?", "spans": [["harbour.txt", 0, 102]]}', "which has 101 characters"),
    ],
)
def test_a_malformed_line_is_named_with_its_fault(
    make_set: SetMaker, keywords_only: Settings, line: str, reason: str
) -> None:
    sentence = refusal(make_set(questions=[FINE, "", line]), keywords_only)

    assert sentence.startswith("questions.jsonl, line 3: ")
    assert reason in sentence


def test_bytes_that_are_no_text_are_named_by_their_line(make_set: SetMaker, keywords_only: Settings) -> None:
    folder = make_set()
    (folder / "questions.jsonl").write_bytes(b'{"id": "a", "question": "\xff\xfe"}\n')

    assert refusal(folder, keywords_only) == "questions.jsonl, line 1: this is not JSON."


def test_a_set_without_questions_is_refused(make_set: SetMaker, keywords_only: Settings) -> None:
    folder = make_set(questions=["", "  "])
    assert refusal(folder, keywords_only) == "questions.jsonl holds no question."

    (folder / "questions.jsonl").unlink()
    assert refusal(folder, keywords_only) == "The folder holds no questions.jsonl."

    (folder / "questions.jsonl").mkdir()
    assert refusal(folder, keywords_only) == "questions.jsonl cannot be read: Is a directory."


def test_a_set_without_documents_is_refused(make_set: SetMaker, keywords_only: Settings, tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere", keywords_only).endswith("nowhere: there is no such folder; check the path.")

    folder = make_set(documents={})
    assert refusal(folder, keywords_only) == "The folder holds no documents/ with files in it."

    (folder / "documents").rmdir()
    assert refusal(folder, keywords_only) == "The folder holds no documents/ with files in it."

    (folder / "documents").write_text("a file")
    assert refusal(folder, keywords_only) == "The folder holds no documents/ with files in it."


@pytest.mark.parametrize(
    ("name", "data"), [("photo.jpg", b"\xff\xd8"), ("empty.txt", b""), ("binary.txt", b"\x00\x01\x02")]
)
def test_a_document_that_cannot_be_read_is_named(
    make_set: SetMaker, keywords_only: Settings, name: str, data: bytes
) -> None:
    assert refusal(make_set(documents={name: data}), keywords_only).startswith(f"documents/{name}")


def test_hidden_files_and_folders_are_no_documents(make_set: SetMaker) -> None:
    folder = make_set()
    (folder / "documents" / ".DS_Store").write_bytes(b"\x00")
    (folder / "documents" / "drafts").mkdir()

    assert sorted(measure_documents(folder, 1_000_000)) == ["harbour.txt", "library.md", "observatory.txt"]


def test_a_line_of_json_may_hold_any_separator_but_a_line_feed(make_set: SetMaker) -> None:
    odd: list[dict[str, Any] | str] = [
        '\ufeff{"id": 1, "question": "One\u2028line?", "more": null}\r',
        '{"id": "b", "question": "Another\x85line?"}',
    ]
    folder = make_set(questions=odd)

    questions = load_questions(folder, {}, LIMIT)

    assert [(each.id, each.question) for each in questions] == [("1", "One\u2028line?"), ("b", "Another\x85line?")]
