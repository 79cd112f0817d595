"""What a model's tokens cost in US dollars, as the setting MODEL_PRICES has it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

PER_MILLION: Final = 1_000_000
ENTRY: Final = re.compile(r"\s*(?P<model>[^=,\s]+)\s*=\s*(?P<input>\d+(?:\.\d+)?)\s*/\s*(?P<output>\d+(?:\.\d+)?)\s*")


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost in US dollars, read and written."""

    input: float
    output: float

    def of(self, input_tokens: int, output_tokens: int) -> float:
        """Return the US dollars that so many tokens cost."""
        return (input_tokens * self.input + output_tokens * self.output) / PER_MILLION


def read_prices(table: str) -> dict[str, Price]:
    """Read `model=input/output, model=input/output`, prices of a million tokens in US dollars.

    Raises ValueError.
    """
    prices = {}
    for entry in filter(str.strip, table.split(",")):
        match = ENTRY.fullmatch(entry)
        if match is None:
            raise ValueError(
                "must be like gpt-4.1-mini=0.40/1.60, other-model=1/4: US dollars for a million tokens in and out"
            )
        prices[match["model"]] = Price(float(match["input"]), float(match["output"]))
    return prices


def price_of(model: str, prices: Mapping[str, Price]) -> Price | None:
    """Return the price of a model: its own, or that of the longest name it begins with (`gpt-4.1-mini-2025-04-14`)."""
    named = max((name for name in prices if model.startswith(name)), key=len, default=None)
    return prices[named] if named else None
