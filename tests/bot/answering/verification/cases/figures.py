"""What comes of the cases: which claims are shown in their own words, with and without an entailment call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path
from random import Random

from bot.answering.generative.opinions import left_open
from bot.answering.verification.judgement import Judge, Judgement, Verdict
from tests.bot.answering.verification.cases.falsifying import falsified
from tests.bot.answering.verification.cases.restating import restated
from tests.bot.answering.verification.cases.written import HONEST, Case, written_cases

RIGHT = 0.9
"""How often the scripted entailment call is right."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A case, what the judge says of it, and whether it is shown once the claims left open have been settled."""

    case: Case
    judgement: Judgement
    settled: bool

    @property
    def shown(self) -> bool:
        """Whether the claim is shown in its own words with no model to ask."""
        return self.judgement.verdict is Verdict.SUPPORTED


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares, 0..1, of claims shown in their own words, NaN of no claims; `settled_` with the entailment call.

    `settled_free` is of the free and the far ones together.
    """

    false: float
    close: float
    free: float
    far: float
    settled_false: float
    settled_free: float


def all_cases(shared: Path | None) -> list[Case]:
    """Return the cases written by hand and those made of them by program."""
    written = written_cases(shared)
    return [*written, *restated(written, shared), *falsified(written)]


def judged(cases: Iterable[Case], judge: Judge, seed: int = 5) -> list[Outcome]:
    """Judge each case; what is left open an entailment call settles that is right nine times in ten."""
    random = Random(seed)
    return [_outcome(case, judge(case.claim, case.quotes, case.context), random.random() < RIGHT) for case in cases]


def _outcome(case: Case, judgement: Judgement, right: bool) -> Outcome:
    asked = left_open(case.claim, [*case.quotes, case.context], judgement)
    return Outcome(case, judgement, (case.honest == right) if asked else judgement.verdict is Verdict.SUPPORTED)


def shares(outcomes: Sequence[Outcome]) -> Shares:
    """Return the shares of the false and of the honest claims that are shown."""
    false = [outcome for outcome in outcomes if not outcome.case.honest]
    close, free, far = ([outcome for outcome in outcomes if outcome.case.kind == kind] for kind in HONEST)
    return Shares(shown(false), shown(close), shown(free), shown(far), settled(false), settled([*free, *far]))


def shown(outcomes: Sequence[Outcome]) -> float:
    """Return the share, 0..1, shown in own words with no model; NaN of none."""
    return sum(outcome.shown for outcome in outcomes) / len(outcomes) if outcomes else nan


def settled(outcomes: Sequence[Outcome]) -> float:
    """Return the share, 0..1, shown in own words with an entailment call for what was left open; NaN of none."""
    return sum(outcome.settled for outcome in outcomes) / len(outcomes) if outcomes else nan
