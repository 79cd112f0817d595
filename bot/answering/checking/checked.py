"""The nouns of a checked text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.answering.answer import Citation, citation_json


class Standing(StrEnum):
    """How a claim stands to the documents: they say so, they say otherwise, or they do not say."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """One claim in its writer's words, how it stands, why in one sentence, and the citations that show it."""

    text: str
    verdict: Standing
    reason: str
    citations: tuple[int, ...]

    @property
    def marks(self) -> str:
        """The citation marks, `[1][3]`; "" where there are none."""
        return "".join(f"[{number}]" for number in self.citations)


@dataclass(frozen=True, slots=True)
class CheckedText:
    """The claims of a text in order, the numbered quotes, and, where something was left out, one sentence on that."""

    claims: tuple[CheckedClaim, ...]
    citations: tuple[Citation, ...]
    note: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the object `footnote check --json` prints."""
        return {
            "claims": [
                {
                    "text": claim.text,
                    "verdict": str(claim.verdict),
                    "reason": claim.reason,
                    "citations": list(claim.citations),
                }
                for claim in self.claims
            ],
            "citations": [citation_json(citation) for citation in self.citations],
            "note": self.note,
        }
