"""The file a summary is exported as."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.discord_ui.summaries.exporting import LONGEST_NAME, exported
from tests.support.given_summaries import full_summary, in_own_words


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Rules of the house", "rules-of-the-house.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ("@everyone <@1> \ud83d\x00\u202e.exe", "everyone-1-exe.md"),
        ("天地", "天地.md"),
        ("…", "summary.md"),
        ("x" * 300, "x" * LONGEST_NAME + ".md"),
    ],
)
def test_the_file_is_named_after_what_was_summarised_and_leads_nowhere(title: str, name: str) -> None:
    assert exported(replace(full_summary(1), title=title))[0] == name


def test_the_file_holds_every_sentence_and_every_quote_whatever_their_letters() -> None:
    _, content = exported(in_own_words(full_summary(60, "Half a pair \ud83d stands on pier {}.")))

    text = content.decode()
    assert text.count("stands on pier") == 120
    assert "In short: Half a pair" in text
