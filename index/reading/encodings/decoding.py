"""Bytes to text: the right letters or a refusal, never a guess that would put wrong letters under a quote."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.errors import SourceUnreadable
from index.reading.encodings.charsets import charset_of

# What `file` also takes for data: BEL to CR and ESC occur in honest text (terminal logs), the others do not.
_BINARY = re.compile(r"[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f]")

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_WIDE_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = (("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"), ("utf-32-le", "UTF-32"), ("utf-32-be", "UTF-32"))
# A text in which every plus sign begins a run of UTF-7: letters of Europe, which begin with an A there, or several.
_UTF_7 = re.compile(r"[^+]*+(?:\+(?:-|A[A-X][A-Za-z0-9/]++-?|[A-Za-z0-9/]{5,}+-)[^+]*+)+")
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


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, and the name of its encoding where it was neither declared nor UTF-8 but told by its letters."""

    text: str
    told: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What whoever added the file should know: that an encoding was told, and which."""
        return (f"The file was read as {self.told}.",) if self.told else ()


def decoded(file: str, data: bytes) -> Decoded:
    """Return a file's text: exactly `data.decode("utf-8")` where that is possible, a byte order mark included.

    Otherwise the encoding is the one its byte order mark names, or the one its letters tell beyond doubt. Raises
    SourceUnreadable where there is a doubt, for bytes that are no text, and for a file without a word.
    """
    marked = _by_mark(file, data)
    if marked is not None:
        return Decoded(_checked(file, marked))
    if b"\0" in data:
        return _wide(file, data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _told(file, data)
    return _seven_bits(file, data, _checked(file, text))


def decode_page(file: str, data: bytes) -> Decoded:
    """Return a page's text in the encoding its byte order mark, its letters (UTF-8) or its `charset` says.

    UTF-8 comes before the declaration because a saved page often keeps a declaration its server overrode, and text in
    another encoding is next to never valid UTF-8. A page that declares nothing is read as `decoded` reads a file.
    Raises SourceUnreadable where nothing fits.
    """
    marked = _by_mark(file, data.removeprefix(codecs.BOM_UTF8))
    if marked is not None:
        return Decoded(_checked(file, marked))
    try:
        return Decoded(_checked(file, data.removeprefix(codecs.BOM_UTF8).decode("utf-8")))
    except UnicodeDecodeError:
        if not _DECLARED.search(data[:_HEAD_BYTES]):
            return decoded(file, data)
        return Decoded(_checked(file, _strictly(file, data, _declared_codec(data))))


def _by_mark(file: str, data: bytes) -> str | None:
    """Return the text of a file that begins with a mark of wide characters, None for another."""
    for mark, codec in _WIDE_MARKS:
        if data.startswith(mark):
            return _strictly(file, data[len(mark) :], codec)
    return None


def _wide(file: str, data: bytes) -> Decoded:
    """Return text of two or four bytes a character without a mark: the only way of reading it that has words in it."""
    found = [(text, name) for codec, name in _WIDE if (text := _try(data, codec)) is not None and _is_plain(text)]
    if len(found) != 1:
        raise _binary(file)
    return Decoded(_checked(file, found[0][0]), found[0][1])


def _is_plain(text: str) -> bool:
    """Whether most characters are ones that most texts are made of, and none is one that no text has."""
    common = sum(character < "\u0250" for character in text)
    return common * 2 > len(text) and not _BINARY.search(text) and "\ufffd" not in text


def _told(file: str, data: bytes) -> Decoded:
    if _BINARY.search(data.decode("latin-1")):
        raise _binary(file)
    charset = charset_of(data)
    text = _try(data, charset.codec) if charset else None
    if charset is None or text is None:
        raise _not_told(file)
    return Decoded(_checked(file, text), charset.name)


def _seven_bits(file: str, data: bytes, text: str) -> Decoded:
    """Return `text`, but for the encodings that write every letter in ASCII: those are refused, or read as meant."""
    if b"\x1b$" in data:
        japanese = _try(data, "iso2022_jp")
        if japanese is not None and not japanese.isascii() and "\x1b" not in japanese:
            return Decoded(_checked(file, japanese), "ISO-2022-JP")
    if _UTF_7.fullmatch(text) and text.isascii():
        hidden = _try(data, "utf-7")
        if hidden is not None and not hidden.isascii() and hidden.replace("\n", " ").replace("\r", " ").isprintable():
            raise _not_told(file)
    return Decoded(text)


def _try(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def has_words(pieces: Iterable[str]) -> bool:
    """Whether anything visible stands in the pieces."""
    return any(ch.isprintable() and not ch.isspace() for piece in pieces for ch in piece)


def _checked(file: str, text: str) -> str:
    if _BINARY.search(text):
        raise _binary(file)
    if not has_words([text]):
        raise SourceUnreadable(f"{file}: the file is empty; add one with text in it.")
    return text


def _strictly(file: str, data: bytes, codec: str | None) -> str:
    text = _try(data, codec) if codec else None
    if text is None:
        raise _not_told(file)
    return text


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


def _not_told(file: str) -> SourceUnreadable:
    return SourceUnreadable(
        f"{file}: this is not UTF-8 text, nor is it certain what else; save it as UTF-8 and add it again."
    )


def _binary(file: str) -> SourceUnreadable:
    return SourceUnreadable(f"{file}: this is binary data, not text; save it as UTF-8 text and add it again.")
