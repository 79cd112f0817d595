"""The names, dates and numbers a text mentions, found by their shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.answering.questions import Asked
from index.search.terms import FUNCTION_WORDS

MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
NUMBER_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?"
    "|dozens?|half|twice|third|quarter|percent"
)

DATE = re.compile(
    rf"\b(?:(?:1\d|20)\d\d(?:s|\b)|\d{{1,2}}(?:st|nd|rd|th)? (?:century|of (?:{MONTHS}))|(?:{MONTHS})\b|(?:{DAYS})s?\b"
    r"|(?:spring|summer|autumn|winter|yesterday|today|tomorrow|tonight|noon|midnight)\b"
    r"|(?:last|next|this) (?:year|month|week|summer|spring|autumn|fall|winter|decade|century)\b"
    r"|\d{1,2}:\d\d|\d{1,4}[-/]\d{1,2}[-/]\d{1,4}|\d+ ?(?:bc|ad|bce|ce)\b"
    r"|(?:nineteenth|eighteenth|seventeenth|sixteenth|fifteenth|twentieth) century)",
    re.IGNORECASE,
)
DAY = re.compile(
    rf"\b(?:{MONTHS}) \d{{1,2}}\b(?:,? \d{{4}})?|\b\d{{1,2}} (?:of )?(?:{MONTHS})\b(?: \d{{4}})?", re.IGNORECASE
)
"""A day of the year, whose digits count nothing."""
NUMBER = re.compile(rf"\d|\b(?:{NUMBER_WORDS})\b", re.IGNORECASE)
REASON = re.compile(
    r"\b(?:because|due to|owing to|so that|in order to|reasons?|therefore|thus|as a result|caus(?:e|es|ed|ing)"
    r"|fear(?:s|ed)?|afraid|worr(?:y|ies|ied)|concern(?:s|ed)?|risks?)\b",
    re.IGNORECASE,
)
CAPITALISED = re.compile(r"\b[A-Z][\w’'&.-]*\w")
OPENING_WORDS = re.compile(r"(?:^|[.!?:;“\"(]\s*)(?:[-*•\d.)]+\s+)?([A-Z][\w’']*)")


def names(text: str) -> list[str]:
    """Return the capitalised words of `text` that are more than a sentence's capital letter."""
    opening = {match.start(1) for match in OPENING_WORDS.finditer(text)}
    found = [match for match in CAPITALISED.finditer(text) if match.group().casefold() not in FUNCTION_WORDS]
    starts = {match.start() for match in found}
    return [match.group() for match in found if match.start() not in opening or _goes_on(match.end(), starts, text)]


def _goes_on(end: int, starts: set[int], text: str) -> bool:
    """A capital at the start of a sentence begins a name when the next word has one too ("Wang Xingxing said")."""
    return text[end : end + 1] == " " and end + 1 in starts


_SHOWS: Mapping[Asked, Callable[[str], bool]] = {
    Asked.NAME: lambda text: bool(names(text)),
    Asked.DATE: lambda text: bool(DATE.search(text)),
    Asked.NUMBER: lambda text: bool(NUMBER.search(DAY.sub("", text))),
    Asked.REASON: lambda text: bool(REASON.search(text)),
}


def mentions(text: str, kind: Asked, question: str) -> bool | None:
    """Tell whether `text` holds something of the kind asked for that the question does not say already.

    None when the question asks for nothing in particular.
    """
    if kind not in _SHOWS:
        return None
    if kind is Asked.NAME:
        known = question.casefold()
        return any(name.casefold() not in known for name in names(text))
    return _SHOWS[kind](text)
