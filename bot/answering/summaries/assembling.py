"""Proposed parts to a Summary: every quote looked up, every sentence checked, and how much was read counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.answer import Answer, Status
from bot.answering.summaries.extractive.writing import ProposedPart
from bot.answering.summaries.material import Material
from bot.answering.summaries.request import Scope, SummaryRequest
from bot.answering.summaries.summary import Coverage, Part, Summary
from bot.answering.verification.quotes import LiveTexts
from bot.answering.verification.verifying import Checked, Verified, Verifier


@dataclass(frozen=True, slots=True)
class TitledClaims:
    """What was checked and is said under one title."""

    title: str
    claims: Sequence[Checked]


def verified_parts(proposed: Sequence[ProposedPart], texts: LiveTexts) -> tuple[Verified, tuple[Part, ...]]:
    """Return what of the proposals may be shown, and the same under its titles; a part left with nothing is gone."""
    verifier = Verifier(texts)
    told = [
        TitledClaims(part.title, [checked for each in part.proposals if (checked := verifier.check(each))])
        for part in proposed
    ]
    return _cut(verifier.verified(), told)


def under_titles(told: Sequence[TitledClaims], texts: LiveTexts) -> tuple[Verified, tuple[Part, ...]]:
    """Return the same of what was checked in these texts before."""
    verifier = Verifier(texts)
    verifier.checked.extend(checked for each in told for checked in each.claims)
    return _cut(verifier.verified(), told)


def _cut(verified: Verified, told: Sequence[TitledClaims]) -> tuple[Verified, tuple[Part, ...]]:
    """Put the claims, which are in order, under their titles."""
    claims = iter(verified.claims)
    parts = [Part(each.title, tuple(next(claims) for _ in each.claims)) for each in told]
    return verified, tuple(part for part in parts if part.claims)


def summary_of(
    request: SummaryRequest,
    material: Material,
    verified: Verified,
    parts: tuple[Part, ...],
    coverage: Coverage,
    *,
    writer: str,
    model: str | None = None,
    note: str | None = None,
) -> Summary:
    """Put a summary together."""
    named = named_in_words(request, material.title)
    answer = Answer(
        question=named,
        standalone=named,
        status=Status.ANSWERED if verified.claims else Status.NOT_FOUND,
        claims=verified.claims,
        citations=verified.citations,
        closest=(),
        confidence=1.0 if verified.claims else 0.0,
        writer=writer,
        model=model,
        note=note,
    )
    return Summary(request, material.title, answer, parts, coverage)


def named_in_words(request: SummaryRequest, title: str) -> str:
    """Return what stands for the question of a summary: `Summary of “Rules”, for a newcomer`."""
    match request.scope:
        case Scope.TOPIC:
            named = f"Summary on “{title}”"
        case Scope.DOCUMENT:
            named = f"Summary of “{title}”"
        case _:
            named = f"Summary of {title}"
    return f"{named}, {request.focus}" if request.focus else named
