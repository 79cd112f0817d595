from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import SourceUnreadable
from index.passages import make_passages, rough_tokens
from index.reading import read
from tests.support.readings import assert_sound

CLUB = r"""{"title": "The club", "published": "2026-02-17T10:00:00Z",
 "hall": {"name": "Blue hall", "fee": {"amount": 20.00, "currency": "EUR"}, "open": true, "note": null},
 "members": [{"name": "Ada", "role": "chair"}, {"name": "Ben", "role": "treasurer", "speaks": ["en", "de"]}],
 "faq": [{"question": "How much is it?", "answer": "It is 20 euros.\n\nPay in January."}],
 "version": 2}"""

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=400)),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(st.text(max_size=20), inner, max_size=5)),
    max_leaves=20,
)


def text(source: str, name: str = "data.json") -> str:
    return read(name, source.encode()).text


def test_values_stand_beside_their_names_below_the_headings_of_what_holds_them() -> None:
    reading = read("club.json", CLUB.encode())
    assert reading.title == "The club"
    assert reading.published == "2026-02-17"
    assert reading.text == (
        "title: The club\n\npublished: 2026-02-17T10:00:00Z\n\n"
        "hall\n\nname: Blue hall\n\nfee › amount: 20.00\n\nfee › currency: EUR\n\nopen: true\n\nnote: null\n\n"
        "members\n\nname: Ada | role: chair\nname: Ben | role: treasurer | speaks: en; de\n\n"
        "faq\n\nHow much is it?\n\nquestion: How much is it?\n\nanswer\n\nIt is 20 euros.\n\nPay in January.\n\n"
        "version\n\nversion: 2"
    )
    assert_sound(reading)


def test_a_value_is_quoted_in_one_line_with_its_name_and_place() -> None:
    reading = read("club.json", CLUB.encode())
    passages = make_passages(reading, rough_tokens)
    quotes = {span.of(reading.text): passage.heading for passage in passages for span in passage.sentences}
    assert quotes["fee › amount: 20.00"] == "hall"
    assert quotes["name: Ada | role: chair"] == "members"
    assert quotes["Pay in January."] == "faq › How much is it? › answer"


def test_every_field_of_an_object_with_twice_the_same_name_is_kept() -> None:
    assert text('{"a": 1, "a": 2}') == "a: 1\n\na (2): 2"


@pytest.mark.parametrize("number", ["1.10", "-0", "1E400", "9" * 50_000, "NaN", "-Infinity"])
def test_a_number_keeps_its_letters(number: str) -> None:
    assert text(f"[{number}]") == f"- {number}"


def test_each_line_of_json_lines_is_a_row() -> None:
    lines = '{"q": "a", "n": 1}\n\n{"q": "b", "n": 2}\n'
    assert text(lines, "data.jsonl") == "q: a | n: 1\nq: b | n: 2"


@pytest.mark.parametrize(
    ("name", "source", "line"),
    [("a.json", '{"a":\n\n 1,}', 3), ("a.json", "[1, 2", 1), ("a.json", "hello", 1), ("a.jsonl", '{"a": 1}\n{"b":', 2)],
)
def test_what_breaks_the_rules_is_refused_with_its_line(name: str, source: str, line: int) -> None:
    with pytest.raises(SourceUnreadable, match=rf"not valid JSON \(line {line}\)"):
        read(name, source.encode())


@pytest.mark.parametrize("source", ["[" * 101 + "]" * 101, "[" * 200_000, '{"a":' * 5_000 + "1" + "}" * 5_000])
def test_deep_nesting_is_refused(source: str) -> None:
    with pytest.raises(SourceUnreadable, match="nested more than 100 levels deep"):
        read("a.json", source.encode())


def test_a_hundred_levels_are_read() -> None:
    assert "here" in text("[" * 100 + '"here"' + "]" * 100)


def test_too_many_values_are_refused() -> None:
    with pytest.raises(SourceUnreadable, match="more than 300,000 values"):
        read("a.json", b"[" + b"1," * 300_000 + b"1]")


def test_characters_no_text_may_hold_are_replaced() -> None:
    assert text(r'{"a\u0000": "x\ud800\u001by"}') == "a\ufffd: x\ufffd\ufffdy"


@settings(max_examples=40)
@given(JSON)
def test_every_value_is_in_the_text(value: object) -> None:
    with suppress(SourceUnreadable):
        reading = read("data.json", json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
        assert_sound(reading)
        for word in words_of(value):
            assert word in reading.text


def words_of(value: object) -> list[str]:
    if isinstance(value, dict):
        return [word for child in value.values() for word in words_of(child)]
    if isinstance(value, list):
        return [word for child in value for word in words_of(child)]
    return [word for word in str(value).split() if word.isalnum()] if isinstance(value, str) else []
