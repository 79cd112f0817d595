"""A model that forges its quotes: none is shown, in whatever way it is forged, and nothing is said on its word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.models import Prompt
from index.library import Library
from tests.bot.answering.generative.conftest import Ask
from tests.support.apps import AppWith
from tests.support.checks import assert_proven
from tests.support.scripted_models import ScriptedModel, passage_of, passages, reply

NOON = "The ferry to Sorrel Island leaves at noon."
BELLS = "The ferry bell rings twice before the ferry leaves."
ELSEWHERE = "The ferry of the other server leaves at six."
REMOVED = "The ferry leaves at seven from the old pier."

Forge = Callable[[Prompt], tuple[str, str]]


def other(prompt: Prompt, quote: str) -> str:
    """The id of a passage that does not hold the quote."""
    return next(name for name in passages(prompt) if name != passage_of(prompt, quote))


FORGERIES: dict[str, Forge] = {
    "one letter changed": lambda prompt: (passage_of(prompt, NOON), NOON.replace("noon", "moon")),
    "one letter left out": lambda prompt: (passage_of(prompt, NOON), NOON.replace("Sorrel", "Sorel")),
    "a letter of another alphabet": lambda prompt: (passage_of(prompt, NOON), NOON.replace("Sorrel", "S\u043errel")),
    "a word left out": lambda prompt: (passage_of(prompt, NOON), NOON.replace("to Sorrel Island ", "")),
    "an invented id": lambda _: ("bcdfg", NOON),
    "a number for an id": lambda _: ("1", NOON),
    "the title for an id": lambda _: ("ferries.md", NOON),
    "the id of another passage": lambda prompt: (other(prompt, NOON), NOON),
    "spliced from two passages": lambda prompt: (passage_of(prompt, NOON), f"{NOON} {BELLS}"),
    "spliced with dots": lambda prompt: (passage_of(prompt, NOON), f"{NOON} … {BELLS}"),
    "spliced within a passage": lambda prompt: (passage_of(prompt, NOON), "The ferry leaves at noon."),
    "from another server": lambda _: ("", ELSEWHERE),
    "from an earlier version": lambda _: ("", REMOVED),
    "made up": lambda _: ("", "The ferry leaves whenever it likes."),
}


@pytest.fixture
def harbour(app: AppWith, ferries: Library) -> Library:
    """Ferries, their bell in a document of its own, a version that is no more, and another server."""
    ferries.add_bytes("pier.txt", "pier.txt", REMOVED.encode())
    ferries.add_bytes("pier.txt", "pier.txt", BELLS.encode())
    app.library("123").add_bytes("other.txt", "other.txt", ELSEWHERE.encode())
    return ferries


def test_no_forged_quote_is_shown(ask: Ask, harbour: Library) -> None:
    for way, forge in FORGERIES.items():

        def write(prompt: Prompt, forge: Forge = forge) -> str:
            name, quote = forge(prompt)
            honest = (NOON, [(passage_of(prompt, NOON), NOON)])
            return reply([honest, (quote, [(name, quote)])])

        answer = ask(ScriptedModel(write), library=harbour)

        assert [claim.text for claim in answer.claims] == [NOON], way
        assert_proven(answer, harbour)


def test_where_all_is_forged_the_documents_own_words_answer(ask: Ask, harbour: Library) -> None:
    def write(prompt: Prompt) -> str:
        return reply([(f"It is {number}.", [forge(prompt)]) for number, forge in enumerate(FORGERIES.values())])

    answer = ask(ScriptedModel(write), library=harbour)

    assert answer.writer == "extractive"
    assert_proven(answer, harbour)


def test_a_forged_quote_beside_a_true_one_proves_nothing(ask: Ask, harbour: Library) -> None:
    def write(prompt: Prompt) -> str:
        true = (passage_of(prompt, BELLS), BELLS)
        forged = (passage_of(prompt, NOON), NOON.replace("noon", "six"))
        return reply([(BELLS, [true]), ("The bell rings twice and the ferry leaves at six.", [true, forged])])

    answer = ask(ScriptedModel(write), library=harbour)

    assert [claim.text for claim in answer.claims] == [BELLS]
