"""What a model's answer does not say in own words looks like what it is: a quotation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.answering.answer import Answer, Claim


def shown_claims(answer: Answer) -> tuple[Claim, ...]:
    """Return the claims as they are shown: of a model's, those in the words of their quotes stand in quotation marks.

    The writer without a model says nothing but quotes, and the small print says so.
    """
    if answer.model is None:
        return answer.claims
    quotes = {citation.number: citation.quote.text for citation in answer.citations}
    return tuple(claim if claim.own_words else _quoted(claim, quotes) for claim in answer.claims)


def _quoted(claim: Claim, quotes: Mapping[int, str]) -> Claim:
    """Put each quote between marks of its own: two of them side by side are not one."""
    cited = [" ".join(quotes.get(number, "").split()) for number in claim.citations]
    parts: Sequence[str] = cited if " ".join(cited) == " ".join(claim.text.split()) else (claim.text.strip(),)
    return replace(claim, text=" ".join(_between_marks(part) for part in parts if part))


def _between_marks(text: str) -> str:
    return text if text.startswith("“") and text.endswith("”") else f"“{text}”"
