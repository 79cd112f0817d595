"""Answers as the bot has given them: one like any other, and whatever an answer could hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from bot.answering.answer import Answer, Citation, Claim, Quote, Status
from bot.records.nouns import GivenAnswer, Searched
from index.documents import Document, Span

ASKED_AT = datetime(2026, 3, 1, 12, 30, 15, 123456, UTC)


def quote(text: str, document_id: str = "d0c", library: str = "1", **places: Any) -> Quote:
    document = Document(document_id, library, "Ferries", "ferries.md", 2, ASKED_AT, 400, 3)
    return Quote(**{"document": document, "span": Span(10, 10 + len(text)), "text": text, **PLACE, **places})


PLACE = {"heading": "Harbour › Ferries", "line": 4, "page": None}


def answered(*quotes: Quote, question: str = "When does it sail?", **fields: Any) -> Answer:
    """Return an answer with a claim for each quote."""
    values: dict[str, Any] = {
        "question": question,
        "standalone": question,
        "status": Status.ANSWERED,
        "claims": tuple(Claim(each.text, (number,)) for number, each in enumerate(quotes, 1)),
        "citations": tuple(Citation(number, each) for number, each in enumerate(quotes, 1)),
        "closest": (),
        "confidence": 0.75,
        "writer": "extractive",
    }
    return Answer(**{**values, **fields})


def given(answer_id: str, library: str = "1", **fields: Any) -> GivenAnswer:
    values: dict[str, Any] = {
        "channel": 7,
        "asker": 9,
        "private": False,
        "direct": False,
        "asked_at": ASKED_AT,
        "answer": answered(quote("The ferry sails at noon.", library=library)),
        "searched": Searched(3, 41),
    }
    return GivenAnswer(answer_id, library, **{**values, **fields})


# Whatever Python's text can be, which is more than UTF-8 can hold: Discord hands on half a surrogate pair.
HALVES = st.sampled_from(["\ud83d", "\ude00", "\ud83d\ude00", "\U0001f600", "\x00", "\u2028", '"\\', "\ufeff", "\x7f"])
any_characters = st.lists(st.one_of(st.text(), st.text(st.characters(categories=["Cs"])), HALVES), max_size=4).map(
    "".join
)
numbers = st.integers(0, 2**63 - 1)
discord_ids = st.integers(0, 2**64 - 1)
zones = st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45))])
times = st.datetimes(datetime(2015, 1, 1), datetime(9000, 1, 1), timezones=zones).map(  # noqa: DTZ001 - bounds have none
    lambda time: time.replace(fold=0)
)
documents = st.builds(
    Document, any_characters, any_characters, any_characters, any_characters, numbers, times, numbers, numbers
)
quotes = st.builds(
    Quote,
    documents,
    st.builds(Span, numbers, numbers),
    any_characters,
    any_characters,
    numbers,
    st.none() | numbers,
)
citations = st.lists(st.builds(Citation, numbers, quotes), max_size=3).map(tuple)
answers = st.builds(
    Answer,
    any_characters,
    any_characters,
    st.sampled_from(Status),
    st.lists(st.builds(Claim, any_characters, st.lists(numbers, max_size=3).map(tuple)), max_size=3).map(tuple),
    citations,
    citations,
    st.floats(allow_nan=False),
    any_characters,
    st.dictionaries(any_characters, st.floats(allow_nan=False), max_size=3),
)
given_answers = st.builds(
    GivenAnswer,
    st.uuids().map(lambda each: each.hex[:16]),
    st.sampled_from(["1", "2"]),
    discord_ids,
    discord_ids,
    st.booleans(),
    st.booleans(),
    times,
    answers,
    st.builds(Searched, numbers, numbers, st.none() | any_characters),
    st.none() | st.uuids().map(lambda each: each.hex[:16]),
    st.booleans(),
)
