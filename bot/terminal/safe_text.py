"""Text from documents and people, made fit for a terminal: it may hold anything, escape sequences included."""

from __future__ import annotations

import re
from typing import Final

KEPT: Final = "\n\t"
BREAKS: Final = re.compile("\r\n?|[\v\f\x85]")
"""What breaks a line or a page besides a newline; removed, it would join two words."""

CONTROLS: Final = (*range(0x20), *range(0x7F, 0xA0))
"""C0 with delete, and C1 (ECMA-48): the characters a terminal obeys instead of showing."""

DIRECTIONS: Final = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Bidirectional controls (Unicode Annex 9): they can make a line read as something it is not."""

SURROGATES: Final = range(0xD800, 0xE000)
"""Halves of a character, which no encoding can write."""

REMOVED: Final[dict[int, str | None]] = {
    code: None for code in (*CONTROLS, *DIRECTIONS) if chr(code) not in KEPT
} | dict.fromkeys(SURROGATES, "\N{REPLACEMENT CHARACTER}")


def safe(text: str) -> str:
    """Return `text` without anything a terminal would obey; newlines and tabs stay."""
    return BREAKS.sub("\n", text).translate(REMOVED)


def one_line(text: str) -> str:
    """Return `text`, safe, on one line: every run of white space is one space."""
    return " ".join(safe(text).split())
