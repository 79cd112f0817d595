import json

import pytest

from bot.answering.answer import Question
from bot.app import App
from bot.settings import load_settings


def test_an_answer_is_its_sentences_with_marks_and_each_quote_with_its_place(footnote, handbook):
    footnote("library", "add", handbook)

    result = footnote("ask", "Who founded the kite club?")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[:2] == ["Ada Lovell founded the club in 1921. [1]", ""]
    assert result.stdout.splitlines()[2] == (
        '[1] Kite club handbook › Meetings, line 5: "Ada Lovell founded the club in 1921."'
    )
    assert result.stderr == ""


def test_what_the_documents_do_not_say_is_said_and_is_no_failure(footnote, handbook):
    footnote("library", "add", handbook)

    result = footnote("ask", "What is the capital of Peru?")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("The documents do not say.\n")


def test_passages_near_a_question_without_answer_are_labelled_as_no_answers(footnote, handbook):
    footnote("library", "add", handbook)

    result = footnote("ask", "How many kites does the treasurer of Paris own in Brazil?")

    assert result.stdout.startswith(
        "The documents do not say.\n\nClosest passages (not answers):\n[1] Kite club handbook"
    )


def test_json_is_the_contract_object_and_nothing_else(footnote, handbook):
    footnote("library", "add", handbook)

    result = footnote("ask", "Who collects the fee?", "--json")

    shown = json.loads(result.stdout)
    assert result.stdout.count("\n") == 1
    assert result.stdout.isascii()
    assert list(shown) == [
        "question", "standalone", "status", "text", "writer", "model", "note", "claims", "counts", "citations",
        "closest", "confidence", "timings_ms",
    ]  # fmt: skip
    app = App(load_settings())
    expected = app.ask("local", Question("Who collects the fee?")).as_json()
    app.close()
    assert {**shown, "timings_ms": None} == {**expected, "timings_ms": None}


@pytest.mark.parametrize("typed", ["Who founded the kite club?\n", "  Who founded the kite club?\r\n"])
def test_a_dash_stands_for_the_question_on_stdin(footnote, handbook, typed):
    footnote("library", "add", handbook)

    assert footnote("ask", "-", typed=typed).stdout.startswith("Ada Lovell")


def test_an_answer_can_be_kept_to_one_document(footnote, handbook, tmp_path):
    other = tmp_path / "rival.md"
    other.write_text("# Rival club\n\nBob Stone founded the kite club in 1950, he says.\n")
    footnote("library", "add", handbook, other)

    result = footnote("ask", "Who founded the kite club?", "--document", "rival.md", "--json")

    assert {citation["document"]["title"] for citation in json.loads(result.stdout)["citations"]} == {"Rival club"}


def test_a_document_that_is_not_there_cannot_be_asked(footnote, handbook):
    footnote("library", "add", handbook)

    result = footnote("ask", "Who?", "--document", "nowhere.md")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("There is no document called “nowhere.md” in this library")


def test_of_an_empty_library_the_answer_is_not_found_and_a_hint_says_how_to_fill_it(footnote):
    result = footnote("ask", "Who?", "--library", "cellar", "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["status"] == "not_found"
    assert result.stderr == (
        "The library cellar holds no documents yet: add some with `footnote library add SOURCE --library cellar`.\n"
    )


def test_libraries_do_not_know_of_each_other(footnote, handbook):
    footnote("library", "add", handbook, "--library", "cellar")

    assert "Ada Lovell" in footnote("ask", "Who founded the kite club?", "--library", "cellar").stdout
    assert "Ada Lovell" not in footnote("ask", "Who founded the kite club?").stdout


def test_the_model_that_ships_finds_what_shares_no_word_with_the_question(with_model, footnote, handbook):
    footnote("library", "add", handbook)

    result = footnote("ask", "What does membership cost annually?", "--json")

    assert "12 euros" in json.dumps(json.loads(result.stdout)["citations"])


def test_without_a_model_one_line_says_so_and_keywords_answer(monkeypatch, footnote, handbook):
    monkeypatch.setattr("index.embedding.weights.PACKAGE", "a_package_that_is_not_there")
    monkeypatch.setenv("EMBEDDING_MODEL", "minilm")
    monkeypatch.setenv("EMBEDDING_DOWNLOAD", "false")

    result = footnote("library", "add", handbook)

    assert result.exit_code == 0
    assert result.stderr.count("\n") == 1
    assert "keywords alone" in result.stderr
