"""The letters of a PDF as people write them: ligatures apart, spaces plain, and nothing that stands for no letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from index.reading.pdf_layout.pages import PdfLine

_LIGATURE = re.compile("[\ufb00-\ufb06]")
_NO_LETTER = re.compile(
    "[\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]|[\x00-\x08\x0b-\x1f\x7f-\x9f]|\\(cid:\\d+\\)|(?:/[a-zA-Z]{1,3}\\d{1,5}){3,}"
)
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_BULLET = re.compile("^[\ue000-\uf8ff\x7f]\\s*")  # symbol fonts put their dots and arrows into the private area
_FEW = 0.2
"""A line with more of its characters undecodable than this share says something else than what it shows."""


def clean_letters(raw: str) -> str | None:
    """Return a line's text, with a hyphen or a soft hyphen at its end kept; None where its letters cannot be known."""
    if raw.isascii() and raw.isprintable() and not _NO_LETTER.search(raw):
        return " ".join(raw.split())
    text = _INVISIBLE.sub("", _BULLET.sub("• ", raw.strip())).strip()
    garbage = sum(map(len, _NO_LETTER.findall(text)))
    if garbage > _FEW * len(text):
        return None
    text = _NO_LETTER.sub(" ", text)
    text = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    soft_end = text.endswith("\xad")
    return " ".join(text.replace("\xad", "").split()) + ("\xad" if soft_end else "")


def clean_lines(lines: Iterable[PdfLine]) -> tuple[list[PdfLine], bool]:
    """Return the lines that say something, with clean letters, and whether any had to be left out."""
    kept: list[PdfLine] = []
    lost = False
    for line in lines:
        text = clean_letters(line.text)
        lost = lost or text is None
        if text and text != "\xad":
            kept.append(line if text == line.text else replace(line, text=text))
    return kept, lost
