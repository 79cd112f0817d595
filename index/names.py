"""Names people gave to things, made fit to be shown: they are data and may hold anything."""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 120
UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""The Unicode categories that break a line, turn its direction or stand for nothing visible."""


def shown_name(name: str) -> str:
    """Return `name` on one line, without control or direction-changing characters, cut in the middle when very long."""
    plain = "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in UNSEEN else c for c in name)
    if len(plain) <= LONGEST_NAME:
        return plain
    half = LONGEST_NAME // 2
    return f"{plain[:half]}…{plain[-half:]}"
