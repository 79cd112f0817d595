"""What reading one file may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one file may take. Beyond it the file is refused, with the limit named."""

    seconds: float = 25.0
    """Wall time, a second attempt by another reader included."""

    memory_mb: int = 512
    """What the reading process may take beyond an idle one; held on Linux."""

    characters: int = 10_000_000
    """Characters of text."""
