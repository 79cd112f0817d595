from __future__ import annotations

import re

import pytest

from bot.discord_ui.screens.actions import ANY, LONGEST, Action, custom_id, parse


def test_an_id_says_what_to_do_and_on_what() -> None:
    whole = custom_id("passage", "1234567890123456789", "a1b2", 3, "-")

    assert whole == "fn:passage:1234567890123456789:a1b2:3:-"
    assert parse(whole) == Action("passage", "1234567890123456789", ("a1b2", "3", "-"))
    assert re.fullmatch(ANY, whole)


@pytest.mark.parametrize("foreign", ["", "fn", "fn:", "other:passage:1", "passage:1:2", "fnx:passage:1"])
def test_other_ids_are_not_ours(foreign: str) -> None:
    assert parse(foreign) is None or foreign == "fn:"


def test_a_part_that_could_not_be_told_from_the_next_is_refused() -> None:
    with pytest.raises(ValueError, match="not a custom id"):
        custom_id("passage", "1", "a:b")


def test_an_id_over_discords_limit_is_refused() -> None:
    custom_id("x", "1", "a" * (LONGEST - len("fn:x:1:")))
    with pytest.raises(ValueError, match="not a custom id"):
        custom_id("x", "1", "a" * (LONGEST - len("fn:x:1:") + 1))
