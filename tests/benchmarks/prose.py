"""Made-up articles about made-up towns, the same in every run, and questions they answer."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

PARAGRAPHS = 8
SENTENCES = 6

WORD_LISTS = """
syllable: al bar cor dun el fen gar hal is jor kel lor mar nor os pel quin ros sel tor ul ven wick yar zan
thing: harbour library bridge mill tower market school theatre quarry lighthouse brewery hospital garden railway museum
quality: old stone northern municipal famous wooden quiet narrow royal steep coastal modern public ruined
workers: masons sailors farmers weavers teachers engineers miners gardeners bakers printers carpenters
"""
WORDS = {kind: words.split() for kind, words in (line.split(": ") for line in WORD_LISTS.strip().splitlines())}

SENTENCE_FORMS = (
    "{person} built the {quality} {thing} of {town} in {year}.",
    "The {thing} employs {number} {workers}, most of whom live near the {quality} {other}.",
    "In {year} a fire reached the {other}, and {workers} from {neighbour} helped to put it out.",
    "Visitors pay {number} crowns to see the {thing}, which the town council of {town} repaired after {year}.",
    "{person} wrote that the {quality} {thing} was worth more to {town} than its {other}.",
    "Because the river floods every {number} years, the {workers} moved the {other} to higher ground.",
    "The road from {town} to {neighbour} passes the {thing} and a {quality} {other}.",
    "Until {year} the {workers} of {neighbour} met in the {quality} {thing} to settle their wages.",
)
QUESTION_FORMS = {
    0: "When did {person} build the {thing} of {town}?",
    2: "Who helped when the fire reached the {other} in {year}?",
    3: "How much do visitors of {town} pay to see the {thing}?",
    5: "Why did the {workers} move the {other} to higher ground?",
    7: "Where did the {workers} of {neighbour} meet until {year}?",
}


@dataclass(frozen=True, slots=True)
class Article:
    """A text and one question that it answers."""

    name: str
    text: str
    question: str


def articles() -> Iterator[Article]:
    """Yield article after article, about 6,000 characters each, without end."""
    number = 0
    while True:
        yield _article(number)
        number += 1


def _article(number: int) -> Article:
    chance = random.Random(number)
    town = _name(chance)
    told = [_facts(chance, town) for _ in range(PARAGRAPHS * SENTENCES)]
    sentences = [SENTENCE_FORMS[form].format(**facts) for form, facts in told]
    paragraphs = [" ".join(sentences[at : at + SENTENCES]) for at in range(0, len(sentences), SENTENCES)]
    form, facts = chance.choice([each for each in told if each[0] in QUESTION_FORMS])
    return Article(f"{town.lower()}-{number}.txt", "\n\n".join(paragraphs), QUESTION_FORMS[form].format(**facts))


def _facts(chance: random.Random, town: str) -> tuple[int, dict[str, str]]:
    thing, other = chance.sample(WORDS["thing"], 2)
    facts = {
        "town": town,
        "neighbour": _name(chance),
        "person": f"{_name(chance)} {_name(chance)}",
        "thing": thing,
        "other": other,
        "quality": chance.choice(WORDS["quality"]),
        "workers": chance.choice(WORDS["workers"]),
        "year": str(chance.randrange(1400, 2020)),
        "number": str(chance.randrange(2, 900)),
    }
    return chance.randrange(len(SENTENCE_FORMS)), facts


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(WORDS["syllable"], k=chance.choice((2, 3)))).capitalize()
