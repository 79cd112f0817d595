import json

import pytest

QUESTIONS = [
    {"id": "a", "question": "Who founded the kite club?", "documents": ["handbook.md"], "answers": ["Ada Lovell"]},
    {"id": "b", "question": "What is the capital of Peru?", "answerable": False},
]


@pytest.fixture
def question_set(handbook, tmp_path):
    """A folder as `footnote eval` takes it."""
    folder = tmp_path / "set"
    (folder / "documents").mkdir(parents=True)
    handbook.rename(folder / "documents" / "handbook.md")
    (folder / "questions.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in QUESTIONS))
    return folder


def test_figures_are_shown_and_predictions_written_and_the_store_is_left_alone(footnote, question_set, tmp_path):
    result = footnote("eval", question_set, "--predictions", tmp_path / "out.jsonl")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "2 questions" in result.stdout.splitlines()[0]
    assert [json.loads(line)["id"] for line in (tmp_path / "out.jsonl").read_text().splitlines()] == ["a", "b"]
    assert not (tmp_path / "data").exists()


def test_the_report_comes_as_json(footnote, question_set):
    assert json.loads(footnote("eval", question_set, "--json").stdout)["questions"] == 2


def test_a_folder_that_is_no_question_set_is_refused_in_one_line(footnote, tmp_path):
    result = footnote("eval", tmp_path / "nowhere")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
