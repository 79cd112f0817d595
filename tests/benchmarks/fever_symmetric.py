"""The pairs of claim and evidence of fever-symmetric, read where they lie and never copied into the project."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim, the sentences it is held against, and whether they support it, as people judged."""

    claim: str
    quotes: tuple[str, ...]
    supported: bool


def load_pairs(file: Path) -> list[Pair]:
    """Return the pairs in order."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [Pair(each["claim"], tuple(each["quotes"]), each["supported"]) for each in map(json.loads, lines)]
