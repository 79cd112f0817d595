"""A claim beside its quotes: both read, and each word of the claim with the words of the quotes that say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.clauses import frames
from bot.answering.verification.language.frame import Frame
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.segments import segments
from bot.answering.verification.language.slots import Slot, slots
from bot.answering.verification.language.text import Token, read
from bot.answering.verification.meaning.sameness import sameness

CONTENT: Final = frozenset({Kind.NOUN, Kind.VERB, Kind.NUMBER, Kind.ADVERB})
_BRACKETS: Final = re.compile(r"[ \t]?\(([^()]*)\)")
MOST_MATCHES: Final = 12
"""Places of the quotes that a word of a claim is held against: a text that repeats itself would take minutes."""
Tokens = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`matches[i]`: the tokens of the quotes that say what token i of the claim says, the surest first.

    `counted` are the tokens of the claim that are quantities; the quotes' tokens from `main` on stand in brackets.
    """

    claim: Tokens
    claim_frames: tuple[Frame, ...]
    source: Tokens
    source_frames: tuple[Frame, ...]
    context: Tokens
    matches: tuple[tuple[int, ...], ...]
    counted: frozenset[int]
    claim_segments: tuple[int, ...]
    source_segments: tuple[int, ...]
    main: int
    claim_slots: tuple[Slot | None, ...]
    source_slots: tuple[Slot | None, ...]

    def content(self) -> Iterator[Token]:
        """Yield the words of the claim that say something, quantities apart."""
        return (token for token in self.claim if token.at not in self.counted and says_something(token))

    def in_sentence(self, places: Iterable[int], sentence: int) -> bool:
        """Tell whether one of these tokens of the quotes stands in a sentence of theirs, or in brackets."""
        return any(at >= self.main or self.source[at].sentence == sentence for at in places)

    def places_of(self, at: int) -> frozenset[int]:
        """Return the places of a word of the claim in the quotes; of "door" in "west door" where they have that."""
        places, modifiers = self.matches[at], []
        before = at - 1
        while before >= 0 and self.claim[before].kind is Kind.NOUN and not self.claim[at].name:
            modifiers += [set(self.matches[before])] if self.matches[before] else []
            before -= 1
        fitting = [place for place in places if all(found & self._modifiers(place) for found in modifiers)]
        return frozenset(fitting or places)

    def _modifiers(self, place: int) -> set[int]:
        first = place
        while first and self.source[first - 1].kind is Kind.NOUN:
            first -= 1
        return set(range(first, place))

    def frame_of(self, place: int) -> Frame | None:
        """Return the frame whose verb is the quotes' token at `place`."""
        return next((frame for frame in self.source_frames if frame.verb == place), None)


def compare(claim: str, quotes: Sequence[str], context: str, spans: Sequence[tuple[int, int]] = ()) -> Comparison:
    """Read claim and quotes; `spans` of the claim are quantities, accounted for elsewhere."""
    main, asides = _joined(quotes)
    text = f"{main} {asides}".rstrip()
    said, source = read(claim), read(text)
    counted = frozenset(t.at for t in said if any(start <= t.start and t.end <= end for start, end in spans))
    return Comparison(
        claim=said,
        claim_frames=frames(claim),
        source=source,
        source_frames=frames(text),
        context=read(context),
        matches=tuple(_matches(token, source) for token in said),
        counted=counted,
        claim_segments=segments(claim),
        source_segments=segments(text),
        main=len(read(main)),
        claim_slots=slots(claim),
        source_slots=slots(text),
    )


def _joined(quotes: Sequence[str]) -> tuple[str, str]:
    """Return the quotes as one text in which none runs into the next, and what they have in brackets as another."""
    asides = [found for quote in quotes for found in _BRACKETS.findall(quote) if any(map(str.isalpha, found))]
    return " ".join(map(_ended, (_BRACKETS.sub(" ", quote) for quote in quotes))), " ".join(map(_ended, asides))


def _ended(text: str) -> str:
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()} ."


def says_something(token: Token) -> bool:
    """Tell whether the word is one of those that could be false."""
    if token.kind not in CONTENT or token.low in closed.LIGHT_WORDS:
        return False
    return not (token.kind is Kind.ADVERB and token.low in closed.NEGATORS)


def _matches(token: Token, source: Tokens) -> tuple[int, ...]:
    if token.kind not in CONTENT:
        return ()
    found = [(sameness(token, other), other.at) for other in source if other.kind in CONTENT]
    return tuple(at for sure, at in sorted(found, key=lambda pair: (-pair[0], pair[1])) if sure)[:MOST_MATCHES]
