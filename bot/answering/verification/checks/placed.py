"""Whether what a claim puts to a verb stands with that verb in the quotes, and not with another one of the sentence."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product
from typing import Final

from bot.answering.verification.comparison import Comparison, says_something
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.clauses import Frame
from bot.answering.verification.language.kinds import Kind

REACH: Final = 6
"""How far from a name, in tokens, what stands beside it may be."""
POINTING: Final = closed.PERSONAL | {"some", "many", "others", "both", "those", "these"}
_ENDING: Final = frozenset({Kind.VERB, Kind.AUXILIARY, Kind.MARK, Kind.RELATIVE})


def placement_findings(comparison: Comparison) -> list[Finding]:
    """Return the first word the claim puts to a verb that the quotes have with another verb alone."""
    if len(set(comparison.source_segments)) < 2:
        return []
    for segment in sorted(set(comparison.claim_segments)):
        options = [homes for frame in _frames(comparison, segment) if (homes := _homes(comparison, frame))]
        if not options:
            continue
        strays = [_stray(comparison, segment, set(homes)) for homes in islice(product(*options), 12)]
        if all(stray is not None for stray in strays):
            return [Finding("roles", f"The quotes say “{strays[0]}” of something else.")]
    return []


def _frames(comparison: Comparison, segment: int) -> list[Frame]:
    return [frame for frame in comparison.claim_frames if comparison.claim_segments[frame.verb] == segment]


def _homes(comparison: Comparison, frame: Frame) -> list[int]:
    """Return where in the quotes the claim's verb goes back to; of "to be", its complement."""
    places = list(comparison.matches[frame.verb])
    return places or [place for at in frame.object for place in comparison.matches[at]]


def _stray(comparison: Comparison, segment: int, homes: set[int]) -> str | None:
    allowed = _allowed(comparison, homes)
    at = next(_strays(comparison, segment, allowed), None)
    return comparison.claim[at].text if at is not None else None


def _allowed(comparison: Comparison, homes: set[int]) -> set[int]:
    """Return the places of the statements around these verbs, with their subjects and what opens the sentence."""
    segments = comparison.source_segments
    wanted = {segments[at] for at in homes}
    wanted |= {number + 1 for number in wanted if _is_restricting(comparison, number + 1)}
    allowed = {at for at in range(len(segments)) if segments[at] in wanted}
    for frame in comparison.source_frames:
        if frame.verb in homes or segments[frame.verb] in wanted:
            allowed |= _phrases(comparison, frame)
    sentences = {comparison.source[at].sentence for at in homes}
    for frame in comparison.source_frames:
        if comparison.source[frame.verb].low in closed.BE and frame.object & allowed:
            allowed |= _phrases(comparison, frame)
    allowed |= _beside_equals(comparison, allowed)
    return allowed | {at for sentence in sentences for at in _opening(comparison, sentence)}


def _beside_equals(comparison: Comparison, allowed: set[int]) -> set[int]:
    """Return the places around names that these places have too: "Ana Brook, the founder, ... and Ana Brook left"."""
    tokens = comparison.source
    names = {tokens[at].low for at in allowed if tokens[at].name}
    equals = (token.at for token in tokens if token.low in names and token.at not in allowed)
    return {near for at in equals for near in range(at - REACH, at + REACH + 1) if _in_phrases(comparison, at, near)}


def _in_phrases(comparison: Comparison, at: int, near: int) -> bool:
    """Tell whether no verb stands between two places of one sentence."""
    tokens = comparison.source
    if not 0 <= near < len(tokens) or tokens[near].sentence != tokens[at].sentence:
        return False
    between = tokens[min(at, near) : max(at, near) + 1]
    return not any(token.kind in {Kind.VERB, Kind.AUXILIARY} for token in between)


def _is_restricting(comparison: Comparison, segment: int) -> bool:
    """Tell whether a statement is one like "that it saw" right after a noun, which tells more of the noun."""
    if segment not in comparison.source_segments:
        return False
    first = comparison.source_segments.index(segment)
    tokens = comparison.source
    return bool(first) and tokens[first].kind is Kind.RELATIVE and tokens[first - 1].kind is Kind.NOUN


def _phrases(comparison: Comparison, frame: Frame) -> set[int]:
    """Return the places of a verb's subject with all that stands in its phrase; of "who ...", of all before it."""
    tokens = comparison.source
    first = frame.group[0] if frame.group else frame.verb
    if first and tokens[first - 1].kind is Kind.RELATIVE:
        last = max((each.verb for each in comparison.source_frames if each.verb < first), default=-1)
        return set(range(last + 1, first))
    if not frame.subject:
        return set()
    start, end = min(frame.subject), max(frame.subject)
    while end + 1 < len(tokens) and tokens[end + 1].kind not in _ENDING:
        end += 1
    while start and tokens[start - 1].kind in {Kind.NOUN, Kind.POSSESSIVE, Kind.DETERMINER, Kind.NUMBER}:
        start -= 1
    return set(range(start, end + 1))


def _opening(comparison: Comparison, sentence: int) -> Iterator[int]:
    """Yield what stands before the first comma of a sentence if no verb does: "In 1990, ..." is said of all of it."""
    places: list[int] = []
    for token in comparison.source:
        if token.sentence != sentence:
            continue
        if token.low == ",":
            yield from places
            return
        if token.kind is Kind.VERB or token.kind is Kind.AUXILIARY:
            return
        places.append(token.at)


def _named_sources(comparison: Comparison) -> Iterator[int]:
    """Yield the places of the claim that name whose word it is: "according to the mayor"."""
    claim = comparison.claim
    for token in claim:
        if token.low == "according":
            for other in claim[token.at :]:
                if other.low == "," or other.sentence != token.sentence:
                    break
                yield other.at


def _strays(comparison: Comparison, segment: int, allowed: set[int]) -> Iterator[int]:
    """Yield the words of a statement of the claim that the quotes have in its sentences, yet not in its statement."""
    sentences = {comparison.source[at].sentence for at in allowed}
    verb = min((frame.verb for frame in _frames(comparison, segment)), default=0)
    pointing = any(comparison.source[at].low in POINTING for at in allowed)
    sources = set(_named_sources(comparison))
    for token in comparison.claim:
        if comparison.claim_segments[token.at] != segment or not says_something(token):
            continue
        if token.kind in {Kind.VERB, Kind.ADVERB} or token.at in sources or (pointing and token.at < verb):
            continue
        places = comparison.matches[token.at]
        if any(at >= comparison.main for at in places):
            continue
        if places and not allowed & set(places) and any(comparison.source[at].sentence in sentences for at in places):
            yield token.at
