"""What each layer of verification costs a claim, as ratios to the whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from statistics import median, quantiles
from typing import Final

from measuring import Cost, cost_of, median_of

from bot.answering.verification.comparison import Comparison, compare
from bot.answering.verification.judging import CHECKS, judge
from bot.answering.verification.quantities.findings import quantity_findings, quantity_spans
from bot.answering.verification.quotes import locate
from index.documents import Span
from tests.bot.answering.verification.cases.written import Case

WHOLE: Final = "the judge, all of it"
TAKEN: Final = 600
"""Claims that are measured."""
SURROUNDINGS: Final = "The text around the quote. " * 2_000


Layer = Callable[[Case, Comparison], object]

LAYERS: Final[Mapping[str, Layer]] = {
    WHOLE: lambda case, _: judge(case.claim, case.quotes, case.context),
    "a quote found in 100,000 characters": lambda case, _: _find(case.quotes[0]),
    "numbers, units, currencies and dates": lambda case, _: quantity_findings(case.claim, case.quotes),
    "claim and quotes read and compared": lambda case, _: compare(case.claim, case.quotes, case.context),
    **{check.__name__.replace("_", " "): lambda _, comparison, check=check: check(comparison) for check in CHECKS},
}


def print_layers(cases: Sequence[Case]) -> None:
    """Print what a claim costs: the median and the slowest of a hundred, and the layers as ratios to the judge."""
    taken = cases[:: max(1, len(cases) // TAKEN)]
    compared = [compare(each.claim, each.quotes, each.context, quantity_spans(each.claim)) for each in taken]
    # Layer by layer: each claim then comes when the texts read last, which are kept for a while, are others.
    costs = {
        name: [cost_of(partial(layer, *each)) for each in zip(taken, compared, strict=True)]
        for name, layer in LAYERS.items()
    }
    print(f"\n{'milliseconds a claim':<40}{'median':>9}{'p99':>9}{'ratio':>9}")
    basis = median_of(costs[WHOLE])
    for name, each in costs.items():
        print(f"  {name:<38}{_median(each):>9.3f}{_slowest(each):>9.3f}{median_of(each).cpu / basis.cpu:>9.2f}")


def _find(quote: str) -> Span | None:
    text = SURROUNDINGS + quote + SURROUNDINGS
    return locate(quote, text, Span(len(SURROUNDINGS), len(SURROUNDINGS) + len(quote)))


def _median(costs: Sequence[Cost]) -> float:
    return median(cost.wall for cost in costs)


def _slowest(costs: Sequence[Cost]) -> float:
    return quantiles([cost.wall for cost in costs], n=100)[-1]
