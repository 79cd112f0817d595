"""Numbers in digits and in words: "1,200,000", "1.2m", "twenty-five", "a dozen", "two thirds", "2½"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from bot.answering.verification.quantities.tokens import Tokens

_ONES: Final = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
_FIRSTS: Final = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
    sixteenth seventeenth eighteenth nineteenth
"""
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES: Final = {word: number for number, word in enumerate(_ONES.split())}
TENS: Final = {word: 10 * number for number, word in enumerate(_TENS.split(), 2)}
SCALES: Final = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "lakh": 10**5,
    "crore": 10**7, "dozen": 12, "mln": 10**6, "bln": 10**9,
}  # fmt: skip
LETTERS: Final = {"k": 10**3, "m": 10**6, "mn": 10**6, "mio": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12, "t": 10**12}
_ORDINALS: Final = (
    {word: number for number, word in enumerate(_FIRSTS.split(), 1)}
    | {word[:-1] + "ieth": number for word, number in TENS.items()}
    | {"hundredth": 100, "thousandth": 1000}
)
DENOMINATORS: Final = {word: number for word, number in _ORDINALS.items() if number > 2} | {"half": 2, "quarter": 4}
_PARTS: Final = DENOMINATORS | {word + "s": number for word, number in DENOMINATORS.items()} | {"halves": 2}
_SINGULAR: Final = frozenset(DENOMINATORS)
_ROUGH: Final = Decimal("0.1")
"""The grain of a part in words: "about half" is anything near 50%."""
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_POINTED: Final = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?")
STARTERS: Final = frozenset((*ONES, *TENS, *_ORDINALS, "half", "a", "an", "quarter", "hundred", "thousand", "million"))


@dataclass(frozen=True, slots=True)
class Number:
    """A number, the last place given of it (`grain`), and the token after it."""

    value: Decimal
    grain: Decimal
    after: int
    ordinal: bool = False
    fraction: bool = False
    scaled: bool = False
    """Whether a word or letter such as "million" belongs to it."""


def read_number(tokens: Tokens, at: int, money: bool = False) -> Number | None:
    """Read the number that begins at token `at`; with `money`, an "m" after it is always a million."""
    if tokens.digits(at):
        number = _digits(tokens, at, money)
        return number and _with_fraction(tokens, _scaled(tokens, number))
    sign = _sign(tokens, at)
    if sign is not None:
        return Number(sign, _ROUGH, at + 1, fraction=True)
    word = tokens.low(at)
    if word in ("half", "quarter"):
        return _half(tokens, at)
    number = _year_in_words(tokens, at) or _words(tokens, at)
    return number and _with_fraction(tokens, number)


def grain_of(value: Decimal) -> Decimal:
    """Return the place of the last digit that is not nought; of one that ends in 5, five times that: 1,500 has 500."""
    told = value.normalize().as_tuple()
    exponent = told.exponent if isinstance(told.exponent, int) else 0
    return Decimal(5 if told.digits[-1] == 5 and len(told.digits) > 1 else 1).scaleb(max(-30, min(exponent, 30)))


def _number(value: Decimal, after: int, **more: bool) -> Number:
    return Number(value, grain_of(value), after, **more)


def _digits(tokens: Tokens, at: int, money: bool) -> Number | None:
    text, after = _joined(tokens, at)
    value = _value(text)
    if value is None:
        return None
    if tokens.low(after) in ("st", "nd", "rd", "th") and tokens.glued(after):
        return _number(value, after + 1, ordinal=True)
    times = _letter(tokens, after, money)
    return _number(value * times, after + 1, scaled=True) if times else _number(value, after)


def _joined(tokens: Tokens, at: int) -> tuple[str, int]:
    """Put groups of three that spaces part together: "12 300"."""
    text, after = tokens[at].text, at + 1
    if len(text) <= 3 and text.isdecimal() and text[0] != "0":
        while len(tokens[after].text) == 3 and tokens[after].text.isdecimal() and _one_space(tokens, after):
            text, after = text + tokens[after].text, after + 1
    return text, after


def _one_space(tokens: Tokens, at: int) -> bool:
    return tokens[at].start - tokens[at - 1].end == 1


def _value(text: str) -> Decimal | None:
    if text.isdecimal():
        return Decimal(text)
    if _GROUPED.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _POINTED.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    if text.count(".") + text.count(",") == 1:
        return Decimal(text.replace(",", "."))
    return None


def _letter(tokens: Tokens, at: int, money: bool) -> int:
    """Return what a letter stuck to the digits multiplies by, 0 if it is none: a unit ("5m tall") or nothing."""
    letter = tokens.low(at)
    if letter not in LETTERS or not (tokens.glued(at) or (money and letter in ("bn", "mn", "m", "b"))):
        return 0
    if money or letter in ("k", "bn", "mn", "tn", "mio"):
        return LETTERS[letter]
    counted = tokens.low(at + 1)
    things = counted.endswith("s") or counted in ("people", "men", "women", "children")
    return LETTERS[letter] if letter in ("m", "b") and (tokens[at].text.isupper() or things) else 0


