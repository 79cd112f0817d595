"""What a document is called: by itself, or failing that by its file's name."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 200
# Control characters, lone surrogates, line and paragraph separators: they break a line, a log or an encoder.
_BREAKING = frozenset({"Cc", "Cs", "Zl", "Zp"})
# Marks that make the rest of a line run the other way, so that it reads as something else than it is.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def title_from(file: str) -> str:
    """Return the title a file's name suggests: `china-ai-travel.txt` is "china ai travel"."""
    stem = file.rpartition(".")[0] or file
    return " ".join(re.split(r"[-_\s]+", stem)).strip() or file


def clean_title(words: str) -> str:
    """Return a document's own title on one line, cut where it is too long to be one; "" where nothing is left."""
    spaced = " ".join(words.split())
    line = "".join(ch for ch in spaced if unicodedata.category(ch) not in _BREAKING and ch not in _TURNING).strip()
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
