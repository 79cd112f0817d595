"""Which sentences make a summary: the telling ones, unlike each other, that can stand alone."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from bot.answering.answer import Quote
from bot.answering.summaries.extractive.choosing import candidates, choose, headline_of, line_of
from bot.answering.summaries.extractive.focus import Focus, focus_on
from bot.answering.summaries.extractive.worth import DUTY, fit, worths
from bot.answering.summaries.material import Sentences
from index.documents import Document, Span
from tests.support.embedders import WordHashes

DOCUMENT = Document("d", "local", "Rules", "rules.md", 1, datetime(2026, 1, 1, tzinfo=UTC), 1_000, 1)


def sentences(*texts: str, embedded: bool = True) -> Sentences:
    starts = np.cumsum([0, *(len(text) + 1 for text in texts)])
    quotes = tuple(
        Quote(DOCUMENT, Span(int(start), int(start) + len(text)), text, "", 1, None)
        for start, text in zip(starts, texts, strict=False)
    )
    return Sentences(quotes, WordHashes().embed(texts) if embedded else None)


def chosen(*texts: str, count: int = 2, focus: Focus | None = None, embedded: bool = True) -> list[str]:
    offered = candidates(sentences(*texts, embedded=embedded), 0, focus or Focus(), opening=False)
    return [each.quote.text for each in choose(offered, count, 1_000)]


@pytest.mark.parametrize("embedded", [True, False])
def test_nothing_is_said_twice(embedded: bool) -> None:
    pool = "The pool opens on May 3 at noon for all members."
    again = "The pool opens on May 3 at noon for all the members."
    boats = "Boats must be returned by Friday evening to Ada Novak."
    assert chosen(pool, again, boats, embedded=embedded) in ([pool, boats], [again, boats])


def test_what_is_chosen_is_in_reading_order() -> None:
    texts = [f"Rule {number} was passed in {1900 + number} by the council of Bern {number}." for number in range(6)]
    assert chosen(*texts, count=4) == [text for text in texts if text in chosen(*texts, count=4)]


def test_a_sentence_too_long_for_what_is_left_makes_room_for_a_shorter_one() -> None:
    long = "The council of Bern met in March 1921 " + "and talked about the roofs of the old town " * 10 + "."
    short = "The council of Bern met in March 1921 to talk about roofs."
    offered = candidates(sentences(long, short), 0, Focus(), opening=False)
    assert [each.quote.text for each in choose(offered, 2, 100)] == [short]


def test_names_dates_and_numbers_are_preferred() -> None:
    plain, telling = "The club is a nice place to be in.", "Ada Novak founded the club in Bern in 1921."
    assert chosen(plain, telling, count=1) == [telling]


def test_what_somebody_must_do_is_preferred() -> None:
    plain, duty = "The guests tend to arrive in the evening.", "The guests must sign in before the evening."
    assert chosen(plain, duty, count=1) == [duty]


@pytest.mark.parametrize(
    "leaning",
    [
        "They must sign in at the desk before noon.",
        "This was announced by Ada Novak in 1921.",
        "However, the pool stays open until May 3.",
        "Among those present were Ada Novak and Li Wei.",
        "Will Ada Novak open the pool on May 3?",
        "Open from 9 to 5",
        ". ends the talk about the pool that Ada Novak opens.",
        "and that was how Ada Novak came to open the pool.",
        "12",
        "هل يفتح المسبح في مايو؟",  # a question in Arabic
        "Ada Novak opens the pool (lit.",
        "1993) and Ada Novak opens the pool on May 3.",
        "On May 3 the pool was opened by Novak et al.",
        "| Day | Opens | Closes |\n|---|---|---|",
    ],
)
def test_a_sentence_that_cannot_stand_alone_is_worth_less(leaning: str) -> None:
    assert fit(leaning) < fit("Ada Novak opens the pool on May 3.")


def test_those_who_and_there_is_stand_alone() -> None:
    assert fit("Those who decide to go must sign in at the desk.") == 1.0
    assert fit("There is a pool for members beside the main hall.") == 1.0
    assert fit("a) Members of the club pay a fee of 12 euros.") == 1.0


def test_in_order_to_is_no_duty_and_also_known_as_adds_nothing() -> None:
    assert not DUTY.search("Ada Novak went to Bern in order to rest.")
    assert DUTY.search("Ada Novak went to Bern on the orders of the board.")
    assert fit("Hamburg, also known as Hammonia, lies on the Elbe.") == 1.0


def test_furniture_is_never_said_even_where_it_opens_a_document() -> None:
    byline, rule = "By Ada Novak | 5 min read", "The boats must be returned by Friday."
    offered = candidates(sentences(byline, rule), 0, Focus(), opening=True)
    assert [each.quote.text for each in offered] == [rule]


def test_a_sentence_that_leans_on_another_is_said_after_that_one_only() -> None:
    first, leaning = "Ada Novak founded the club in Bern in 1921.", "In 1925 she sold the hall to Li Wei from Kiel."
    between = "The hall is large."
    assert chosen(first, leaning, count=3) == [first, leaning]
    assert leaning not in chosen(first, between, leaning, count=3)


def test_where_every_sentence_leans_they_are_said() -> None:
    texts = ("She founded the club in Bern in 1921.", "In 1925 she sold the hall to Li Wei.")
    assert chosen(*texts) == list(texts)


def test_what_is_worth_little_beside_the_best_is_not_said_because_there_is_room() -> None:
    rule = "Ada Novak must return the boats of Bern by May 3."
    assert chosen(rule, "See <https://example.org>.", "more", count=9) == [rule]
    assert len(chosen("- apples", "- pears", count=9)) == 2


def test_the_line_of_a_section_stands_alone_where_one_does() -> None:
    leaning = "This was sold in May 1925 to Ada Novak from Bern, who must pay by June 3."
    offered = candidates(sentences(leaning, "The boats lie behind the hall."), 0, Focus(), opening=False)
    assert line_of(offered).quote.text == "The boats lie behind the hall."
    assert line_of([each for each in offered if each.leaning]).quote.text == leaning


def test_a_headline_is_what_opens_a_document_and_names_its_subject() -> None:
    named, telling = "The Rules say how boats are used.", "Ada Novak sold boat 3 to Li Wei in Bern in 1925."
    offered = candidates(sentences(named, telling), 0, Focus(), opening=True)
    (best,) = choose(headline_of(offered), 1, 400)
    assert best.quote.text == named


@pytest.mark.parametrize("focus", ["nur Daten", "only the important dates", "dates only, please"])
def test_a_kind_of_fact_may_be_asked_for_in_other_words(focus: str) -> None:
    dated, undated = "The pool opens on May 3 for all members.", "Ada Novak from Bern runs the pool for its members."
    assert chosen(undated, dated, focus=focus_on(focus, lambda _: None)) == [dated]


def test_a_focus_on_reasons_or_duties_puts_those_first() -> None:
    why, duty = "The pool is shut because ice broke it.", "Ada Novak of Bern must guard the pool."
    assert chosen(why, duty, focus=focus_on("why", lambda _: None), count=1) == [why]
    assert chosen(why, duty, focus=focus_on("duties only", lambda _: None)) == [duty]


def test_a_subject_that_holds_the_name_of_a_kind_is_a_subject() -> None:
    assert focus_on("safety of people", lambda _: None).shows is None
    both = focus_on("only the dates for boats", lambda _: None)
    assert both.only
    assert both.shows
    assert set(both.terms) == {"boat"}


def test_a_focus_on_dates_only_leaves_out_what_has_none() -> None:
    dated, undated = "The pool opens on May 3 for all members.", "Ada Novak from Bern runs the pool for its members."
    assert chosen(undated, dated, focus=focus_on("dates only", lambda _: None)) == [dated]


def test_a_focus_on_a_subject_puts_it_first() -> None:
    texts = ("Ada Novak founded the club in Bern in 1921.", "The boats lie in the harbour behind the hall.")
    assert chosen(*texts, count=1, focus=focus_on("boats", lambda _: None)) == [texts[1]]


def test_a_focus_for_newcomers_prefers_what_says_what_things_are() -> None:
    texts = ("Ada Novak went to Bern in May 1921.", "A regatta is a race of boats between two piers.")
    assert chosen(*texts, count=1, focus=focus_on("for a newcomer", lambda _: None)) == [texts[1]]


@pytest.mark.parametrize("texts", [(), ("",), ("...", "!!!", "   "), ("a",)])
def test_hardly_anything_is_no_error(texts: tuple[str, ...]) -> None:
    assert len(worths(sentences(*texts))) == len(texts)
    assert len(chosen(*texts)) <= len(texts)
