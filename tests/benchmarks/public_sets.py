"""Where the public question sets lie, beside the checkout: read there and never copied into the project."""

from __future__ import annotations

from pathlib import Path

PUBLIC_SETS = Path(__file__).parents[3] / "shared" / "benchmarks"
