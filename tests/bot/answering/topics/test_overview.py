"""What a library is said to be about holds: every quote is found, every question suggested is answered by its quote."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

import pytest

from bot.answering.answer import Question
from bot.answering.pipeline import Answering
from bot.answering.topics.following_on import ask_next, suggested_around
from bot.answering.topics.overview import overview_of
from bot.answering.topics.phrasing import LONGEST, SOUND
from bot.answering.topics.suggesting import COMFORTABLE
from bot.answering.topics.topic import Overview
from bot.errors import Stopped
from index.errors import SourceError
from index.library import Library
from tests.conftest import AppMaker
from tests.support.club import fill
from tests.support.hostile import HOSTILE

ANSWERING = Answering(min_confidence=0.2, max_question_chars=2_000)


def overview(library: Library) -> Overview:
    return overview_of(library, lambda question: ANSWERING.ask(library, Question(question)), lambda: False)


def test_every_quote_is_found_and_every_suggestion_is_answered_by_its_sentence(library: Library) -> None:
    fill(library)
    known = overview(library)

    assert known.topics
    assert len(known.suggestions) >= 3
    for quote in [topic.quote for topic in known.topics] + [each.quote for each in known.suggestions]:
        text = library.live_text(quote.document.id, quote.document.version)
        assert text is not None
        assert quote.span.of(text) == quote.text
    for each in known.suggestions:
        answer = ANSWERING.ask(library, Question(each.question))
        assert answer.confidence >= COMFORTABLE
        assert each.quote.span in {citation.quote.span for citation in answer.citations}
    assert len({each.question for each in known.suggestions}) == len(known.suggestions)


def test_every_passage_is_counted_once_and_the_largest_topic_comes_first(library: Library) -> None:
    fill(library)
    topics = overview(library).topics

    assert sum(topic.passages for topic in topics) == sum(document.passages for document in library.documents())
    assert all(one.passages >= other.passages for one, other in pairwise(topics))
    assert len({topic.name for topic in topics}) == len(topics)


def test_it_is_the_same_every_time(library: Library) -> None:
    fill(library)
    assert overview(library) == overview(library)


def test_without_a_model_there_are_topics_as_well(make_app: AppMaker) -> None:
    library = make_app(model=None).library("local")
    fill(library)
    known = overview(library)

    assert sum(topic.passages for topic in known.topics) == sum(each.passages for each in library.documents())
    assert known.suggestions


@pytest.mark.parametrize("data", [b"", b"12 34 56", b"Hello", b"| a | b |\n|---|---|\n| 1 | 2 |\n"])
def test_a_library_with_next_to_nothing_in_it_has_topics_or_none_and_no_error(library: Library, data: bytes) -> None:
    if data:
        library.add_bytes("small.md", "small.md", data)
    known = overview(library)
    assert known.suggestions == ()


def test_it_gives_up_when_it_is_stopped(library: Library) -> None:
    fill(library)
    with pytest.raises(Stopped):
        overview_of(library, lambda question: ANSWERING.ask(library, Question(question)), lambda: True)


def test_what_to_ask_next_is_near_the_answer_and_neither_said_nor_asked_before(library: Library) -> None:
    fill(library)
    known = overview(library)
    answer = ANSWERING.ask(library, Question("Who founded the kite club?"))
    found = ask_next(known, answer, ["When does the kite club meet?"])

    assert found
    assert {each.quote.document.title for each in found} == {"Kite club"}
    said = {citation.quote.span for citation in answer.citations}
    assert not said & {each.quote.span for each in found}
    assert not {"Who founded the kite club?", "When does the kite club meet?"} & {each.question for each in found}


def test_where_nothing_was_found_what_the_documents_do_answer_is_suggested(library: Library) -> None:
    fill(library)
    known = overview(library)
    nothing = ANSWERING.ask(library, Question("What is the capital of Peru?"))

    assert nothing.claims == ()
    assert len(ask_next(known, nothing)) == 3


def test_around_an_answer_more_can_be_asked_at_once(library: Library) -> None:
    fill(library)
    answer = ANSWERING.ask(library, Question("Who founded the kite club?"))
    found = suggested_around(library, answer, lambda question: ANSWERING.ask(library, Question(question)))

    assert found
    for each in found:
        again = ANSWERING.ask(library, Question(each.question))
        assert each.quote.span in {citation.quote.span for citation in again.citations}


def test_whatever_is_written_in_documents_there_is_an_overview(library: Library) -> None:
    for number, text in enumerate([*HOSTILE, "It is. " * 300, "word " * 2_000, "A was B. " * 200, "§ 1. " * 99]):
        data = f"{text}\n\nThe {number} {text[:40]} was founded in 1921. {text}".encode("utf-8", "replace")
        with suppress(SourceError):  # what is no text is not taken in
            library.add_bytes(f"{number}.txt", f"{number}.txt", data)
    known = overview(library)

    assert known.topics
    for each in known.suggestions:
        assert SOUND.fullmatch(each.question)
        assert len(each.question) <= LONGEST
