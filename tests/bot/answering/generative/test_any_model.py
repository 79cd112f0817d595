"""Whatever a model writes, however broken: every sentence has its quotes, and every quote stands where it says."""

from __future__ import annotations

import random

import pytest

from bot.answering.models import Prompt
from bot.answering.verification.quotes import plain
from bot.errors import ModelUnavailable
from index.library import Library
from tests.bot.answering.generative.conftest import Ask
from tests.support.checks import assert_proven
from tests.support.listeners import Watching
from tests.support.scripted_models import ScriptedModel, claims, passages, reply, saying_in_lines


def scribble(prompt: Prompt, chance: random.Random) -> list[str | BaseException]:
    """Write an answer with true and false quotes, then spoil some of it, and break off now and then."""
    shown = passages(prompt)
    words = " ".join(shown.values()).split()
    told = []
    for _ in range(chance.randint(0, 8)):
        start = chance.randrange(len(words))
        quote = words[start : start + chance.randint(1, 25)]
        if chance.random() < 0.3:
            chance.shuffle(quote)
        claim = chance.choice([quote, quote[: chance.randint(1, 9)], chance.sample(words, 6)])
        name = chance.choice([*shown, *shown, "", "bcdfg", "1"])
        told.append((" ".join(claim), [(name, " ".join(quote))]))
    text = (
        reply(told)
        if chance.random() < 0.6
        else saying_in_lines(*((claim, [q for _, q in qs]) for claim, qs in told))(prompt)
    )
    for _ in range(chance.choice([0, 0, 1, 3])):
        at = chance.randrange(len(text) + 1)
        text = (
            text[:at]
            + chance.choice(["", '"', "}", "\n\n", "CLAIM: ", '{"claim":'])
            + text[at + chance.randint(0, 3) :]
        )
    size = chance.choice([1, 7, 10_000])
    pieces: list[str | BaseException] = [text[at : at + size] for at in range(0, len(text), size)]
    return [*pieces, ModelUnavailable("It is down.")] if chance.random() < 0.1 else pieces


def write_anything(ask: Ask, shelf: Library, answers: int, seed: int) -> int:
    """Ask as often, and fail at the first sentence without its proof; return how many answers the model wrote."""
    chance = random.Random(seed)
    written = 0
    for _ in range(answers):
        agreeing = lambda prompt: " ".join(f"{name}: {chance.choice(['yes', 'no'])}" for name in claims(prompt))  # noqa: E731
        watching = Watching()
        answer = ask(ScriptedModel(lambda prompt: scribble(prompt, chance), agreeing), listener=watching)
        for each in (*watching.shown, answer):
            assert_proven(each, shelf)
            quotes = {citation.number: plain(citation.quote.text) for citation in each.citations}
            for claim in each.claims:
                assert claim.own_words or plain(claim.text) == " ".join(quotes[number] for number in claim.citations)
        written += answer.writer == "generative"
    return written


def test_of_thirty_answers_of_any_kind_every_sentence_is_proven(ask: Ask, shelf: Library) -> None:
    """Ten thousand are asked for by `make soak`."""
    assert write_anything(ask, shelf, 30, seed=3) > 8


@pytest.mark.soak
def test_of_ten_thousand_answers_of_any_kind_every_sentence_is_proven(ask: Ask, shelf: Library) -> None:
    write_anything(ask, shelf, 10_000, seed=random.randrange(1 << 32))
