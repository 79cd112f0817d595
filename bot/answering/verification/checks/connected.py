"""Whether statements hang together as in the quotes: which came after which, which was the reason for which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from bot.answering.verification.comparison import Comparison, Tokens, says_something
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.word_sets import word_set

CONNECTING: Final = word_set("after before because until since when if although though once unless")


def connection_findings(comparison: Comparison) -> list[Finding]:
    """Return the first connecting word that has the statements around it the other way round in the quotes."""
    for token in comparison.claim:
        said = [other for other in comparison.source if other.low == token.low]
        if token.low not in CONNECTING or len(said) != 1:
            continue
        behind = set(_behind(comparison.source, said[0].at))
        after = list(_behind(comparison.claim, token.at))
        if not _has_verb(comparison.claim, after) or not _has_verb(comparison.source, list(behind)):
            continue
        kept, lost = _shares(comparison, after, behind)
        before = [t.at for t in comparison.claim if t.sentence == token.sentence and t.at not in {token.at, *after}]
        if lost > kept and _shares(comparison, before, behind)[0]:
            reason = f"“{token.text}” stands with something else in the quotes."
            return [Finding("cause" if token.low == "because" else "roles", reason, contradicts=True)]
    return []


def _shares(comparison: Comparison, places: Iterable[int], behind: set[int]) -> tuple[int, int]:
    """Count the words of the claim at these places that the quotes have behind the connecting word, and elsewhere."""
    inside = outside = 0
    for at in places:
        found = set(comparison.matches[at])
        if found and says_something(comparison.claim[at]) and at not in comparison.counted:
            inside += bool(behind & found)
            outside += not behind & found
    return inside, outside


def _has_verb(tokens: Tokens, places: Iterable[int]) -> bool:
    return any(tokens[at].kind in {Kind.VERB, Kind.AUXILIARY} for at in places)


def _behind(tokens: Tokens, connecting: int) -> Iterator[int]:
    """Yield the places after a connecting word up to the next comma or connecting word, or the sentence's end."""
    for token in tokens[connecting + 1 :]:
        if token.sentence != tokens[connecting].sentence or token.low in {",", ";"} or token.low in CONNECTING:
            return
        yield token.at
