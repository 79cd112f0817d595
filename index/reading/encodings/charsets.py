"""Which encoding bytes are in, told by the letters they make: certain or None, since a wrong guess is a wrong quote.

Every encoding that people still have files in makes a reading of the bytes. A reading costs what its letters cost in
the language that suits it best (in nats: the less likely the letters, the more). The cheapest one is taken if it is
cheap for its length, and if every reading that has other letters is dearer by a margin.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from index.reading.encodings import letters
from index.reading.encodings.letters import Language

_MARGIN = 12.0
_DEAREST = 5.0
_DEAREST_OF_SCRIPT = 5.7
"""What a byte beyond ASCII may cost on average, among Latin letters and in a script of its own."""
_ASCII = 3.0
_SAMPLE = 64_000
_UTF_8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_DAMAGED = 0.75
_CERTAIN = 12
"""Bytes beyond ASCII of a line that is UTF-8 by no accident."""
_LINE = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")
_WORD = re.compile(r"(?<!\w)[a-z]{2,6}(?!\w)")
_HEARD = 15
"""Common words beyond this many say no more about the language: a text may be in two."""
_UNSEEN = 12.0
_SYMBOL = 16.0
_RARE = 9.0
_OPENING = frozenset("„\u201aƒ‘«¿¡")
"""Marks that stand before a word, never behind one."""
_MARKS = (
    {"’": 2.0} | dict.fromkeys("“”„‘«»–—…\xa0", 3.0) | dict.fromkeys("€°§·•ºª×½²³¿¡£", 6.0) | dict.fromkeys("©®™", 8.0)
)


@dataclass(frozen=True, slots=True)
class Charset:
    """An encoding: Python's name, people's name, the languages it is for, what its rarity costs it, its script."""

    codec: str
    name: str
    languages: tuple[Language, ...]
    handicap: float = 0.0
    latin: bool = True
    rare: float = _UNSEEN


CHARSETS = (
    Charset("cp1252", "Windows-1252", letters.WESTERN),
    Charset("iso8859-15", "ISO-8859-15", letters.WESTERN, 3),
    Charset("mac-roman", "Mac Roman", letters.WESTERN, 7),
    Charset("cp850", "code page 850", letters.WESTERN, 7),
    Charset("cp437", "code page 437", letters.WESTERN, 8),
    Charset("cp1250", "Windows-1250", letters.CENTRAL),
    Charset("iso8859-2", "ISO-8859-2", letters.CENTRAL, 3),
    Charset("cp852", "code page 852", letters.CENTRAL, 7),
    Charset("cp1254", "Windows-1254", letters.TURKISH),
    Charset("cp1257", "Windows-1257", letters.BALTIC),
    Charset("cp1258", "Windows-1258", letters.VIETNAMESE),
    Charset("cp1251", "Windows-1251", letters.CYRILLIC, latin=False),
    Charset("koi8-r", "KOI8-R", letters.CYRILLIC, 1, latin=False),
    Charset("koi8-u", "KOI8-U", letters.CYRILLIC, 2, latin=False),
    Charset("cp866", "code page 866", letters.CYRILLIC, 3, latin=False),
    Charset("iso8859-5", "ISO-8859-5", letters.CYRILLIC, 4, latin=False),
    Charset("mac-cyrillic", "Mac Cyrillic", letters.CYRILLIC, 6, latin=False),
    Charset("cp1253", "Windows-1253", letters.GREEK, 1, latin=False),
    Charset("iso8859-7", "ISO-8859-7", letters.GREEK, 2, latin=False),
    Charset("cp1255", "Windows-1255", letters.HEBREW, 3, latin=False),
    Charset("cp1256", "Windows-1256", letters.ARABIC, 3, latin=False),
    Charset("cp874", "Windows-874", letters.THAI, 3, latin=False),
    Charset("cp932", "Shift-JIS", letters.JAPANESE, latin=False, rare=10.5),
    Charset("euc_jp", "EUC-JP", letters.JAPANESE, latin=False, rare=10.5),
    Charset("gb18030", "GB18030", letters.SIMPLIFIED, latin=False, rare=10.5),
    Charset("big5hkscs", "Big5", letters.TRADITIONAL, latin=False, rare=10.5),
    Charset("cp949", "EUC-KR", letters.KOREAN, latin=False, rare=10.5),
)


def charset_of(data: bytes) -> Charset | None:
    """Return the encoding of `data`, which is not UTF-8; None where its letters leave a doubt."""
    sample = _sample(data)
    if _holds_utf_8(sample):
        return None
    readings = sorted(_readings(sample), key=lambda reading: reading[0])
    if not readings:
        return None
    cost, text, charset = readings[0]
    odd = sum(byte >= 0x80 for byte in sample)
    if cost - _ASCII * sum(character < "\x80" for character in text) > (
        _DEAREST if charset.latin else _DEAREST_OF_SCRIPT
    ) * (odd + 1):
        return None
    rival = next((dearer for dearer, other, _ in readings[1:] if other != text), None)
    return charset if rival is None or rival - cost >= _MARGIN else None


def _sample(data: bytes) -> bytes:
    """Return the first lines with bytes beyond ASCII. No encoding here uses a line feed within a character."""
    lines: list[bytes] = []
    size = 0
    for line in _LINE.finditer(data):
        lines.append(line[0])
        size += len(line[0])
        if size >= _SAMPLE:
            break
    return b"".join(lines)[:_SAMPLE]


def _holds_utf_8(sample: bytes) -> bool:
    """Whether the bytes are UTF-8 with some damage, or have a line of it among others."""
    counted = [
        (sum(map(len, _UTF_8.findall(line))), sum(byte >= 0x80 for byte in line)) for line in _LINE.findall(sample)
    ]
    valid, odd = (sum(counts) for counts in zip(*counted, strict=True)) if counted else (0, 0)
    return valid > _DAMAGED * odd or any(of_line == all_odd >= _CERTAIN for of_line, all_odd in counted)


def _readings(sample: bytes) -> Iterator[tuple[float, str, Charset]]:
    whole = len(sample) < _SAMPLE
    for charset in CHARSETS:
        try:
            text = codecs.getincrementaldecoder(charset.codec)().decode(sample, final=whole)
        except UnicodeDecodeError:
            continue
        if not _IMPOSSIBLE.search(text) and (charset.latin or _has_letters(text)):
            yield charset.handicap + _cost(text, charset), text, charset


def _has_letters(text: str) -> bool:
    """Whether most characters beyond ASCII are letters, as in a script of its own."""
    beyond = [character for character in text if character >= "\x80"]
    return sum(map(str.isalpha, beyond)) * 2 >= len(beyond)


_IMPOSSIBLE = re.compile("[\x80-\x84\x86-\x9f\ue000-\uf8ff\ufffd]")
"""Control characters and private ones: bytes that mean nothing in the encoding tried."""


def _cost(text: str, charset: Charset) -> float:
    pairs = Counter(zip(" " + text, text, strict=False))
    ascii_costs = sum(_ASCII * count for (_, character), count in pairs.items() if character < "\x80")
    beyond = [(before, character, count) for (before, character), count in pairs.items() if character >= "\x80"]
    shape = sum(_shape(before, character, charset) * count for before, character, count in beyond)
    each = Counter(character for character in text if character >= "\x80")
    words = Counter(_WORD.findall(text))
    return ascii_costs + shape + min(_spoken(each, words, language, charset) for language in charset.languages)


def _spoken(each: Counter[str], words: Counter[str], language: Language, charset: Charset) -> float:
    """Return what the letters cost in one language, less what its common words speak for it."""
    costs = _costs(language)
    heard = sum(words[word] for word in language.words.split())
    return sum(_letter(character, costs, charset) * count for character, count in each.items()) - min(heard, _HEARD)


def _letter(character: str, costs: dict[str, float], charset: Charset) -> float:
    """Return what one character costs in a language, whatever stands around it."""
    known = costs.get(character.lower()) or _MARKS.get(character)
    if known is not None:
        return known
    if charset.latin and character.isalpha() and character < "\u0180":
        return _RARE
    return charset.rare if character.isalpha() else _SYMBOL


def _shape(before: str, character: str, charset: Charset) -> float:
    """Return what is odd about a character after the one before it."""
    cost = 0.0
    if character.isupper():
        cost += 7.0 if before.islower() else 0.5 if before.isupper() else 2.0
    if not charset.latin and charset.rare == _UNSEEN and character.isalpha() and before < "\x80" and before.isalpha():
        cost += 5.0
    if before.isalpha() and character in _OPENING:
        cost += 5.0
    return cost


@cache
def _costs(language: Language) -> dict[str, float]:
    return {letter: step for step, tier in enumerate(language.letters.split(" "), start=1) for letter in tier}
