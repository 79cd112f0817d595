"""Every figure, over outcomes written by hand."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evaluation.abstention import abstention_figures
from bot.evaluation.answers import answer_figures
from bot.evaluation.extraction import extraction_figures
from bot.evaluation.figures import Figure, mean
from bot.evaluation.outcomes import LeftOut, Outcome
from bot.evaluation.places import Place
from bot.evaluation.questions import GoldQuestion
from bot.evaluation.retrieval import retrieval_figures
from bot.evaluation.timings import timing_figures


def gold(*spans: Place, **fields: Any) -> GoldQuestion:
    return GoldQuestion(**{"id": "q", "question": "?", "answerable": True, "spans": spans, **fields})


def outcome(question: GoldQuestion | None = None, **facts: Any) -> Outcome:
    nothing: dict[str, Any] = {
        "passages": (), "sentences": (), "answered": False, "confidence": 0.0, "citations": (), "quotes": 0,
        "quotes_true": 0, "claims": 0, "claims_cited": 0, "left_out": None, "wall_ms": 0.0, "cpu_ms": 0.0,
    }  # fmt: skip
    return Outcome(gold=question or gold(), **{**nothing, **facts})


def by_name(figures: tuple[Figure, ...]) -> dict[str, tuple[Any, int]]:
    return {figure.name: (figure.value, figure.n) for figure in figures}


def test_retrieval_looks_for_a_span_that_lies_whole_in_one_passage() -> None:
    split = gold(Place("a", 95, 105), documents=("a",))  # across two passages
    fifth = gold(Place("a", 450, 460), documents=("a",))
    first = gold(Place("a", 10, 20), Place("b", 0, 5), documents=("a",))
    passages = [Place("a", at, at + 100) for at in (0, 100, 200, 300, 400, 500)]

    figures = by_name(retrieval_figures([(split, passages), (fifth, passages), (first, passages)]))

    assert figures["span_in_top_5"] == (2 / 3, 3)
    assert figures["span_in_top_1"] == (1 / 3, 3)
    assert figures["span_characters_recalled_in_top_5"] == (pytest.approx((1 + 1 + 10 / 15) / 3), 3)
    assert figures["right_document_in_top_1"] == (1.0, 3)
    assert figures["characters_in_top_5"] == (500.0, 3)


def test_what_comes_after_the_fifth_passage_does_not_count() -> None:
    passages = [*(Place("a", at, at + 100) for at in (100, 200, 300, 400, 500)), Place("a", 0, 100)]

    figures = by_name(retrieval_figures([(gold(Place("a", 10, 20)), passages)]))

    assert figures["span_in_top_5"] == (0.0, 1)
    assert figures["span_characters_recalled_in_top_5"] == (0.0, 1)


def test_a_question_with_nothing_known_of_its_place_counts_for_no_place() -> None:
    figures = by_name(retrieval_figures([(gold(), [Place("a", 0, 100)]), (gold(documents=("b",)), [])]))

    assert figures["span_in_top_5"] == (None, 0)
    assert figures["right_document_in_top_1"] == (0.0, 1)
    assert figures["characters_in_top_5"] == (50.0, 2)


def test_with_answers_a_sentence_must_hold_one_occurrence_whole() -> None:
    question = gold(Place("a", 10, 14), Place("a", 90, 94), answers=("1921",))
    near, right = Place("a", 12, 60), Place("a", 80, 120)

    figures = by_name(
        extraction_figures([outcome(question, sentences=(right, near)), outcome(question, sentences=(near, right))])
    )

    assert figures == {"first_sentence_holds_answer": (0.5, 2), "within_3": (1.0, 2)}


def test_without_answers_more_than_half_of_a_sentence_must_be_supporting_text() -> None:
    question = gold(Place("a", 0, 30), Place("a", 20, 50))
    half, more = Place("a", 0, 100), Place("a", 0, 99)

    assert not question.supported_by(half)
    assert question.supported_by(more)


def test_extraction_is_measured_on_located_answers_only() -> None:
    unanswerable = gold(Place("a", 0, 5), answerable=False)

    assert by_name(extraction_figures([outcome(), outcome(unanswerable)])) == {
        "first_sentence_holds_answer": (None, 0),
        "within_3": (None, 0),
    }


def test_answers_are_counted_by_what_the_set_says_of_the_question() -> None:
    question = gold(Place("a", 10, 14), answers=("1921",))
    outcomes = [
        outcome(question, answered=True, citations=(Place("a", 0, 20),), left_out=LeftOut(False, 0.1)),
        outcome(question, answered=True, citations=(Place("a", 20, 40),), left_out=LeftOut(True, 0.6)),
        outcome(question, answered=False),
        outcome(gold(answerable=False), answered=True),
        outcome(gold(answerable=False), answered=False),
        outcome(gold(answerable=None), answered=True),
    ]

    figures = by_name(answer_figures(outcomes))

    assert figures["answerable_answered"] == (2 / 3, 3)
    assert figures["citations_hold_answer"] == (0.5, 2)
    assert figures["unanswerable_not_found"] == (0.5, 2)
    assert figures["left_out_not_found"] == (0.5, 2)


def test_every_quote_that_differs_and_every_sentence_without_a_citation_is_counted() -> None:
    outcomes = [outcome(quotes=3, quotes_true=3, claims=2, claims_cited=2), outcome(quotes=4, quotes_true=3, claims=1)]

    figures = by_name(answer_figures(outcomes))

    assert figures["quotes_not_verbatim"] == (1, 7)
    assert figures["claims_without_citation"] == (1, 3)


def test_abstention_compares_the_answerable_with_both_kinds_that_are_not() -> None:
    outcomes = [
        outcome(gold(), confidence=0.9, left_out=LeftOut(False, 0.2)),
        outcome(gold(), confidence=0.6, left_out=LeftOut(True, 0.6)),
        outcome(gold(answerable=False), confidence=0.6),
        outcome(gold(answerable=False), confidence=0.1),
        outcome(gold(answerable=None), confidence=0.99),
    ]

    figures = by_name(abstention_figures(outcomes))

    assert figures["auc_unanswerable"] == (3.5 / 4, 4)
    assert figures["auc_left_out"] == (3.5 / 4, 4)
    assert figures["threshold_95"] == (0.6, 2)
    assert figures["rejected_unanswerable_95"] == (0.5, 2)
    assert figures["rejected_left_out_95"] == (0.5, 2)


def test_a_set_without_answerable_questions_has_no_abstention_figures() -> None:
    figures = by_name(abstention_figures([outcome(gold(answerable=False), confidence=0.4)]))

    assert set(figures.values()) == {(None, 0)}


def test_timings_are_medians() -> None:
    outcomes = [outcome(wall_ms=each, cpu_ms=each / 2) for each in (900.0, 8.0, 10.0)]

    assert by_name(timing_figures(outcomes)) == {"median_wall_ms": (10.0, 3), "median_cpu_ms": (5.0, 3)}


def test_a_question_with_spans_has_an_answer_unless_the_set_says_otherwise() -> None:
    assert gold(Place("a", 0, 1), answerable=None).has_answer is True
    assert gold(Place("a", 0, 1), answerable=False).has_answer is False
    assert gold(answerable=None).has_answer is None


def test_a_figure_shows_its_unit_or_four_decimals_or_that_there_is_none() -> None:
    assert mean("a", "share", [True, False, False]).line().split() == ["share", "0.3333", "n", "=", "3"]
    assert mean("a", "length", [5321.26], unit="characters").line().split()[1:3] == ["5,321.3", "characters"]
    assert mean("a", "nothing", []).line().split()[1] == "–"
    assert mean("a", "nothing", []).as_json() == {"value": None, "n": 0}
