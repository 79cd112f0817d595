"""`footnote verify`: claims and quotes in, line by line, and whether the quotes support the claims out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from bot.terminal.endings import FAILED
from bot.terminal.safe_text import one_line
from bot.terminal.streams import say, show_json, tell

if TYPE_CHECKING:
    from bot.answering.verification.judgement import Judgement

LONGEST_LINE: Final = 1_000_000
"""Characters of one line; a claim and its quotes have hundreds."""
BYTE_ORDER_MARK: Final = "\ufeff"
"""What some editors put at the beginning of a file."""
WANTED: Final = 'no JSON object with a "claim" and a list of "quotes"'


@dataclass(frozen=True, slots=True)
class Given:
    """One line: a claim, the quotes it is to rest on, and the titles and headings these stand under."""

    claim: str
    quotes: tuple[str, ...]
    context: str


def verify(
    as_json: Annotated[bool, typer.Option("--json", help="Answer each line with a JSON object.")] = False,
) -> None:
    """Say of each claim on stdin whether the quotes that come with it support it.

    Every line is a JSON object with a claim and a list of quotes. No documents are looked at.
    """
    broken = 0
    for number, line in enumerate(_lines(), 1):
        if not line.strip():
            continue
        given = _read(line)
        broken += given is None
        if as_json:
            show_json(_judged(given) if given else {"line": number, "error": f"Line {number} is {WANTED}."})
        elif given:
            say(_in_words(given))
        else:
            tell(f"Line {number} is {WANTED}.")
    if broken:
        raise typer.Exit(FAILED)


def _lines() -> Iterator[str]:
    """Yield the lines of stdin as they come; what is too long for one is cut, so that it is no JSON any more."""
    first = True
    while sys.stdin and (line := sys.stdin.readline(LONGEST_LINE)):
        rest = line
        while rest and not rest.endswith("\n"):
            rest = sys.stdin.readline(LONGEST_LINE)
        yield line.removeprefix(BYTE_ORDER_MARK) if first else line
        first = False


def _read(line: str) -> Given | None:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        return None
    claim, quotes, context = (given.get(name) for name in Given.__slots__) if isinstance(given, dict) else (None,) * 3
    if not isinstance(claim, str) or not isinstance(quotes, list) or not all(isinstance(each, str) for each in quotes):
        return None
    return Given(claim, tuple(quotes), context if isinstance(context, str) else "")


def _judged(given: Given) -> dict[str, Any]:
    judgement = _judgement(given)
    return {
        "supported": judgement.verdict == "supported",
        "failed": list(dict.fromkeys(finding.check for finding in judgement.failed)),
        "score": round(judgement.score, 4),
        "verdict": str(judgement.verdict),
        "reasons": [finding.reason for finding in judgement.failed],
    }


def _in_words(given: Given) -> str:
    judgement = _judgement(given)
    reasons = " ".join(finding.reason for finding in judgement.failed)
    return one_line(f"{judgement.verdict}: {given.claim}{f' ({reasons})' if reasons else ''}")


def _judgement(given: Given) -> Judgement:
    from bot.answering.verification.judgement import Finding, Judgement, Verdict
    from bot.answering.verification.judging import judge

    quotes = [quote for quote in given.quotes if quote.strip()]
    if not quotes:
        return Judgement(Verdict.UNSETTLED, 0.0, (Finding("quotes", "There is no quote to support it."),))
    if not any(map(str.isalnum, given.claim)):
        return Judgement(Verdict.UNSETTLED, 0.0, (Finding("words", "It says nothing."),))
    return judge(given.claim, quotes, given.context)
