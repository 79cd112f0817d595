"""Currencies by sign, code and name."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bot.answering.verification.quantities.tokens import Tokens, word_set

SIGNS: Final = {
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "¥", "₹": "INR", "₩": "KRW", "₽": "RUB", "₺": "TRY", "₴": "UAH",
    "₫": "VND", "₪": "ILS", "฿": "THB", "₿": "BTC", "₦": "NGN", "₱": "PHP", "￥": "¥",
}  # fmt: skip
BEFORE_DOLLAR: Final = {
    "us": "USD", "usd": "USD", "a": "AUD", "au": "AUD", "c": "CAD", "ca": "CAD", "can": "CAD", "hk": "HKD", "nz": "NZD",
    "s": "SGD", "sg": "SGD", "r": "BRL", "nt": "TWD", "mx": "MXN",
}  # fmt: skip
CODES: Final = word_set(
    "usd eur gbp jpy cny rmb inr krw rub try uah chf sek nok dkk pln czk huf aud cad nzd hkd sgd twd mxn brl zar btc"
    " eth ils thb php idr myr vnd aed sar egp ngn kes"
)
_NAMES: Final = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "rupee": "INR",
    "won": "KRW", "ruble": "RUB", "rouble": "RUB", "franc": "CHF", "zloty": "PLN", "lira": "TRY", "hryvnia": "UAH",
    "shekel": "ILS", "baht": "THB", "bitcoin": "BTC", "rand": "ZAR", "krona": "SEK", "krone": "NOK", "kronor": "SEK",
    "kroner": "NOK", "peso": "MXN", "dong": "VND", "naira": "NGN", "dirham": "AED", "riyal": "SAR", "cent": "cent",
    "schilling": "ATS", "mark": "DEM", "peseta": "ESP", "drachma": "GRD", "guilder": "NLG", "escudo": "PTE",
    "florin": "florin", "thaler": "thaler", "ducat": "ducat", "markka": "FIM", "dinar": "dinar", "shilling": "shilling",
    "rial": "IRR", "kuna": "HRK", "lev": "BGN", "leu": "RON", "taka": "BDT", "tenge": "KZT", "rupiah": "IDR",
    "sol": "PEN", "birr": "ETB", "cedi": "GHS", "denarius": "denarius", "lire": "ITL", "lei": "RON",
    "forint": "HUF", "ringgit": "MYR", "pence": "penny", "penny": "penny",
}  # fmt: skip
_NATIONS: Final = {
    "us": "", "american": "", "canadian": "CAD", "australian": "AUD", "singapore": "SGD", "kong": "HKD",
    "taiwan": "TWD", "zealand": "NZD", "swiss": "", "japanese": "", "chinese": "", "indian": "", "russian": "",
    "danish": "DKK", "norwegian": "", "swedish": "", "mexican": "", "philippine": "PHP", "british": "GBP",
    "sterling": "GBP", "egyptian": "EGP", "pakistani": "PKR", "korean": "", "turkish": "", "polish": "",
    "chilean": "CLP", "argentine": "ARS", "colombian": "COP", "hong": "HKD", "new": "NZD",
}  # fmt: skip
_SAME: Final = {"RMB": "CNY"}


def sign_before(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """Read "$", "US$", "€" or "EUR" in front of a number: the currency, and the token after it."""
    word, here = tokens.low(at), at
    if tokens.lows(at, 4) in ("u . s .", "u . s . $"):
        word, here = "us", at + 3
    if word in BEFORE_DOLLAR and tokens.low(here + 1) == "$" and tokens.glued(here + 1):
        return BEFORE_DOLLAR[word], here + 2
    if tokens[at].text in SIGNS:
        return SIGNS[tokens[at].text], at + 1
    if word in CODES and tokens.digits(at + 1) and tokens[at].text.isupper():
        return _code(word), at + 1
    return None


def name_after(tokens: Tokens, at: int) -> tuple[str, Decimal, int] | None:
    """Read "dollars", "US dollars", "€" or "EUR" behind a number: the currency, what one is of it, the token after."""
    here = tokens.past_dash(at)
    word, text = tokens.low(here), tokens[here].text
    if text in SIGNS and (tokens.glued(here) or not tokens.digits(here + 1)):
        return SIGNS[text], Decimal(1), here + 1
    if word in CODES and text.isupper():
        return _code(word), Decimal(1), here + 1
    nation, skipped = _nation(tokens, here)
    plain = tokens.low(here + skipped)
    named = _NAMES.get(plain) or _NAMES.get(plain.removesuffix("s"))
    if plain in ("pound", "pounds") and (nation or tokens.low(here + skipped + 1) == "sterling"):
        return nation or "GBP", Decimal(1), here + skipped + (1 if nation else 2)
    if named is None:
        return None
    if named in ("cent", "penny"):
        return ("cent" if named == "cent" else "GBP"), Decimal("0.01"), here + skipped + 1
    return nation or named, Decimal(1), here + skipped + 1


def _nation(tokens: Tokens, at: int) -> tuple[str, int]:
    if tokens.lows(at, 4) == "u . s .":
        return "", 4
    if tokens.low(at) not in _NATIONS:
        return "", 0
    double = tokens.lows(at, 2) in ("hong kong", "new zealand")
    return _NATIONS[tokens.low(at)], 2 if double else 1


def _code(word: str) -> str:
    return _SAME.get(word.upper(), word.upper())


_CURRENCIES: Final = frozenset((*SIGNS.values(), *BEFORE_DOLLAR.values(), *_NAMES.values(), *(_code(c) for c in CODES)))


def is_money(unit: str) -> bool:
    """Tell whether the unit is a currency."""
    return unit in _CURRENCIES
