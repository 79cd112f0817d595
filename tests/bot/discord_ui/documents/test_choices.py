from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.discord_ui.documents.choices import choices_of_documents, choices_of_versions
from bot.discord_ui.screens.splitting import length
from index.documents import Document, Version
from tests.support.discord_text import raw_tokens
from tests.support.hostile import HOSTILE

LIVE_IN_NAMES = {"<", "@", "h", "d"}
"""How mentions, addresses and invites begin; markdown does nothing in the name of a choice."""

WHEN = datetime(2026, 3, 3, 12, tzinfo=UTC)


def document(number: int, title: str, source: str | None = None) -> Document:
    return Document(f"{number:012x}", "1", title, source or f"file-{number}.txt", 1, WHEN, 100, 3)


def named(documents: list[Document], typed: str) -> list[str]:
    return [choice.name for choice in choices_of_documents(documents, typed)]


def test_documents_are_offered_that_hold_what_is_typed_the_best_first() -> None:
    shelf = [document(1, "A house guide"), document(2, "Guide dogs"), document(3, "Old misguided rules")]
    shelf.append(document(4, "Something else", "guide.md"))

    assert named(shelf, "GUIDE") == ["Guide dogs", "A house guide", "Old misguided rules", "Something else"]
    assert named(shelf, "  house   g") == ["A house guide"]
    assert named(shelf, "nothing of the kind") == []
    assert len(named(shelf, "")) == 4


def test_a_choice_stands_for_the_documents_id() -> None:
    (choice,) = choices_of_documents([document(7, "Rules")], "rul")
    assert (choice.name, choice.value) == ("Rules", "000000000007")
    assert choices_of_documents([document(7, "Rules")], "000000000007")[0].value == "000000000007"


def test_documents_of_one_title_are_told_apart() -> None:
    twins = [document(1, "Rules", "rules.md"), document(2, "Rules", "old/rules.md"), document(3, "Other")]
    names = named(twins, "")

    assert len(set(names)) == 3
    assert names[0] == "Rules (rules.md, 000000000001)"
    assert "old/" not in names[1]
    assert named([document(1, " \u3164", "odd.md")], "") == ["— (odd.md, 000000000001)"]


def test_twenty_five_choices_at_most_whatever_the_titles_are() -> None:
    shelf = [document(number, HOSTILE[number % len(HOSTILE)], HOSTILE[-1 - number % 7]) for number in range(500)]
    for typed in ("", "a", "\x00", "x" * 6000, "@everyone", "\ud800"):
        choices = choices_of_documents(shelf, typed)
        assert len(choices) <= 25
        assert len({choice.value for choice in choices}) == len(choices)
        assert len({choice.name for choice in choices}) == len(choices)
        for choice in choices:
            assert 1 <= length(choice.name) <= 100
            assert len(choice.value) <= 100
            assert not LIVE_IN_NAMES.intersection(token[0] for token in raw_tokens(choice.name))
            choice.name.encode()


@pytest.mark.parametrize(("typed", "numbers"), [("", [3, 2, 1]), ("2", [3, 2, 1]), ("version 2", [2]), ("live", [3])])
def test_versions_are_offered_with_their_dates(typed: str, numbers: list[int]) -> None:
    versions = [Version("1", number, "", WHEN, 10, live=number == 3) for number in (3, 2, 1)]
    choices = choices_of_versions(versions, typed)

    assert [choice.value for choice in choices] == numbers
    assert choices[0].name.startswith(f"version {numbers[0]}, 3 March 2026")


def test_twenty_five_versions_at_most_are_offered() -> None:
    versions = [Version("1", number, "", WHEN, 10, live=False) for number in range(400, 0, -1)]
    assert [choice.value for choice in choices_of_versions(versions, "")] == list(range(400, 375, -1))
