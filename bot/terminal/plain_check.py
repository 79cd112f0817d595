"""A checked text as plain text: one line a claim and one a citation, for pipes and for people alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.terminal.plain_answer import citation_line
from bot.terminal.safe_text import one_line

if TYPE_CHECKING:
    from bot.answering.checking.checked import CheckedClaim, CheckedText


def plain_check(checked: CheckedText) -> str:
    """Return a line for each claim, one for each citation, and the note, with empty lines between the three."""
    return "\n\n".join(filter(None, map("\n".join, _parts(checked))))


def _parts(checked: CheckedText) -> Iterator[list[str]]:
    yield [_line(claim) for claim in checked.claims]
    yield [citation_line(citation) for citation in checked.citations]
    yield [one_line(checked.note)] if checked.note else []


def _line(claim: CheckedClaim) -> str:
    said = " ".join(filter(None, (one_line(claim.text), claim.marks)))
    return f"{claim.verdict}: {said} ({one_line(claim.reason)})"
