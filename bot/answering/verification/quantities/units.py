"""Units: what a number may be of, and which are exactly the same in other words.

A unit has a base and a factor: kilometres are 1,000 m. Miles have a base of their own, since "10 miles" is not what
a text in kilometres says, whatever a calculator makes of it; months too, which have no fixed number of days.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from bot.answering.verification.quantities.tokens import Tokens, word_set

_METRIC: Final[dict[str, int | Decimal]] = {
    "": 1, "kilo": 1000, "centi": Decimal("0.01"), "milli": Decimal("0.001"), "micro": Decimal("1e-6"),
    "nano": Decimal("1e-9"), "mega": 10**6,
}  # fmt: skip
_SHORT: Final[dict[str, int | Decimal]] = {
    "": 1, "k": 1000, "c": Decimal("0.01"), "m": Decimal("0.001"), "µ": Decimal("1e-6"), "μ": Decimal("1e-6"),
    "n": Decimal("1e-9"),
}  # fmt: skip
_TABLE: Final = """
    mile 1 mile miles mi | inch 1 inch inches | inch 12 foot feet ft | inch 36 yard yards yd yds
    t 1 tonne tonnes | t 1000 kilotonne kilotonnes kt | t 1000000 megatonne megatonnes | ton 1 ton tons
    lb 1 lb lbs | pound 1 pound pounds | oz 1 ounce ounces oz | m^2 10000 hectare hectares ha | acre 1 acre acres
    m^2 1000000 km² sqkm | m^2 1 m² sqm | m^3 1 m³ | gallon 1 gallon gallons | barrel 1 barrel barrels bpd
    s 1 second seconds sec secs | s 60 minute minutes min mins | s 3600 hour hours hr hrs | s 86400 day days
    s 604800 week weeks wk wks | s 1209600 fortnight fortnights | month 1 month months mo | month 12 year years yr yrs
    month 120 decade decades | month 1200 century centuries | s 0.001 millisecond milliseconds ms
    W 1 watt watts | W 1000 kilowatt kilowatts kw | W 1000000 megawatt megawatts mw | W 1000000000 gigawatt gigawatts gw
    Wh 1000 kwh | Wh 1000000 mwh | Wh 1000000000 gwh | Wh 1000000000000 twh | V 1 volt volts | V 1000 kv
    B 1 byte bytes | B 1000 kilobyte kilobytes kb | B 1000000 megabyte megabytes mb | B 1000000000 gigabyte gigabytes gb
    B 1000000000000 terabyte terabytes tb | Hz 1 hertz hz | Hz 1000 khz | Hz 1000000 mhz | Hz 1000000000 ghz
    °C 1 celsius centigrade | °F 1 fahrenheit | K 1 kelvin | knot 1 knot knots kn | hp 1 horsepower hp
    share 0.01 percent pct % | share 0.001 ‰ | pp 0.01 pp | x 1 times fold x | calorie 1 calorie calories
    calorie 1000 kcal kilocalories | J 1 joule joules | J 1000 kilojoule kilojoules kj | degree 1 degree degrees °
    lightyear 1 light-year light-years
