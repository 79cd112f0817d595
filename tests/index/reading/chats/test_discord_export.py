from __future__ import annotations

import json
from typing import Any

import pytest

from index.passages import make_passages, rough_tokens
from index.reading import read
from tests.support.readings import assert_sound

ADA, BEN = "100000000000000001", "100000000000000002"
BOARD, RULES = "200000000000000001", "300000000000000001"
CSV_NAME = f"Chess Club - Info - rules [{RULES}].csv"


def message(author: str, words: str, **more: Any) -> dict[str, Any]:
    """Return a message as DiscordChatExporter writes it; `more` replaces or adds fields."""
    person = {"id": ADA if author == "Ada" else BEN, "name": author.lower(), "nickname": author, "isBot": False}
    person["roles"] = [{"id": BOARD, "name": "Board"}]
    usual = {"type": "Default", "timestamp": "2026-02-17T14:03:09.12+01:00", "timestampEdited": None}
    return {**usual, "content": words, "author": person, "attachments": [], "embeds": [], "mentions": [], **more}


def export(*messages: dict[str, Any], guild: str = "1", server: str = "Chess Club") -> bytes:
    channel = {"id": RULES, "type": "GuildTextChat", "category": "Info", "name": "rules", "topic": None}
    return json.dumps({"guild": {"id": guild, "name": server}, "channel": channel, "messages": messages}).encode()


def text(*messages: dict[str, Any]) -> str:
    reading = read("rules.json", export(*messages))
    assert_sound(reading)
    return reading.text.removeprefix("2026-02-17\n\n")


def test_a_channel_has_its_name_a_heading_a_day_and_a_paragraph_a_message() -> None:
    later = message("Ben", "Thanks!", timestamp="2026-02-18T09:00:00+01:00")
    reading = read("export.json", export(later, message("Ada", "The fee is 20 euros.")))
    assert reading.title == "#rules of Chess Club"
    assert reading.text == (
        "2026-02-17\n\nAda (2026-02-17 14:03): The fee is 20 euros.\n\n2026-02-18\n\nBen (2026-02-18 09:00): Thanks!"
    )
    assert [heading.text for heading in reading.headings] == ["2026-02-17", "2026-02-18"]
    quotes = [span.of(reading.text) for each in make_passages(reading, rough_tokens) for span in each.sentences]
    assert "Ada (2026-02-17 14:03): The fee is 20 euros." in quotes


def test_direct_messages_are_called_so() -> None:
    assert read("x.json", export(message("Ada", "Hi."), guild="0")).title == "Direct messages: rules"


def test_what_discord_would_show_stands_for_its_codes() -> None:
    words = (
        f"<@{BEN}> <@!{BEN}> <@&{BOARD}> <#{RULES}> <:smile:4{ADA[1:]}> <t:1771333380:R> </ask:{ADA}> <@{'9' * 18}> <b>"
    )
    shown = "@Ben @Ben @Board #rules :smile: 2026-02-17 13:03 UTC /ask @someone <b>"
    assert text(message("Ada", words), message("Ben", "Yes.")).split("\n\n")[0].endswith(f"): {shown}")


def test_a_message_of_several_paragraphs_stays_one() -> None:
    assert text(message("Ada", "One.\n\n\nTwo.")) == "Ada (2026-02-17 14:03): One.\nTwo."


def test_replies_edits_attachments_and_cards_are_told() -> None:
    asked = message("Ada", "May I?", id="7")
    card = {"title": "Notice", "description": "Closed.", "fields": [{"name": "Where", "value": "Hall"}]}
    answer = message(
        "Ben",
        "Yes.",
        type="Reply",
        timestampEdited="2026-02-17T15:00:00Z",
        reference={"messageId": "7"},
        attachments=[{"url": "https://cdn.example/a/my%20rules.pdf?ex=1"}, {"url": "x", "fileName": "b.png"}],
        embeds=[card],
    )
    assert text(asked, answer).split("\n\n")[1] == (
        "Ben (2026-02-17 14:03, edited), replying to Ada: Yes.\nNotice\nClosed.\nWhere: Hall\n"
        "Attached: my rules.pdf, b.png"
    )


def test_what_discord_announces_by_itself_is_left_out_and_counted() -> None:
    joined = message("Ben", "Joined the server.", type="GuildMemberJoin")
    reading = read("x.json", export(message("Ada", "Joined the server."), joined))
    assert reading.text.count("Joined the server.") == 1
    assert reading.notes == ("1 announcement of Discord (joins, pins and the like) left out.",)


@pytest.mark.parametrize("odd", [{}, {"author": None}, {"content": 5, "embeds": "x"}, {"attachments": [1]}, {"id": []}])
def test_a_message_of_another_shape_loses_no_other(odd: dict[str, Any]) -> None:
    assert "Ada (2026-02-17 14:03): Be kind." in text({"type": "Default", **odd}, message("Ada", "Be kind."))


def test_the_package_of_discord_is_a_persons_own_messages_oldest_first() -> None:
    own = [
        {"ID": 9, "Timestamp": "2026-02-18 12:33:44", "Contents": "second", "Attachments": "https://c.example/b.png"},
        {"ID": 8, "Timestamp": "2026-02-17 12:33:44", "Contents": "first", "Attachments": ""},
    ]
    reading = read("messages.json", json.dumps(own).encode())
    expected = "2026-02-17\n\n(2026-02-17 12:33): first\n\n2026-02-18\n\n(2026-02-18 12:33): second\nAttached: b.png"
    assert reading.text == expected
    assert reading.notes
    rows = "ID,Timestamp,Contents,Attachments\n" + "".join(",".join(map(str, each.values())) + "\n" for each in own)
    assert read("messages.csv", rows.encode()).text == expected


def test_a_table_of_discordchatexporter_is_the_same_chat() -> None:
    rows = (
        "\ufeffAuthorID,Author,Date,Content,Attachments,Reactions\r\n"
        '"1","Ada","2026-02-17T14:03:00.00+01:00","The fee is 20.\r\n\r\nReally.","https://c.example/a.pdf","👍"\r\n'
        '"2","Ben","2026-02-17T14:04:00.00+01:00","Pinned a message.","",""\r\n'
    )
    reading = read(CSV_NAME, rows.encode())
    assert reading.title == "#rules of Chess Club"
    assert reading.text == "2026-02-17\n\nAda (2026-02-17 14:03): The fee is 20.\nReally.\nAttached: a.pdf"
    assert "1 announcement" in reading.notes[0]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b'{"guild": "x", "channel": {}, "messages": []}'),
        ("a.json", b'[{"ID": 1, "Contents": "words"}]'),
        ("a.json", b'{"messages": [{"content": "words"}]}'),
        ("a.csv", b"Author,Date,Content\nAda,2026,words\n"),
    ],
)
def test_data_that_only_resembles_a_chat_is_read_as_data(name: str, data: bytes) -> None:
    assert ": words" in (text := read(name, data).text) or "channel: {}" in text
