"""Summaries through the App, written by a model at a server that works, fails, hangs and costs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from bot.answering.models import Prompt
from bot.answering.summaries.request import Length, Scope, SummaryRequest
from bot.answering.summaries.summary import Summary
from tests.conftest import AppMaker
from tests.model_server.behaviours import Says
from tests.model_server.calls import Call
from tests.model_server.failures import Fails, HangsAfter
from tests.model_server.server import ModelServer
from tests.support.apps import AppWith
from tests.support.checks import assert_proven
from tests.support.summarizers import HANDBOOK, SECTIONS, Watching, rule, telling

ADA = 11
THIRDS = SECTIONS[2::3]


@dataclass(frozen=True, slots=True)
class Tells:
    """Tells every section it is shown, and fails at those that `fails` says."""

    fails: Callable[[str], bool] = lambda _: False

    async def answer(self, call: Call) -> None:
        shown = call.asked.user
        if any(rule(title) in shown for title in SECTIONS if self.fails(title)):
            await Fails(500).answer(call)
        else:
            told = telling()(Prompt("", shown, 1, "summary"))
            assert isinstance(told, str)
            await Says(told).answer(call)


@pytest.fixture
def opened(make_app: AppMaker, model_server: ModelServer) -> Callable[..., AppWith]:
    """Return a function that opens an App with the handbook and the server's model."""

    def open_one(**settings: Any) -> AppWith:
        app = make_app(openai_base_url=model_server.base_url, model_retries=0, **settings)
        app.library("local").add_bytes("handbook.md", "handbook.md", HANDBOOK.encode())
        return app

    return open_one


def full(app: AppWith, watching: Watching | None = None) -> Summary:
    request = SummaryRequest(Scope.DOCUMENT, Length.FULL, document="handbook.md", asker=ADA)
    summary = app.summarize("local", request, watching)
    assert_proven(summary.answer, app.library("local"))
    return summary


def test_a_server_that_fails_on_every_third_section_is_said_exactly(
    opened: Callable[..., AppWith], model_server: ModelServer
) -> None:
    model_server.script(Tells(lambda title: title in THIRDS))

    summary = full(opened())

    assert str(summary.coverage) == "Read 6 of 9 sections of version 1. Not in this summary: Guests; Keys; Lights."
    assert summary.answer.note == "The model server failed (500): try again in a moment."
    assert [part.title for part in summary.parts] == [title for title in SECTIONS if title not in THIRDS]


def test_a_whole_summary_costs_its_asker_once(opened: Callable[..., AppWith], model_server: ModelServer) -> None:
    model_server.script(Tells())
    app = opened(question_tokens=5_000)

    assert full(app).coverage.whole, "the budget of a question is that of each call"
    calls, spent = len(model_server.chats), app.records.spent("local", ADA).member_today
    assert (calls, spent > 1_000) == (3, True)

    assert full(app).answer.writer == "generative"
    assert (len(model_server.chats), app.records.spent("local", ADA).member_today) == (calls, spent)


def test_a_small_budget_or_a_short_reply_makes_more_calls_and_the_same_summary(
    opened: Callable[..., AppWith], model_server: ModelServer
) -> None:
    model_server.script(Tells())

    summary = full(opened(question_tokens=2_600, model_reply_tokens=300))

    assert (summary.answer.writer, str(summary.coverage)) == ("generative", "Read 9 of 9 sections of version 1.")
    assert len(model_server.chats) == len(SECTIONS)


def test_where_a_members_budget_ends_the_rest_is_not_read(
    opened: Callable[..., AppWith], model_server: ModelServer
) -> None:
    model_server.script(Tells())

    summary = full(opened(member_tokens_per_day=3_400))

    assert 0 < summary.coverage.read < len(SECTIONS)
    assert "This summary is not whole." in str(summary.coverage)
    assert summary.answer.note == "You have used your model budget for today; it is new at midnight UTC."


def test_a_stop_ends_a_call_that_hangs_and_leaves_what_there_is(
    opened: Callable[..., AppWith], model_server: ModelServer
) -> None:
    model_server.script(Tells(), HangsAfter('{"claims": ['))
    moments: list[float] = []

    def pressed(watching: Watching) -> bool:
        if len(model_server.chats) > 1 and not moments:
            moments.append(time.monotonic())
        return bool(moments)

    summary = full(opened(), Watching(pressed))

    assert time.monotonic() - moments[0] < 1
    assert str(summary.coverage) == "Read 4 of 9 sections of version 1. This summary is not whole."
    assert summary.answer.note == "Stopped."


def test_a_server_that_hangs_is_given_up_and_the_documents_own_sentences_are_said(
    opened: Callable[..., AppWith], model_server: ModelServer
) -> None:
    model_server.script(HangsAfter(""))

    summary = full(opened(model_wait_seconds=0.2))

    assert (summary.answer.writer, summary.coverage.whole) == ("extractive", True)
    assert summary.answer.note == "The model server did not answer within 0.2 seconds."
    assert len(model_server.chats) == 3