"""


def _units() -> dict[str, tuple[str, Decimal]]:
    units: dict[str, tuple[str, Decimal]] = {}
    for entry in _TABLE.replace("\n", " |").split("|"):
        base, factor, *names = entry.split() or ("", "1")
        units |= {name: (base, Decimal(factor)) for name in names}
    for base, long, short in (("m", "met", "m"), ("l", "lit", "l"), ("g", "gram", "g")):
        for prefix, times in _METRIC.items():
            stems = [prefix + long] if base == "g" else [prefix + long + "re", prefix + long + "er"]
            units |= {name + end: (base, Decimal(times)) for name in stems for end in ("", "s")}
        units |= {prefix + short: (base, Decimal(times)) for prefix, times in _SHORT.items()}
    return units | {"kgs": ("g", Decimal(1000)), "kms": ("m", Decimal(1000)), "kilo": ("g", Decimal(1000)),
                    "kilos": ("g", Decimal(1000))}  # fmt: skip


UNITS: Final = _units()
SPEEDS: Final = {
    "mph": ("mile", Decimal(1), "hour"), "kmh": ("m", Decimal(1000), "hour"), "kph": ("m", Decimal(1000), "hour"),
    "bpd": ("barrel", Decimal(1), "day"),
}  # fmt: skip
_LONG: Final = {
    "per cent": ("share", Decimal("0.01"), 2),
    "percentage point": ("pp", Decimal("0.01"), 2),
    "percentage points": ("pp", Decimal("0.01"), 2),
    "basis point": ("pp", Decimal("0.0001"), 2),
    "basis points": ("pp", Decimal("0.0001"), 2),
    "metric ton": ("t", Decimal(1), 2),
    "metric tons": ("t", Decimal(1), 2),
    "light years": ("lightyear", Decimal(1), 2),
    "degrees celsius": ("°C", Decimal(1), 2),
    "degrees centigrade": ("°C", Decimal(1), 2),
    "degrees fahrenheit": ("°F", Decimal(1), 2),
    "degrees c": ("°C", Decimal(1), 2),
    "degrees f": ("°F", Decimal(1), 2),
    "° c": ("°C", Decimal(1), 2),
    "° f": ("°F", Decimal(1), 2),
}
_POWERS: Final = {"square": "^2", "sq": "^2", "cubic": "^3", "cu": "^3"}
_TIMES: Final = word_set("second minute hour day night week month quarter term semester season year decade century")
_HEADS: Final = {"capita": "person", "person": "person", "head": "person", "inhabitant": "person", "kwh": "kwh"}
AGE: Final = "age"
"""The unit of "33-year-old" and "aged 33", in years; often told with none: "she is 33"."""
_NARROWER: Final[dict[str, set[str]]] = {
    "degree": {"°C", "°F"}, "pound": {"GBP", "lb"}, "cent": {"USD", "EUR"}, "¥": {"JPY", "CNY"},
    "GBP": {"pound"}, "lb": {"pound"}, "USD": {"cent"}, "EUR": {"cent"}, "JPY": {"¥"}, "CNY": {"¥"},
    AGE: {""}, "": {AGE, "share"}, "share": {""},
}  # fmt: skip


def read_unit(tokens: Tokens, at: int) -> tuple[str, Decimal, str, int] | None:
    """Read the unit that begins at token `at`: its base, factor, rate ("hour" in "mph") and the token after."""
    here = tokens.past_dash(at)
    long = _LONG.get(tokens.lows(here, 2))
    if long:
        return long[0], long[1], "", here + long[2]
    power = _POWERS.get(tokens.low(here))
    if power:
        plain = UNITS.get(tokens.low(tokens.past_dash(here + 1) + (tokens.low(here + 1) == ".")))
        return plain and (plain[0] + power, plain[1] ** int(power[1]), "", tokens.past_dash(here + 1) + 1)
    word = tokens.low(here)
    if word in SPEEDS:
        return (*SPEEDS[word], here + 1)
    unit = UNITS.get(word)
    if unit is None or (len(word) == 1 and not _stands_alone(tokens, here)):
        return None
    if tokens.low(here + 1) in ("2", "3") and tokens.glued(here + 1):  # km2
        power = tokens.low(here + 1)
        return f"{unit[0]}^{power}", unit[1] ** int(power), "", here + 2
    return unit[0], unit[1], "", here + 1


def _stands_alone(tokens: Tokens, at: int) -> bool:
    """One letter is a unit only right after its number and in lower case; signs always are."""
    token = tokens[at]
    return not token.text.isalpha() or (token.text.islower() and tokens.digits(at - 1))


def read_rate(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """Read "per year", "a day", "/h", "annually" at token `at`: what it is per, and the token after."""
    first, second = tokens.low(at), tokens.low(at + 1)
    if first in RATES:
        return RATES[first], at + 1
    if first == "/" and second in ("h", "s", "d"):
        return {"h": "hour", "s": "second", "d": "day"}[second], at + 2
    whole = second in _TIMES
    if first in ("a", "an", "each", "every", "per", "/", "every") and whole:
        return second, at + 2
    if first in ("per", "a") and second in _HEADS:
        return _HEADS[second], at + 2
    return (UNITS[second][0], at + 2) if first in ("per", "/") and second in UNITS else None


RATES: Final = {
    "hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week", "monthly": "month", "quarterly": "quarter",
    "yearly": "year", "annually": "year", "annual": "year", "annum": "year",
}  # fmt: skip


def unit_borne_out(claimed: str, said: str) -> bool:
    """Tell whether who says one unit may be quoted for the other: the same, or one that leaves open which it is."""
    return claimed == said or said in _NARROWER.get(claimed, ())
