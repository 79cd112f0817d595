"""The nouns of a summary: what was read, and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.answering.answer import Answer, Claim
from bot.answering.summaries.request import SummaryRequest
from bot.wording import counted


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much was read: `read` of `of` things called `unit`, `where` ("of version 3", "of 7 documents").

    `failed` names what could not be read or written about, `note` is one more plain sentence, such as from when to
    when. What is not whole says so.
    """

    read: int
    of: int
    unit: str
    where: str = ""
    failed: tuple[str, ...] = ()
    note: str = ""

    @property
    def whole(self) -> bool:
        """Whether nothing was left out."""
        return self.read == self.of and not self.failed

    def __str__(self) -> str:
        """Return it said: “Read 41 of 41 sections of version 3.” and what is missing."""
        if not self.of:
            return self.note or "There was nothing to read."
        said = f"Read {self.read:,} of {counted(self.of, self.unit)}"
        sentences = [f"{said} {self.where}." if self.where else f"{said}."]
        if self.failed:
            sentences.append(f"Not in this summary: {'; '.join(self.failed)}.")
        if self.read + len(self.failed) < self.of:
            sentences.append("This summary is not whole.")
        if self.note:
            sentences.append(self.note)
        return " ".join(sentences)


@dataclass(frozen=True, slots=True)
class Part:
    """What is said under one title: of one section, or of one document; the title of the only part may be empty."""

    title: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary: `answer` holds its claims and citations as any answer does, `parts` the same claims under titles.

    `title` names what is summarised.
    """

    request: SummaryRequest
    title: str
    answer: Answer
    parts: tuple[Part, ...]
    coverage: Coverage

    def as_json(self) -> dict[str, Any]:
        """Return the object `footnote summarize --json` prints: an answer's, with scope and coverage added."""
        request, coverage = self.request, self.coverage
        return {
            **self.answer.as_json(),
            "scope": str(request.scope),
            "length": str(request.length),
            "focus": request.focus or None,
            "title": self.title,
            "parts": [{"title": part.title, "claims": len(part.claims)} for part in self.parts],
            "coverage": {
                "read": coverage.read,
                "of": coverage.of,
                "unit": coverage.unit,
                "whole": coverage.whole,
                "failed": list(coverage.failed),
                "text": str(coverage),
            },
        }
