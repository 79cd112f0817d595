"""What is found of a claim beside its quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Verdict(StrEnum):
    """Whether quotes support a claim: they do, they say otherwise, or it cannot be told."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNSETTLED = "unsettled"


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check has against a claim: the check's name, and the reason in one sentence for a person.

    `contradicts`: the quotes say otherwise; else they only do not say it. `final`: what is missing is either there or
    made up, so that no opinion may decide.
    """

    check: str
    reason: str
    contradicts: bool = False
    final: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the checks say of a claim. `score`, 0..1, is how much speaks for its support; `failed` is what is not."""

    verdict: Verdict
    score: float
    failed: tuple[Finding, ...] = ()


class Judge(Protocol):
    """Decides whether quotes support a claim."""

    def __call__(self, claim: str, quotes: Sequence[str], context: str = "") -> Judgement:
        """Judge a claim by its quotes; `context` is the titles and headings they stand under."""
        ...
