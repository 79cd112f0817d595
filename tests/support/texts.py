"""Texts to read and to ask about: any text at all for properties, and documents that read like documents."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hypothesis import strategies as st

from index.documents import Heading, Reading, Span

# fmt: off
BREAKS = ["\n", "\n\n", "\r\n", "\r\n\r\n", "\r", "\u2028", "\x85", "\x0b\x0c", " ", "\t", "\xa0", "\u3000"]
LETTERS = ["\ufeff", "\u200b", "\u202e", "e\u0301", "👩\u200d👩\u200d👧", "ﬁ", "İ", "ß", "天地，宇宙。", "سلام. کیف"]
PROSE = ["Dr. Lee met the U.S. team. ", "It cost $3.50, i.e. a lot! ", "e.g. this", "No. 5", "Who? Me. ", "“So,” he."]
MARKUP = ["- item\n", "1. first\n2. second\n", "* ", "| a | b |\n", "# Heading\n", "## \n", "#hash", "---\n", "> q\n"]
WORDS = ["word ", "Footnote ", "a", ".", "...", ",,;;", "!?", "…", "[1]", "http://x.example/a.b?c ", "A.B. ", "\x1b[0m"]
LONG = ["x" * 150 + " ", "9" * 400, "lorem ipsum dolor " * 40, ", and so on" * 60, "你" * 300, "'" * 90, "a-b_c." * 80]
# fmt: on
PIECES = [*BREAKS, *LETTERS, *PROSE, *MARKUP, *WORDS, *LONG]

any_text = st.lists(
    st.one_of(st.sampled_from(PIECES), st.text(st.characters(exclude_categories=["Cs"]))), max_size=25
).map("".join)
"""Whatever UTF-8 can hold, leaning towards what trips a splitter up."""


@st.composite
def readings(draw: st.DrawFn, texts: st.SearchStrategy[str] = any_text) -> Reading:
    """A text with headings and furniture anywhere in it, as little sense as they may make there."""
    text = draw(texts)
    headings = tuple(
        Heading(span, draw(st.integers(1, 6)), " ".join(span.of(text).split()) or "untitled")
        for span in _disjoint_spans(draw, text)
    )
    return Reading(
        draw(st.sampled_from(["notes", "Heading", "A title, rather long"])), text, headings, _furniture(draw, text)
    )


def _furniture(draw: st.DrawFn, text: str) -> tuple[Span, ...]:
    return tuple(_disjoint_spans(draw, text))


def _disjoint_spans(draw: st.DrawFn, text: str) -> Iterator[Span]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    return map(Span, cuts[::2], cuts[1::2])


NAMES = ["Ana Brook", "Ines Duarte", "Tomas Hale", "Mira Okafor", "Jonas Weld", "Rhea Castell", "Pavel Lind"]
PLACES = ["the north pier", "Harrow Bay", "the old mill", "Lake Sorrel", "Vintner Street", "Castle Hill"]
VERBS = ["opened", "repaired", "closed", "measured", "described", "sold", "painted", "visited", "flooded"]
THINGS = ["ferry", "archive", "lighthouse", "bakery", "telescope", "bridge", "library card", "tide table"]
TAILS = [
    "in {year}",
    "for {number} crowns",
    "on {day} March {year}",
    "because the ice had come early",
    "with {number} helpers",
    "“as agreed”, it was said",
    "(see the {thing})",
    "before anyone else did",
    "although {name} disagreed",
]
ENDS = [". ", ". ", ".\n", ".\r\n", "! ", ".\n\n", ".\r\n\r\n", " …\n\n", ".  \t"]
FURNITURE = [
    "\n\nLeave a Reply\n\n",
    "\n\nImage source: A. Nobody / pictures.example\n\n",
    "\n\nYour email address will not be published.\n\n",
]


def sentence(chance: random.Random) -> str:
    """Return a sentence with names, numbers, dates and places enough to ask about."""
    tail = chance.choice(TAILS).format(
        year=chance.randint(1700, 2030),
        number=chance.randint(2, 9000),
        day=chance.randint(1, 31),
        thing=chance.choice(THINGS),
        name=chance.choice(NAMES),
    )
    subject = chance.choice([chance.choice(NAMES), chance.choice(NAMES), "They", "The keeper", "It was she who"])
    return f"{subject} {chance.choice(VERBS)} the {chance.choice(THINGS)} at {chance.choice(PLACES)} {tail}"


def document(chance: random.Random, sentences: int) -> str:
    """Return a Markdown document of that many sentences, with headings, lists and page furniture strewn in."""
    parts = [chance.choice(["", "\ufeff", "# The town's year\n\n", "\r\n\r\n"])]
    for _ in range(sentences):
        if chance.random() < 0.1:
            parts.append(f"\n\n{'#' * chance.randint(1, 4)} About the {chance.choice(THINGS)}\n\n")
        if chance.random() < 0.05:
            parts.append(chance.choice(FURNITURE))
        if chance.random() < 0.1:
            parts.append("\n- ")
        parts.append(sentence(chance) + chance.choice(ENDS))
    return "".join(parts)


def question(chance: random.Random) -> str:
    """Return a question about what documents here speak of, or about something else."""
    name, thing, place, verb = (chance.choice(kind) for kind in (NAMES, THINGS, PLACES, VERBS))
    return chance.choice(
        [
            f"Who {verb} the {thing}?",
            f"When was the {thing} at {place} {verb}?",
            f"How many crowns did {name} pay for the {thing}?",
            f"What did {name} do at {place}?",
            f"Why did {name} disagree?",
            f"Which {thing} was {verb} in {chance.randint(1700, 2030)}?",
            f"{thing} {place}",
            "What is the capital of Peru?",
            "?!",
            f"“{sentence(chance)}”",
        ]
    )
