from __future__ import annotations

from datetime import date

import pytest

from bot.discord_ui.usage_rendering import MOST_MODELS, NO_MODEL, Budgets, usage_screen
from bot.prices import Price
from bot.records.nouns import ModelUsage, Spent
from tests.conftest import AppMaker
from tests.discord_server.loops import in_a_loop
from tests.support.apps import AppWith
from tests.support.asking import asked, served_room
from tests.support.screens import inert_texts

pytestmark = pytest.mark.usefixtures("no_error_is_logged")

LOCAL = {"openai_base_url": "http://127.0.0.1:9/v1"}


@in_a_loop
async def test_everyone_sees_what_they_used_and_what_is_left_and_admins_what_it_cost(make_app: AppMaker) -> None:
    app = make_app(
        **LOCAL,
        member_tokens_per_day=5000,
        server_tokens_per_month=20_000,
        model_prices="small=1.00/4.00",
        writer="auto",
    )
    async with served_room(app) as room:
        library = str(room.guild.id)
        app.records.change_server(library, daily_questions=7)
        app.records.count_question(library, room.bob.id)
        app.records.spend(library, room.bob.id, ModelUsage("small-2026", 2, 1000, 200))
        app.records.spend(library, room.ada.id, ModelUsage("large", 1, 3000, 0))
        app.records.spend("1", room.bob.id, ModelUsage("elsewhere", 1, 9999, 9999))

        bob = await (await room.bob.slash(room.channel, "usage")).answered()
        ada = await (await room.ada.slash(room.channel, "usage")).answered()
        assert bob.ephemeral
        assert ada.ephemeral
        assert "Questions: 1 of 7\nTokens: 1,200 of 5,000 used, 3,800 left" in bob.text
        assert "Questions: 0 of 7\nTokens: 3,000 of 5,000 used, 2,000 left" in ada.text
        for seen in (bob, ada):
            assert "Tokens: 4,200 of 20,000 used, 15,800 left" in seen.text
            assert "elsewhere" not in seen.text
        assert "small" not in bob.text
        assert "large: 1 call, 3,000 tokens read, 0 written, no price is set" in ada.text
        assert "small-2026: 2 calls, 1,000 tokens read, 200 written, cost less than $0.01" in ada.text
        assert room.channel.by_bot() == []


@in_a_loop
async def test_without_a_model_it_says_so_and_counts_questions(app: AppWith) -> None:
    async with served_room(app) as room:
        await asked(room.bob, room.channel, "What does a crossing cost?")
        for person in (room.bob, room.ada):
            seen = await (await person.slash(room.channel, "usage")).answered()
            assert NO_MODEL in seen.text
            assert "Tokens" not in seen.text
        assert "Questions: 0" in seen.text


def test_without_limits_it_says_that_there_are_none_and_models_names_take_no_effect() -> None:
    budgets = Budgets(questions=0, member_tokens=0, server_tokens=0, has_model=True, month=date(2026, 11, 3))
    models = [
        ModelUsage(f"<@{number}> **x** {'y' * 200}", 1, 2_000_000, 1_000_000) for number in range(MOST_MODELS + 1)
    ]
    shown = "\n".join(inert_texts(usage_screen(budgets, 3, Spent(5, 60), models, {"<@1>": Price(1.5, 2)})))

    assert "Questions: 3\nTokens: 5 used; there is no limit" in shown
    assert "**This server, in November**\nTokens: 60 used; there is no limit" in shown
    assert "and 1 other model" in shown
    assert "cost $5.00" in shown
    assert "Together: $5.00" in shown


def test_a_budget_that_is_overrun_has_nothing_left() -> None:
    budgets = Budgets(questions=1, member_tokens=10, server_tokens=10, has_model=True, month=date(2026, 1, 31))
    shown = "\n".join(inert_texts(usage_screen(budgets, 1, Spent(12, 12), None, {})))
    assert shown.count("12 of 10 used, 0 left") == 2
    assert "By model" not in shown
