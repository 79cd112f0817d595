"""Bytes to text: the right letters or a refusal, never a guess that would put wrong letters under a quote."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from index.errors import SourceUnreadable

# What `file` also takes for data: BEL to CR and ESC occur in honest text (terminal logs), the others do not.
_BINARY = re.compile(r"[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f]")

_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:-]{2,40})", re.I
)
_HEAD_BYTES = 4096
# Browsers read these labels as the larger set, and so do the pages that carry them (WHATWG Encoding Standard).
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_WEB_CODECS = frozenset(
    {"utf-8", "gb18030", "big5", "big5hkscs", "cp932", "euc_jp", "cp949", "koi8-r", "koi8-u", "cp866", "cp874"}
    | {"mac-roman", "mac-cyrillic", *(f"cp125{n}" for n in range(9)), *(f"iso8859-{n}" for n in range(2, 17))}
)


def decode_text(file: str, data: bytes) -> str:
    """Return exactly `data.decode("utf-8")`. Raises SourceUnreadable for anything that is not UTF-8 text."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        raise (_binary(file) if b"\0" in data and not wide else _not_utf8(file)) from None
    return _checked(file, text)


def decode_page(file: str, data: bytes) -> str:
    """Return a page's text in the encoding its byte order mark, its letters (UTF-8) or its `charset` says.

    UTF-8 comes before the declaration because a saved page often keeps a declaration its server overrode, and text in
    another encoding is next to never valid UTF-8. Raises SourceUnreadable where neither fits.
    """
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _checked(file, _decoded(file, data[len(mark) :], codec))
    try:
        return _checked(file, data.decode("utf-8"))
    except UnicodeDecodeError:
        return _checked(file, _decoded(file, data, _declared_codec(data)))


def has_words(pieces: Iterable[str]) -> bool:
    """Whether anything visible stands in the pieces."""
    return any(ch.isprintable() and not ch.isspace() for piece in pieces for ch in piece)


def _checked(file: str, text: str) -> str:
    if _BINARY.search(text):
        raise _binary(file)
    if not has_words([text]):
        raise SourceUnreadable(f"{file}: the file is empty; add one with text in it.")
    return text


def _decoded(file: str, data: bytes, codec: str | None) -> str:
    if codec is None:
        raise _not_utf8(file)
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        raise _not_utf8(file) from None


def _declared_codec(data: bytes) -> str | None:
    """Return the Python codec for the encoding a page declares, None where it declares none that browsers know."""
    declared = _DECLARED.search(data[:_HEAD_BYTES])
    if declared is None:
        return None
    try:
        codec = codecs.lookup(declared[1].decode("ascii")).name
    except LookupError:
        return None
    codec = _READ_AS.get(codec, codec)
    return codec if codec in _WEB_CODECS else None


def _not_utf8(file: str) -> SourceUnreadable:
    return SourceUnreadable(f"{file}: this is not UTF-8 text; save it as UTF-8 and add it again.")


def _binary(file: str) -> SourceUnreadable:
    return SourceUnreadable(f"{file}: this is binary data, not text; save it as UTF-8 text and add it again.")
