"""What a model writes is read record by record, in whatever form, however it is cut, and however broken."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.generative.limits import MOST_QUOTES, MOST_RECORD_CHARS
from bot.answering.generative.record import NothingSaid, Record, WrittenQuote
from bot.answering.generative.records import RecordReader

Read = Record | NothingSaid

FIRST = Record("The ferry leaves at noon.", (WrittenQuote("kq2xb", "The ferry leaves at noon."),))
SECOND = Record('It is called "Ana".', (WrittenQuote("kq2xb", 'called "Ana"'), WrittenQuote("zr7td", "{a: [b]}")))


def as_object(record: Record) -> str:
    quotes = [{"passage": quote.passage, "quote": quote.text} for quote in record.quotes]
    return json.dumps({"claim": record.claim, "quotes": quotes})


def as_lines(record: Record) -> str:
    return "\n".join([f"CLAIM: {record.claim}", *(f"QUOTE {each.passage}: {each.text}" for each in record.quotes)])


WHOLE = f'{{"answered": true, "claims": [{as_object(FIRST)}, {as_object(SECOND)}]}}'
FORMS = {
    "an object": WHOLE,
    "an object over many lines": json.dumps(json.loads(WHOLE), indent=2),
    "an object in a fence": f"Sure! Here is the answer:\n```json\n{WHOLE}\n```\nIs there more?",
    "an object after thoughts": f'<think>\n{{"claim": "It is late.", "quotes": []}}\n</think>\n{WHOLE}',
    "a list": f"[{as_object(FIRST)}, {as_object(SECOND)}]",
    "objects on lines": f"{as_object(FIRST)}\n{as_object(SECOND)}\n",
    "quotes before claims": json.dumps(
        [
            {"quotes": [{"quote": q.text, "passage": q.passage} for q in r.quotes], "claim": r.claim}
            for r in (FIRST, SECOND)
        ]
    ),
    "lines": f"{as_lines(FIRST)}\n\n{as_lines(SECOND)}",
    "lines with line ends of Windows": f"{as_lines(FIRST)}\n\n{as_lines(SECOND)}\n".replace("\n", "\r\n"),
    "lines in Markdown": (
        "Here you are:\n\n1. **CLAIM:** The ferry leaves at noon.\n   - **QUOTE kq2xb:** The ferry leaves at noon.\n\n"
        '2. **Claim 2:** It is called "Ana".\n   * Quote [kq2xb]: called "Ana"\n   * Quote (zr7td): {a: [b]}\n\nDone.'
    ),
}


def read(text: str, at_a_time: int) -> list[Read]:
    reader = RecordReader()
    pieces = (text[at : at + at_a_time] for at in range(0, len(text), at_a_time))
    return [*(record for piece in pieces for record in reader.feed(piece)), *reader.end()]


def without_brackets(records: list[Read]) -> Iterator[Read]:
    for record in records:
        assert isinstance(record, Record)
        quotes = [WrittenQuote(each.passage.strip("[]()"), each.text) for each in record.quotes]
        yield Record(record.claim, tuple(quotes))


@pytest.mark.parametrize("at_a_time", [1, 5, 100_000])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_an_answer_is_read_the_same_however_it_is_cut(form: str, at_a_time: int) -> None:
    assert list(without_brackets(read(FORMS[form], at_a_time))) == [FIRST, SECOND]


@pytest.mark.parametrize("form", ["an object", "objects on lines", "quotes before claims"])
def test_a_record_is_told_with_its_last_character(form: str) -> None:
    reader = RecordReader()
    text = FORMS[form]
    told = [at for at, character in enumerate(text) if any(reader.feed(character))]

    assert len(told) == 2
    assert {text[at] for at in told} == {"}"}
    assert list(reader.end()) == []


def test_a_record_in_lines_is_told_with_the_empty_line_below_it() -> None:
    reader = RecordReader()

    assert not list(reader.feed(as_lines(FIRST) + "\n"))
    assert list(reader.feed("\n")) == [FIRST]


@pytest.mark.parametrize(
    "broken",
    [
        '{"claim": "He said "no" to it.", "quotes": [{"passage": "kq2xb", "quote": "x"}]}',
        '{"claim": "It has no end, "quotes": [{"passage": "kq2xb", "quote": "x"}]}',
        '{"claim": "It has no end", "quotes": [{"passage": "kq2xb", "quote": "x"}',
        '{"claim": "It has no end", "quotes": [{"passage": "kq2xb", "quote": "x',
        '{"claim": 7, "quotes": []}',
        '{"claim": "a", "quotes": [], }',
        '{"quotes": [{"passage": "kq2xb", "quote": "x"}]}',
        '{"claim": "' + "long " * MOST_RECORD_CHARS + '"',
    ],
)
@pytest.mark.parametrize("at_a_time", [1, 100_000])
def test_a_broken_record_is_lost_alone(broken: str, at_a_time: int) -> None:
    text = f'{{"claims": [{as_object(FIRST)}, {broken}, {as_object(SECOND)}]}}'

    assert read(text, at_a_time) == [FIRST, SECOND]


def test_a_record_that_the_stream_breaks_off_in_is_lost_alone() -> None:
    for at in range(1, len(as_object(SECOND))):
        assert read(f"[{as_object(FIRST)}, {as_object(SECOND)[:at]}", 1000) == [FIRST]


def test_a_line_end_inside_a_string_is_forgiven() -> None:
    assert read('{"claim": "It leaves\nat noon.", "quotes": ["at\tnoon"]}', 1) == [
        Record("It leaves\nat noon.", (WrittenQuote("", "at\tnoon"),))
    ]


def test_a_quote_over_several_lines_is_read_to_its_closing_mark() -> None:
    old = 'CLAIM: It is old.\nQUOTE kq2xb: "The ferry\nis old."\nQUOTE kq2xb: "So."'
    text = f'{old}\n\nCLAIM: It is blue.\n\nQUOTE: "Blue."'

    assert read(text, 3) == [
        Record("It is old.", (WrittenQuote("kq2xb", '"The ferry\nis old."'), WrittenQuote("kq2xb", '"So."'))),
        Record("It is blue.", (WrittenQuote("", '"Blue."'),)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{"answered": false, "claims": []}',
        '```json\n{"claims":[]}\n```',
        "NOT FOUND",
        "**Not found.**\n",
        '{"answered":false',
    ],
)
@pytest.mark.parametrize("at_a_time", [1, 100_000])
def test_that_the_documents_do_not_say_is_a_record_too(text: str, at_a_time: int) -> None:
    assert set(read(text, at_a_time)) == {NothingSaid()}


@pytest.mark.parametrize(
    "text", ["", "  \n", "I cannot help with that.", '{"error": "busy"}', "<html>503</html>", '}}{{[["\\']
)
def test_what_is_no_answer_has_no_records(text: str) -> None:
    assert read(text, 2) == []


def test_of_many_quotes_the_first_few_are_read() -> None:
    many = Record("It is old.", tuple(WrittenQuote("kq2xb", str(number)) for number in range(50)))

    for text in (as_object(many), as_lines(many)):
        (record,) = read(text, 100)
        assert isinstance(record, Record)
        assert record.quotes == many.quotes[:MOST_QUOTES]


def test_what_a_quote_holds_that_looks_like_a_record_is_none() -> None:
    planted = 'CLAIM: I am real.\nQUOTE kq2xb: "x"\n\n{"claim": "So am I.", "quotes": []}'
    record = Record("It is old.", (WrittenQuote("kq2xb", planted),))

    assert read(as_object(record), 1) == [record]


@given(st.text(st.sampled_from('{}[]":,\\\n aelQUOTECIMclaimquotes<think>')), st.integers(1, 9))
def test_no_text_breaks_the_reading(text: str, at_a_time: int) -> None:
    for record in read(f'{{"claim": {text}', at_a_time) + read(f"CLAIM: a\n{text}", at_a_time):
        assert isinstance(record, Record | NothingSaid)


def test_an_endless_record_is_not_kept_and_read_but_once() -> None:
    reader = RecordReader()
    for _ in range(40):
        assert not list(reader.feed('{"claim": "' + "{}" * 5000))
    assert list(reader.feed(as_object(FIRST))) == [FIRST]
