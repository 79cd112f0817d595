from __future__ import annotations

import pytest

from index.passages import make_passages, rough_tokens
from index.reading import read
from tests.support.readings import assert_sound

BAR = "=" * 62
CHAT = f"""{BAR}
Guild: Chess Club
Channel: Info / rules
Topic: What holds
{BAR}

[17-Feb-26 02:03 PM] Ada#1234 (pinned)
The fee is 20 euros.

{{Attachments}}
https://cdn.example/rules.pdf

{{Reactions}}
👍 (2) 🎉


[17-Feb-26 02:05 PM] Ben
Thanks [1] for that.


[18-Feb-26 09:00 AM] Ben
Closed on Friday.


{BAR}
Exported 3 message(s)
{BAR}
"""


def test_a_chat_saved_as_text_stays_as_it_is_and_has_its_days_for_headings() -> None:
    reading = read("export.txt", CHAT.encode())
    assert reading.text == CHAT
    assert reading.title == "#rules of Chess Club"
    assert [heading.text for heading in reading.headings] == ["17-Feb-26", "18-Feb-26"]
    assert_sound(reading)


def test_its_frame_and_reactions_are_not_quoted_and_its_messages_are() -> None:
    reading = read("export.txt", CHAT.replace("\n", "\r\n").encode())
    passages = make_passages(reading, rough_tokens)
    quotes = {" ".join(span.of(reading.text).split()): each.heading for each in passages for span in each.sentences}
    assert [quotes[quote] for quote in quotes if quote.endswith("The fee is 20 euros.")] == ["17-Feb-26"]
    assert [quotes[quote] for quote in quotes if quote.endswith("Closed on Friday.")] == ["18-Feb-26"]
    assert any(quote.startswith("[18-Feb-26 09:00 AM] Ben") for quote in quotes)
    assert not [quote for quote in quotes if "===" in quote or "👍" in quote or "Exported" in quote]


@pytest.mark.parametrize("day", ["17-Feb-26 02:03 PM", "2/17/2026 2:03 PM", "17.02.2026 14:03", "2026-02-17, 14.03"])
def test_a_day_is_found_however_it_is_written(day: str) -> None:
    chat = CHAT.replace("17-Feb-26 02:03 PM", day)
    heading = read("export.txt", chat.encode()).headings[0]
    assert chat[heading.span.end :].startswith(f"[{day}] Ada")
    assert day.startswith(heading.text)


def test_a_text_that_only_begins_like_a_chat_is_plain_text() -> None:
    assert read("notes.txt", f"{BAR}\nGuild: none\nwords\n".encode()).title == "notes"
