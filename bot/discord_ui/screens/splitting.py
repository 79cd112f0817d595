"""Long markdown cut to pieces that Discord takes, where a reader would cut it and never where it would change.

Lengths are counted in UTF-16 code units, the strictest of the ways Discord counts. What is cut has been through
escaping.py, so that an escape is a backslash with the character after it.
"""

from __future__ import annotations

from typing import Final

import regex  # type: ignore[import-untyped,unused-ignore]

ATOM: Final = regex.compile(r"\*\*\[[0-9]+\]\*\*|\\\X|\X")
"""What is never cut: a citation mark, an escape, a grapheme cluster (Unicode Annex 29)."""

SPACE: Final = r"(?=\s++(?!\*\*\[|\p{M}))"
"""White space that may go at a cut: a citation mark stays with the word before it."""
PARAGRAPH: Final = regex.compile(r"(?=\n[^\S\n]*\n)")
SENTENCE: Final = regex.compile(rf"""[.!?…][\\"'”’)\]*_]*(?:\s+\*\*\[[0-9]+\]\*\*)*{SPACE}|[。！？]|(?=\n)""")
WORD: Final = regex.compile(rf"(?<=\S){SPACE}")
BORDERS: Final = (PARAGRAPH, SENTENCE, WORD)
CONTEXT: Final = 64
"""How far around where it may lie a border is looked for: marks that stand before or after it are taken in whole."""

BLOCK_MARKER: Final = r"(?:[-+](?=[\s#]|$)|[#](?=[#]*(?:\s|$))|>|[0-9]{1,999}(?=[.)](?:\s|$)))"
"""What makes a heading, a quote or a list of the line it opens; of a number it is the sign after it that does."""
OPENING: Final = regex.compile(BLOCK_MARKER)

ELLIPSIS: Final = "…"


def length(text: str) -> int:
    """Return how many UTF-16 code units `text` has."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(markdown: str, limit: int) -> list[str]:
    """Cut escaped text into pieces of at most `limit` units: at paragraphs, or else sentences, words, graphemes.

    Nothing is lost but white space at the cuts. What would make a list or a heading of a piece, now that it opens a
    line, is escaped. No text, no piece.
    """
    pieces = []
    rest = markdown.strip()
    while len(rest) > limit or length(rest) > limit:
        at = border(rest, limit)
        pieces.append(rest[:at].rstrip())
        rest = opened(rest[at:].lstrip())
    return [*pieces, rest] if rest else pieces


def shortened(text: str, limit: int) -> str:
    """Return `text`, or as many of its words as leave room for a `…` within `limit` units."""
    if len(text) <= limit and length(text) <= limit:
        return text
    return text[: border(text, limit - 1)].rstrip() + ELLIPSIS


def border(text: str, limit: int) -> int:
    """Return where to cut `text` so that what comes before has at most `limit` units, and half as many if it can.

    `text` is longer than that, and `limit` at least 2, so that an escape fits.
    """
    most = _fitting(text, limit)
    for kind in BORDERS:
        found = kind.finditer(text, max(0, most // 2 - CONTEXT), min(len(text), most + CONTEXT))
        ends = [match.end() for match in found if most // 2 < match.end() <= most]
        if ends:
            return int(ends[-1])
    return _last_atom(text, most)


def opened(markdown: str) -> str:
    """Return escaped text fit to open a line with."""
    marker = OPENING.match(markdown)
    if not marker:
        return markdown
    at = marker.end() if marker[0][-1].isdigit() else marker.start()
    return f"{markdown[:at]}\\{markdown[at:]}"


def _fitting(text: str, limit: int) -> int:
    """Return how many characters of `text` have at most `limit` units together."""
    fitting = min(len(text), limit)
    while length(text[:fitting]) > limit:
        fitting -= -(-(length(text[:fitting]) - limit) // 2)
    return fitting


def _last_atom(text: str, most: int) -> int:
    """Return the end of the last whole atom among the first `most` characters; of one that has more, a part of it."""
    at = 0
    for atom in ATOM.finditer(text, 0, min(len(text), most + CONTEXT)):
        if atom.end() > most:
            break
        at = atom.end()
    return int(at) or most
