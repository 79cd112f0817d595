"""What of a message its readers see, and so may be said of it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.discord_ui.discussions.posts import words_of


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("The butler ||did it|| on March 12", "The butler [spoiler] on March 12"),
        ("||one\nline|| and ||another||", "[spoiler] and [spoiler]"),
        ("`a || b || c` is ||not|| one", "`a || b || c` is [spoiler] one"),
        ("```\nif a || b || c\n```", "```\nif a || b || c\n```"),
        (r"\||not covered\||", r"\||not covered\||"),
        ("a || b", "a || b"),
    ],
)
def test_what_is_covered_stays_covered(written: str, seen: str) -> None:
    message = SimpleNamespace(content=written, mentions=[], role_mentions=[])

    assert words_of(cast(Any, message)) == seen
