"""What was used, on the screen: questions, a model's tokens, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.discord_ui.screens.escaping import safe_line
from bot.discord_ui.screens.screen import Block, Rule, Screen, Text
from bot.prices import Price, price_of
from bot.records.nouns import ModelUsage, Spent
from bot.wording import counted

MOST_MODELS: Final = 15
LONGEST_MODEL: Final = 60
LEAST: Final = 0.01
"""US dollars."""
NO_MODEL: Final = "No model writes here: answers are quoted from the documents and cost nothing."


@dataclass(frozen=True, slots=True)
class Budgets:
    """What may be used: questions and tokens of a member a day, tokens of the server a month; 0 is no limit.

    `month` is any day of the month that is shown.
    """

    questions: int
    member_tokens: int
    server_tokens: int
    has_model: bool
    month: date


def usage_screen(
    budgets: Budgets, asked: int, spent: Spent, models: Sequence[ModelUsage] | None, prices: Mapping[str, Price]
) -> Screen:
    """Return what a member has used; with `models` also what the server has used of each, most first."""
    lines = ["**You, today**", f"Questions: {_questions(asked, budgets.questions)}"]
    if budgets.has_model or spent.member_today:
        lines.append(f"Tokens: {_of(spent.member_today, budgets.member_tokens)}")
    blocks: list[Block] = [Text("\n".join(lines))]
    if budgets.has_model or spent.library_month:
        used = _of(spent.library_month, budgets.server_tokens)
        blocks.append(Text(f"**This server, in {budgets.month:%B}**\nTokens: {used}"))
    if models:
        blocks += [Rule(), Text("\n".join(_by_model(models, prices)))]
    if not budgets.has_model:
        blocks.append(Text(f"-# {NO_MODEL}"))
    blocks.append(Text("-# Days and months are those of UTC."))
    return Screen(tuple(blocks), "notice")


def _questions(asked: int, limit: int) -> str:
    return f"{asked:,} of {limit:,}" if limit else f"{asked:,}"


def _of(used: int, budget: int) -> str:
    if not budget:
        return f"{used:,} used; there is no limit"
    return f"{used:,} of {budget:,} used, {max(0, budget - used):,} left"


def _by_model(models: Sequence[ModelUsage], prices: Mapping[str, Price]) -> Iterator[str]:
    yield "**By model**"
    for used in models[:MOST_MODELS]:
        read, written = f"{used.input_tokens:,} tokens read", f"{used.output_tokens:,} written"
        cost = _cost(used, prices)
        told = f"cost {_money(cost)}" if cost is not None else "no price is set"
        yield f"{safe_line(used.model, LONGEST_MODEL)}: {counted(used.calls, 'call')}, {read}, {written}, {told}"
    if len(models) > MOST_MODELS:
        yield f"and {counted(len(models) - MOST_MODELS, 'other model')}"
    costs = [cost for used in models if (cost := _cost(used, prices)) is not None]
    if costs:
        yield f"Together: {_money(sum(costs))}, by the prices that whoever runs the bot has set"


def _money(cost: float) -> str:
    return f"${cost:,.2f}" if cost >= LEAST or not cost else f"less than ${LEAST}"


def _cost(used: ModelUsage, prices: Mapping[str, Price]) -> float | None:
    price = price_of(used.model, prices)
    return price.of(used.input_tokens, used.output_tokens) if price else None
