"""The extractive summary: the documents' own sentences, chosen, in their order, under the titles they stand under."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.answering.answer import Proposal, Quote
from bot.answering.summaries.extractive.choosing import Candidate, candidates, choose, headline_of, line_of
from bot.answering.summaries.extractive.focus import Focus
from bot.answering.summaries.material import Material
from bot.answering.summaries.request import Length

SIZES: Final = {Length.HEADLINE: (1, 400), Length.SHORT: (9, 2_000)}
"""How many sentences a summary of this length has at most, and how many characters."""


@dataclass(frozen=True, slots=True)
class ProposedPart:
    """What a writer would say under one title."""

    title: str
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """The best sentences of each section read, under its number in the material."""

    sections: Sequence[Sequence[Candidate]]


def read_through(
    material: Material, focus: Focus, stopped: Callable[[], bool], told: Callable[[int], object]
) -> Offered:
    """Read the sections one by one and keep the best of each; `told` how many are read. Ends early when stopped."""
    kept: list[list[Candidate]] = []
    begun: set[str] = set()
    for number, section in enumerate(material.sections):
        if stopped():
            break
        kept.append(candidates(section.read(), number, focus, opening=section.document.id not in begun))
        begun.add(section.document.id)
        told(number + 1)
    return Offered(kept)


def write(material: Material, offered: Offered, length: Length) -> list[ProposedPart]:
    """Return the summary: under each section's title its best sentence when it is to be full, else one part."""
    if length is Length.FULL:
        return list(_lines(material, offered))
    count, characters = SIZES[length]
    every = [each for section in offered.sections for each in section]
    chosen = choose(headline_of(every) if length is Length.HEADLINE else every, count, characters)
    return [ProposedPart("", tuple(_proposal(each.quote) for each in chosen))] if chosen else []


def _lines(material: Material, offered: Offered) -> Iterator[ProposedPart]:
    for section, found in zip(material.sections, offered.sections, strict=False):
        if found:
            yield ProposedPart(section.title, (_proposal(line_of(found).quote),))


def _proposal(quote: Quote) -> Proposal:
    return Proposal(" ".join(quote.text.split()), (quote,))
