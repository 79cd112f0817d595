"""What a word is replaced by when a claim is made false."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final


def _both_ways(*pairs: tuple[str, str]) -> dict[str, str]:
    return {**dict(pairs), **{second: first for first, second in pairs}}


def _around(words: str, by: int) -> dict[str, str]:
    listed = words.split()
    return {word: listed[(at + by) % len(listed)] for at, word in enumerate(listed)}


def _all_of(words: Iterable[str], replacement: str) -> dict[str, str]:
    return dict.fromkeys(words, replacement)


MONTHS: Final = {
    **_around("January February March April June July August September October November December", 5),
    **_around("Monday Tuesday Wednesday Thursday Friday Saturday Sunday", 3),
    **_around("summer winter", 1),
    **_around("seventies eighties nineties", 1),
}

NUMBER_WORDS: Final = {
    **_around("two three four five six seven eight nine ten", 3),
    **_around("second third fourth fifth", 1),
    **_around("twelve fifteen forty sixty eighty", 1),
    **_both_ways(("twice", "three times"), ("and a half", "and a quarter")),
}

UNITS: Final = {
    **_both_ways(("million", "billion"), ("kilometers", "miles"), ("metres", "feet"), ("inches", "centimetres")),
    **_both_ways(("years", "months"), ("days", "weeks"), ("hectare", "acre")),
    **_both_ways(("year", "week"), ("century", "decade"), ("°C", "°F"), ("degrees Celsius", "degrees Fahrenheit")),
    **{"tons": "pounds", "mph": "km/h", "km": "mi", "m": "mm", "K": "°C", "mm": "cm", "percent": "per mille"},
}

CURRENCIES: Final = {
    **{"US$": "A$", "$": "€", "£": "$", "€": "£"},
    **{"US dollars": "yen", "dollars": "yen", "pounds": "euros", "euros": "dollars"},
}

NATIONALITIES: Final = {
    **_around("Chinese French Spanish British Irish German Roman Swedish Norman Polish Mongol", 2),
    **_around("China France Ireland Sweden Poland Israel Iran Egypt Jordan Jacksonville Melbourne Warsaw", 1),
    **_around("European African Asian American", 2),
    **_both_ways(("South America", "South Asia"), ("DeepSeek", "OpenAI"), ("Alibaba", "Google")),
}

TOTAL: Final = {
    **_all_of(("some", "many", "most", "several", "a number of", "lots of", "plenty of"), "all"),
    **_all_of(("Some", "Many", "Most", "Several", "A number of", "Lots of", "Plenty of", "Few"), "All"),
    **_all_of(("usually", "often", "sometimes", "generally", "normally", "frequently", "rarely"), "always"),
    **{"nearly": "more than"},
    **{"few": "many", "only": "not only"},
}

CERTAIN: Final = {
    **_all_of(("could be", "may be", "might be", "would be"), "will certainly be"),
    **_all_of(("may have", "might have"), "certainly"),
    **_all_of(("could", "may", "might", "would", "should"), "did"),
    **_all_of(("is thought to have", "is said to have", "are estimated to have"), "is proved to have"),
    **{"argued that": "proved that", "argue that": "have proved that", "believed": "proved", "suspect": "have proved"},
    **{"fear": "know", "worry": "know", "reportedly": "indeed", "allegedly": "demonstrably", "will": "did"},
    **{"is said to": "is known to", "are said to": "are known to", "has been accused of": "is guilty of"},
    **{"was invited to": "came to", "conjectured": "proved", "tried to": "managed to"},
}

OPPOSITES: Final = {
    **_both_ways(("rose", "fell"), ("increase", "decrease"), ("increases", "decreases"), ("raised", "lowered")),
    **_both_ways(("before", "after"), ("Before", "After"), ("more", "less"), ("more than", "less than")),
    **_both_ways(("just over", "just under"), ("above", "below"), ("largest", "smallest"), ("highest", "lowest")),
    **_both_ways(("best", "worst"), ("first", "last"), ("north", "south"), ("east", "west"), ("northern", "southern")),
    **_both_ways(("older", "younger"), ("higher", "lower"), ("heavier", "lighter"), ("strong", "weak")),
    **_both_ways(("accepted", "declined"), ("include", "exclude"), ("includes", "excludes"), ("internal", "external")),
    **_both_ways(("rich", "poor"), ("early", "late"), ("supported", "opposed")),
    **_both_ways(("approved", "rejected"), ("increasing", "decreasing"), ("stronger", "weaker"), ("public", "private")),
    **_both_ways(("increasingly", "decreasingly"), ("abroad", "at home"), ("major", "minor")),
    **_both_ways(("openly", "secretly"), ("Publicly", "Secretly"), ("discouraged", "encouraged"), ("big", "small")),
    **_both_ways(("arrived", "departed"), ("sold", "bought"), ("won", "lost"), ("forbid", "allow")),
    **_both_ways(("growing", "shrinking"), ("against", "in favour of"), ("abundant", "scarce")),
}

CAUSES: Final = (
    "because the government had asked for it",
    "because of the war",
    "due to a lack of money",
    "out of fear of competition",
    "in order to please the public",
    "thanks to a new law",
)

DETAILS: Final = (
    "with great success",
    "for the third time",
    "against the advice of lawyers",
    "in secret",
    "at great expense",
    "together with several foreign partners",
    "despite fierce protests",
)