def _scaled(tokens: Tokens, number: Number) -> Number:
    while not number.ordinal:
        at = tokens.past_dash(number.after)
        times = SCALES.get(tokens.low(at))
        if times is None:
            break
        number = replace(number, value=number.value * times, grain=number.grain * times, after=at + 1, scaled=True)
    return number


def _words(tokens: Tokens, at: int) -> Number | None:
    total = part = 0
    after, began, scaled = at, False, False
    if tokens.low(at) in ("a", "an") and tokens.low(at + 1) in SCALES:
        after = at + 1
    while True:
        here = tokens.past_dash(after) if began else after
        if began and tokens.low(here) == "and" and scaled and _small(tokens.low(here + 1)):
            here += 1
        word = tokens.low(here)
        small = _small(word)
        if small is not None and _fits(part, small):
            part += small
        elif word in SCALES and (began or after > at or word in ("hundred", "thousand", "million")):
            scaled = True
            total, part = _times(total, part, SCALES[word], began)
        elif began and word in _ORDINALS and _fits(part, _ORDINALS[word]) and part:
            return _number(Decimal(total + part + _ORDINALS[word]), here + 1, ordinal=True)
        else:
            break
        after, began = here + 1, True
    if began:
        return _number(Decimal(total + part), after, scaled=scaled)
    ordinal = _ORDINALS.get(tokens.low(at))
    return _number(Decimal(ordinal), at + 1, ordinal=True) if ordinal else None


def _small(word: str) -> int | None:
    return ONES.get(word, TENS.get(word))


def _fits(part: int, small: int) -> bool:
    """Tell whether a small number may follow: "twenty" and "five", not "five" and "twenty"."""
    rest = part % 100
    return rest == 0 or (rest >= 20 and rest % 10 == 0 and 0 < small < 10)


def _times(total: int, part: int, scale: int, began: bool) -> tuple[int, int]:
    if scale == 100:
        return total, (part or 1) * 100
    if part == 0 and began and total:
        return total * scale, 0
    return total + (part or 1) * scale, 0


def _year_in_words(tokens: Tokens, at: int) -> Number | None:
    """Read "nineteen eighty-four" as 1984."""
    century = ONES.get(tokens.low(at), 0) if tokens.low(at) != "ten" else 0
    if not 13 <= century <= 19 or tokens.low(at + 1) not in TENS:
        return None
    rest = _words(tokens, at + 1)
    if rest is None or rest.ordinal or rest.scaled:
        return None
    return _number(century * 100 + rest.value, rest.after)


def _with_fraction(tokens: Tokens, number: Number) -> Number:
    """Add what follows: "and a half", "½", "1/2"; or divide by it: "two thirds", "3/4"."""
    if number.ordinal:
        return number
    at = number.after
    if tokens.lows(at, 3) in ("and a half", "and a quarter", "and one half"):
        part = Decimal("0.25") if tokens.low(at + 2) == "quarter" else Decimal("0.5")
        return _scaled(tokens, Number(number.value + part, part, at + 3))
    sign = _sign(tokens, at)
    if sign is not None:
        return Number(number.value + sign, Decimal("0.01"), at + 1)
    return _divided(tokens, number)


def _sign(tokens: Tokens, at: int) -> Decimal | None:
    """Return the value of a fraction that is one character, such as ½."""
    text = tokens[at].text
    if len(text) != 1 or text.isdecimal() or not unicodedata.decomposition(text).startswith("<fraction>"):
        return None
    return Decimal(str(round(unicodedata.numeric(text, 0.0), 6)))


def _divided(tokens: Tokens, number: Number) -> Number:
    at, value = number.after, number.value
    below = tokens.plain_digits(at + 1, 3)
    if tokens.low(at) == "/" and tokens.glued(at) and tokens.glued(at + 1) and below and value < below <= 100:
        ends = not (tokens.low(at + 2) == "/" and tokens.glued(at + 2))
        return Number(value / below, _ROUGH, at + 2, fraction=True) if ends and below <= 16 else number
    tied = tokens.past_dash(at)
    part = _PARTS.get(tokens.low(tied))
    if part is None or number.scaled or value != value.to_integral_value():
        return number
    if tokens.low(tied) in _SINGULAR and (value != 1 or not (tied > at or tokens.low(tied + 1) == "of")):
        return number
    return Number(value / part, _ROUGH, tied + 1, fraction=True) if value < part else number


def _half(tokens: Tokens, at: int) -> Number | None:
    """Read "half a million" as 500,000; "half" and "a quarter of" as parts, which their neighbours must confirm."""
    part = Decimal(1) / _PARTS[tokens.low(at)]
    scale = SCALES.get(tokens.low(at + 2))
    if tokens.low(at + 1) in ("a", "an", "of") and scale:
        return _number(part * scale, at + 3, scaled=True)
    scale = SCALES.get(tokens.low(at + 1))
    if tokens.low(at) == "half" and scale:  # "a half million"
        return _number(part * scale, at + 2, scaled=True)
    return Number(part, _ROUGH, at + 1, fraction=True)
