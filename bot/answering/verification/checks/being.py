"""Whether what a claim says something is, is what the quotes say it is: by "is", beside it, or in its title."""

from __future__ import annotations

from typing import Final

from bot.answering.verification.checks.roles import LINKING, points
from bot.answering.verification.comparison import Comparison
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.frame import Frame
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.text import Token
from bot.answering.verification.language.word_sets import word_set

VIEWING: Final = word_set("see view regard consider describe call think deem perceive propose suggest claim say")


def being_findings(comparison: Comparison, frame: Frame) -> list[Finding]:
    """Return what is wrong with a claim's frame of "to be": the quotes must say it of the same."""
    if any(comparison.claim[at].low in {"there", "what"} for at in range(max(frame.verb - 2, 0), frame.verb)):
        return []
    for at in sorted(frame.object):
        places = comparison.matches[at]
        if not places or comparison.claim[at].kind is not Kind.NOUN or at in comparison.counted:
            continue
        subjects = [each for each in frame.subject if comparison.matches[each]]
        turned = next((each for each in subjects if _is_of(comparison, each, places)), None)
        if turned is not None:
            reason = f"The quotes say “{comparison.claim[at].text}” of another than “{comparison.claim[turned].text}”."
            return [Finding("roles", reason, contradicts=True)]
        homes = {place for each in subjects for place in comparison.matches[each]}
        if any(
            comparison.source[place].kind is not Kind.NOUN or _linked(comparison, place, homes)
            for place in places
            if place not in homes or len(places) > 1
        ):
            continue
        return [Finding("roles", f"The quotes do not say “{comparison.claim[at].text}” of it.")]
    return []


def _is_of(comparison: Comparison, at: int, places: tuple[int, ...]) -> bool:
    """Tell whether the quotes have a word only as what the thing at `places` is of: "Ada" in "the daughter of Ada"."""
    theirs = [comparison.source_slots[place] for place in comparison.matches[at]]
    return bool(theirs) and all(each is not None and each[0] == "of" and each[1] in places for each in theirs)


def _linked(comparison: Comparison, place: int, homes: set[int]) -> bool:
    tokens = comparison.source
    for frame in comparison.source_frames:
        if place in frame.object and _links(tokens, frame):
            if not homes or homes & frame.subject or not frame.subject or points(comparison, frame.subject):
                return True
        elif place in frame.object and not homes:
            return True
    return any(_beside(tokens, place, home) for home in homes) or not homes


def _links(tokens: tuple[Token, ...], frame: Frame) -> bool:
    verb = tokens[frame.verb]
    return verb.low in closed.BE or bool(verb.lemmas & LINKING)


def _beside(tokens: tuple[Token, ...], one: int, other: int) -> bool:
    """Tell whether two words stand in one phrase or side by side, with no verb between but "to be"."""
    low, high = sorted((one, other))
    between = tokens[low + 1 : high]
    if high - low > 30 or tokens[low].sentence != tokens[high].sentence:
        return False
    verbs = [t for t in between if t.kind is Kind.VERB]
    if any(t.lemmas & VIEWING for t in verbs):
        return False
    if any(t.kind is Kind.AUXILIARY and t.low in closed.BE for t in between):
        return all(not t.lemmas & VIEWING for t in verbs)
    return not verbs and high - low <= 12
