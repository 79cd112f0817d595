"""Text in the encoding its server declares, made UTF-8, which every reader takes."""

from __future__ import annotations

import codecs
import re

from index.web.served_names import media_type

_DECLARED = re.compile(r";\s*charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# What stands for text on the web: not UTF-7, nor what Python calls a codec besides (punycode, rot13).
_OF_TEXT = re.compile(
    r"utf-16(-[bl]e)?|cp\d+|iso8859-\d+|koi8-[rtu]|mac-[a-z]+|big5\w*|gb\w+|shift_jis\w*|euc_\w+|iso2022_jp|tis-620"
)
# Browsers read these as the larger set, and so do the pages that carry them (WHATWG Encoding Standard).
_READ_AS = {"iso8859-1": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932"}


def as_utf8(data: bytes, content_type: str) -> bytes:
    """Return text of another encoding that the content type declares as UTF-8, anything else as it came.

    What is UTF-8 already, and what is not in the encoding declared, stays for the reader to find out.
    """
    codec = _declared_codec(content_type)
    if codec is None or data.startswith(_WIDE_MARKS) or _is_utf8(data):
        return data
    try:
        return data.decode(codec).encode("utf-8")
    except UnicodeError:
        return data


def _declared_codec(content_type: str) -> str | None:
    """Return Python's name for the encoding a content type declares, None where it is no text or in none known."""
    said, declared = media_type(content_type), _DECLARED.search(content_type)
    if declared is None or not (said.startswith("text/") or said == "application/xhtml+xml"):
        return None
    try:
        codec = codecs.lookup(declared[1]).name
    except LookupError:
        return None
    codec = _READ_AS.get(codec, codec)
    return codec if _OF_TEXT.fullmatch(codec) else None


def _is_utf8(data: bytes) -> bool:
    try:
        return bool(data.decode("utf-8")) or not data
    except UnicodeDecodeError:
        return False
