"""How wide text is: the advance widths of Helvetica and Arial, which are the same, in thousandths of the font's size.

A picture is looked at with fonts nobody knows. Text is measured with these widths and then drawn with `textLength`, so
that it takes the room that was measured whatever the font.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

FONTS: Final = "'Helvetica Neue',Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif"
MONOSPACED: Final = "Menlo,Consolas,'Liberation Mono','DejaVu Sans Mono',monospace"

REGULAR_WIDTHS: Final = {
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " \N{NO-BREAK SPACE}!,./:;I[\\]ft·",
    333: "()-`r“”›",
    334: "{}",
    350: "•",
    355: '"',
    389: "*",
    400: "°",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu–",
    584: "+<=>~×",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…",
    1015: "@",
}
BOLD_WIDTHS: Final = {
    238: "'",
    278: " \N{NO-BREAK SPACE},./I\\ijl‘’·",
    280: "|",
    333: "!()-:;[]`ft›",
    350: "•",
    389: "*r{}",
    400: "°",
    474: '"',
    500: "z“”",
    556: "#$0123456789J_aceksvxy–",
    584: "+<=>^~×",
    611: "?FLTZbdghnopqu",
    667: "EPSVXY",
    722: "&ABCDHKNRU",
    778: "GOQw",
    833: "M",
    889: "%m",
    944: "W",
    975: "@",
    1000: "—…",
}
MONOSPACED_WIDTH: Final = 602
LETTER_WIDTH: Final = 600
"""Of letters that are in neither table."""
SYMBOL_WIDTH: Final = 1000
EMOJI_WIDTH: Final = 1300
AS_EMOJI: Final = "\N{VARIATION SELECTOR-16}"
"""Makes an emoji of the symbol before it."""

REGULAR: Final = {letter: width for width, letters in REGULAR_WIDTHS.items() for letter in letters}
BOLD: Final = {letter: width for width, letters in BOLD_WIDTHS.items() for letter in letters}


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text looks. `tone` is a class of the style sheet in drawing.py."""

    size: float
    tone: str = "text"
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    code: bool = False


def width(text: str, look: Look) -> float:
    """The width of a text in pixels."""
    return sum(_advance(letter, look) for letter in text) * look.size / 1000


def shortened(text: str, look: Look, room: float) -> str:
    """The text, cut with an ellipsis where it is wider than `room`."""
    if width(text, look) <= room:
        return text
    while text and width(f"{text}…", look) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _advance(letter: str, look: Look) -> int:
    if letter == AS_EMOJI:
        return EMOJI_WIDTH - SYMBOL_WIDTH
    category = unicodedata.category(letter)
    if category in {"Cf", "Mn"}:
        return 0
    if look.code:
        return MONOSPACED_WIDTH
    known = (BOLD if look.bold else REGULAR).get(letter)
    if known is not None:
        return known
    if ord(letter) >= 0x1F000:
        return EMOJI_WIDTH
    return SYMBOL_WIDTH if category[0] == "S" else LETTER_WIDTH
