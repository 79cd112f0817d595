"""Dates in digits alone: 2025-02-17, 17/02/2025, 17.2.2025, 17/02."""

from __future__ import annotations

from bot.answering.verification.quantities.quantity import Day
from bot.answering.verification.quantities.tokens import Tokens


def written_date(tokens: Tokens, at: int) -> tuple[Day, int] | None:
    """Read the date in digits that begins at token `at`, and return it with the token after."""
    if not tokens.digits(at):
        return None
    text = tokens[at].text
    if text.count(".") == 2:
        parts, after = text.split("."), at + 1
    else:
        parts, after = _parts(tokens, at)
    if not all(part.isdecimal() and len(part) <= 4 for part in parts):
        return None
    day = _three(parts) if len(parts) == 3 else _two(parts, tokens.low(at + 1))
    return (day, after) if day else None


def _parts(tokens: Tokens, at: int) -> tuple[list[str], int]:
    """Return the runs of digits that the same stroke ties together, and the token after them."""
    stroke, parts, after = tokens.low(at + 1), [tokens[at].text], at + 1
    while (
        len(parts) < 4
        and stroke in ("/", "-", "‐", "‑")  # noqa: RUF001
        and tokens.low(after) == stroke
        and tokens.glued(after)
        and tokens.glued(after + 1)
        and tokens.digits(after + 1)
    ):
        parts.append(tokens[after + 1].text)
        after += 2
    return parts, after


def _three(parts: list[str]) -> Day | None:
    first, second, third = (int(part) for part in parts)
    if len(parts[0]) == 4:
        return _day(first, second, third)
    if len(parts[2]) not in (2, 4) or len(parts[0]) > 2 or len(parts[1]) > 2:
        return None
    year = third if len(parts[2]) == 4 else third + (2000 if third < 70 else 1900)
    return _ordered(first, second, year)


def _two(parts: list[str], stroke: str) -> Day | None:
    """Read 2025-02 and 17/02; 3/4 is a fraction or a score."""
    if len(parts) != 2:
        return None
    first, second = int(parts[0]), int(parts[1])
    if len(parts[0]) == 4 and len(parts[1]) == 2 and 1 <= second <= 12 and 1000 <= first <= 2199:
        return Day(first, first, month=second) if first % 100 + 1 != second else None
    padded = parts[0][0] == "0" or parts[1][0] == "0" or first > 12
    return _ordered(first, second, None) if stroke == "/" and padded and len(parts[1]) == 2 else None


def _ordered(first: int, second: int, year: int | None) -> Day | None:
    """Day and month in the order that is possible; where both are, the day is taken to come first."""
    if first <= 12 < second <= 31:
        first, second = second, first
    day = _day(year, second, first)
    if day is None or first > 12 or first == second:
        return day
    return Day(year, year, month=second, day=first, either_way=True)


def _day(year: int | None, month: int, day: int) -> Day | None:
    return Day(year, year, month=month, day=day) if 1 <= month <= 12 and 1 <= day <= 31 else None
