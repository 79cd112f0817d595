"""A figure: one measured number, what it is of, and over how many cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` over `n` cases, None where the set has none. It is a share, 0..1, unless `unit` says otherwise."""

    name: str
    label: str
    value: float | None
    n: int
    unit: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the value, to four decimals, and the number of cases."""
        return {"value": None if self.value is None else round(self.value, 4), "n": self.n}

    def line(self) -> str:
        """Return the figure as a row of a table."""
        return f"  {self.label:<44} {self._shown():>18}   n = {self.n:,}"

    def _shown(self) -> str:
        if self.value is None:
            return "–"
        return f"{round(self.value, 1):,g} {self.unit}" if self.unit else f"{self.value:.4f}"


def mean(name: str, label: str, values: Iterable[float], unit: str = "") -> Figure:
    """Return the mean of `values`; of truths, it is the share that holds."""
    cases = list(values)
    return Figure(name, label, sum(cases) / len(cases) if cases else None, len(cases), unit)
