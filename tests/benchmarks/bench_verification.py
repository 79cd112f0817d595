"""What verification lets through and holds back: false claims, honest claims, forged quotes, and what it costs.

The cases are those of tests/bot/answering/verification/cases, by hand and by program, with no model; then again with an
entailment call that is right nine times in ten on what the rules leave open. fever-symmetric is measured apart.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from math import isnan
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # for the cases of the tests

from fever_symmetric import load_pairs
from layer_costs import print_layers
from measuring import cost_of
from opening import fresh_app
from public_sets import PUBLIC_SETS

from bot.answering.verification.judging import judge
from bot.evaluation.discrimination import area_under_curve
from tests.bot.answering.verification.cases.figures import Outcome, all_cases, judged, settled, shares, shown
from tests.bot.answering.verification.cases.placing import added, placed, shown_forgeries
from tests.bot.answering.verification.cases.written import FALSE, written_cases

ACCEPTED = 0.05
"""The share of false claims that fever-symmetric's setting lets through."""


def main() -> None:
    """Measure and print."""
    shared = PUBLIC_SETS.parent if PUBLIC_SETS.is_dir() else None
    if shared is None:
        print("../shared is not here, so only the cases on the sample are measured, and not fever-symmetric.")
    outcomes = judged(all_cases(shared), judge)
    _print_shares(outcomes)
    _print_kinds(outcomes)
    _print_forgeries(shared)
    if shared:
        _print_fever(PUBLIC_SETS / "fever-symmetric" / "pairs.jsonl")
    print_layers([outcome.case for outcome in outcomes])


def _print_shares(outcomes: Sequence[Outcome]) -> None:
    heads = ("claims", "false", "close", "free", "far", "+ false", "+ free")
    print(f"shown in own words; + with an entailment call\n  {'':<28}" + "".join(f"{head:>9}" for head in heads))
    for name, held_out in (("improved on", False), ("held out", True)):
        half = [outcome for outcome in outcomes if outcome.case.held_out == held_out]
        for author, by_program in (("by hand", False), ("by program", True)):
            _print_row(f"{name}, {author}", [each for each in half if each.case.by_program == by_program])
        _print_row(f"{name}, all", half)
    _print_row("all", outcomes)


def _print_row(name: str, outcomes: Sequence[Outcome]) -> None:
    if outcomes:
        of = shares(outcomes)
        figures = (of.false, of.close, of.free, of.far, of.settled_false, of.settled_free)
        shown_in_row = (f"{figure:>9.1%}" if not isnan(figure) else f"{'–':>9}" for figure in figures)
        print(f"  {name:<28}{len(outcomes):>9,}" + "".join(shown_in_row))


def _print_kinds(outcomes: Sequence[Outcome]) -> None:
    print(f"\nfalse claims shown in own words\n  {'':<28}{'claims':>9}{'shown':>9}{'+':>9}")
    for kind in FALSE:
        of_kind = [outcome for outcome in outcomes if outcome.case.kind == kind]
        if of_kind:
            print(f"  {kind:<28}{len(of_kind):>9,}{shown(of_kind):>9.1%}{settled(of_kind):>9.1%}")


def _print_forgeries(shared: Path | None) -> None:
    cases = written_cases(shared)
    with fresh_app(embedding_model="none") as app:
        library = app.library("bench")
        quotes = list(placed(added(library, cases, shared), cases, shared))
        strangers = list(added(app.library("elsewhere"), cases[:1], shared).values())
        forged, seen = shown_forgeries(quotes, library, strangers)
    print(f"\nforged quotes shown: {seen.total()} of {forged:,}")


def _print_fever(file: Path) -> None:
    pairs = load_pairs(file)
    scores = [(pair.supported, judge(pair.claim, pair.quotes).score) for pair in pairs]
    honest, false = ([score for supported, score in scores if supported == wanted] for wanted in (True, False))
    bar = _lowest_bar(false, ACCEPTED)
    kept = sum(score > bar for score in honest) / len(honest)
    accepted = sum(score > bar for score in false) / len(false)
    print(f"\nfever-symmetric: {len(pairs):,} pairs, area under the ROC curve {area_under_curve(honest, false):.3f}")
    print(
        f"  at a score over {bar:.3f}, {accepted:.1%} of the false ones pass and {kept:.1%} of the honest ones are kept"
    )


def _lowest_bar(false: Sequence[float], accepted: float) -> float:
    """Return the lowest score that at most a share `accepted`, 0..1, of the false ones is above."""
    return sorted(false, reverse=True)[int(accepted * len(false))]


if __name__ == "__main__":
    cost = cost_of(main)
    print(f"\nall of it took {cost.cpu / 1000:.0f} s of processor time")
