from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from bot.answering.answer import Answer, Question
from bot.answering.pipeline import Answering
from bot.answering.topics.guide import MOST_KEPT, Guide
from bot.errors import Stopped
from index.errors import StoreError
from index.library import Library
from tests.support.apps import AppWith
from tests.support.club import fill

ANSWERING = Answering(min_confidence=0.2, max_question_chars=2_000)


class Asked:
    """Answers questions, counts them, and waits before the first until it may go on."""

    def __init__(self) -> None:
        self.count = 0
        self.go_on = Event()

    def __call__(self, library: Library, question: str) -> Answer:
        self.count += 1
        assert self.go_on.wait(20)
        return ANSWERING.ask(library, Question(question))


def test_what_is_not_ready_is_worked_out_in_the_background_and_nobody_waits(app: AppWith) -> None:
    fill(app.library("local"))
    asked = Asked()
    guide = Guide(app.library, asked)
    try:
        assert guide.ready("local") is None
        assert guide.names("local") == ()
        asked.go_on.set()
        known = guide.overview("local")
        assert guide.ready("local") is known
        assert guide.names("local") == tuple(topic.name for topic in known.topics)
    finally:
        guide.close()


def test_it_is_worked_out_once_for_each_state_of_the_library(app: AppWith) -> None:
    library = app.library("local")
    fill(library)
    asked = Asked()
    asked.go_on.set()
    guide = Guide(app.library, asked)
    try:
        known = guide.overview("local")
        count = asked.count
        assert guide.overview("local") is known
        assert asked.count == count
        library.remove("ferry.md")
        assert guide.ready("local") is None
        changed = guide.overview("local")
        assert "Harrow ferry" not in {topic.quote.document.title for topic in changed.topics}
    finally:
        guide.close()


def test_one_library_never_shows_in_another_and_old_ones_are_let_go(app: AppWith) -> None:
    fill(app.library("one"))
    asked = Asked()
    asked.go_on.set()
    guide = Guide(app.library, asked)
    try:
        first = guide.overview("one")
        assert first.topics
        assert guide.overview("two").topics == ()
        for number in range(MOST_KEPT):
            guide.overview(f"empty {number}")
        assert guide.overview("one") is not first
        guide.forget("one")
        guide.forget("never heard of")
    finally:
        guide.close()


def test_closing_gives_up_what_is_under_way(app: AppWith) -> None:
    fill(app.library("local"))
    asked = Asked()
    guide = Guide(app.library, asked)
    assert guide.ready("local") is None
    asked.go_on.set()
    guide.close()
    with pytest.raises(Stopped):
        guide.overview("another")


def test_who_waits_for_a_library_that_changes_meanwhile_is_told_of_it_as_it_is(app: AppWith) -> None:
    library = app.library("local")
    fill(app.library("other"))
    fill(library)
    asked = Asked()
    guide = Guide(app.library, asked)
    try:
        guide.ready("other")  # which is at work until it may go on
        with ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(guide.overview, "local")
            while "local" not in guide._known:
                assert not waiting.done()
            library.remove("ferry.md")
            guide.ready("local")
            asked.go_on.set()
            assert waiting.result(20) == guide.overview("local")
    finally:
        asked.go_on.set()
        guide.close()


def test_what_failed_is_tried_again(app: AppWith) -> None:
    fill(app.library("local"))
    failing = [True]

    def ask(library: Library, question: str) -> Answer:
        if failing.pop():
            raise StoreError("The disk is gone.")
        failing.append(False)
        return ANSWERING.ask(library, Question(question))

    guide = Guide(app.library, ask)
    try:
        with pytest.raises(StoreError, match="The disk is gone"):
            guide.overview("local")
        failing.append(False)
        assert guide.overview("local").topics
    finally:
        guide.close()
