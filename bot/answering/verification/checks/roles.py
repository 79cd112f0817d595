"""Whether what a claim's verb says is done by and to the same as in its quotes."""

from __future__ import annotations

from typing import Final

from bot.answering.verification.comparison import Comparison
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.clauses import Frame
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.text import Token
from bot.answering.verification.language.word_sets import word_set
from bot.answering.verification.meaning.nouns import KINDS

TURNING: Final = word_set(
    "open close begin start end stop change increase decrease grow shrink rise raise fall drop move break burn"
    " improve worsen develop expand form launch release double triple continue finish sink spread split merge"
    " unite run show sell operate reopen resume collapse explode spark base locate situate call name know split"
)
"""Verbs that say the same of what does them and of what has them done: a shop opens, somebody opens a shop."""
MUTUAL: Final = word_set(
    "meet marry merge border adjoin collaborate cooperate compete fight differ agree talk resemble equal divorce"
    " unite correspond clash partner connect neighbour"
)
"""Verbs whose sides may change places."""
NEAR: Final = 8
"""How far from a head, in tokens, what stands beside it may be: its title, its apposition."""


def role_findings(comparison: Comparison, frame: Frame, place: int) -> list[Finding]:
    """Return what is wrong with who does what in a claim's frame, taking the quotes' word at `place` for its verb."""
    source = comparison.frame_of(place)
    if source is None:
        return _of_noun(comparison, frame, place)
    verb = comparison.source[place]
    if verb.lemmas & MUTUAL:
        return _mutual(comparison, frame, source) or together(comparison, frame, place)
    turning = (verb.lemmas | comparison.claim[frame.verb].lemmas) & TURNING
    if turning and not (frame.object or frame.by):
        return together(comparison, frame, place)
    opposite = source.patient | (source.object if source.passive else frozenset())
    sure = frame.finite and source.finite and not _is_infinitive(comparison, source)
    findings = _side(comparison, frame.agent, source.agent, opposite, place, sure=sure)
    if not frame.agent and frame.passive and frame.object:
        findings += _side(comparison, frame.subject, source.subject, source.object, place, sure=sure)
    findings = findings or _side(comparison, frame.patient, source.patient, source.agent, place, sure=sure)
    return findings or together(comparison, frame, place)


def _mutual(comparison: Comparison, frame: Frame, source: Frame) -> list[Finding]:
    """Return what is wrong with the sides of a verb whose sides may change places: both must be sides in the quotes."""
    segment = comparison.source_segments[source.verb]
    after = {t.at for t in comparison.source[source.verb :] if comparison.source_segments[t.at] == segment}
    said = source.subject | source.object | after
    return _side(comparison, frame.subject | frame.object, frozenset(said), frozenset(), source.verb, sure=True)


def subject_findings(comparison: Comparison, frame: Frame, source: Frame) -> list[Finding]:
    """Return what is wrong with the subject of a claim's frame, beside that of the quotes' frame."""
    return _side(
        comparison, frame.subject, source.subject, source.object, source.verb, sure=frame.finite and source.finite
    )


def _side(
    comparison: Comparison,
    claimed: frozenset[int],
    said: frozenset[int],
    opposite: frozenset[int],
    place: int,
    *,
    sure: bool,
) -> list[Finding]:
    """Compare one side of a verb: the heads the claim has there with those of the quotes, and with the other side's.

    `sure`: both verbs are finite, so that it is plain what their subjects are; else only names are held to it.
    """
    heads = [at for at in claimed if _is_main(comparison, at, claimed)]
    verb = comparison.source[place].text
    said = _with_equals(comparison, said)
    for at in heads:
        places = frozenset(comparison.matches[at])
        if not places or places & said or _stands_alike(comparison, at, places, place):
            continue
        text = comparison.claim[at].text
        if places & opposite and places <= opposite:
            return [Finding("roles", f"“{text}” is on the other side of “{verb}” in the quotes.", contradicts=True)]
        if not said or points(comparison, said) or _beside(comparison, places, said):
            continue
        if sure or (comparison.claim[at].name and any(comparison.source[each].name for each in said)):
            return [Finding("roles", f"The quotes do not say “{verb}” of “{text}”.")]
    return []


def _stands_alike(comparison: Comparison, at: int, places: frozenset[int], verb: int) -> bool:
    """Tell whether a word stands as near to the verb's word as in the quotes, the same words between."""
    claim, source = comparison.claim, comparison.source
    for place in places:
        low, high = sorted((place, verb))
        first = at - (place - low)
        between = claim[max(first, 0) : max(first, 0) + high - low + 1]
        if first >= 0 and [t.low for t in between] == [t.low for t in source[low : high + 1]]:
            return True
    return False


def _with_equals(comparison: Comparison, places: frozenset[int]) -> frozenset[int]:
    """Add what the quotes say that the words at these places are: in "whales are mammals that sing" whales sing."""
    equal = set(places)
    for frame in comparison.source_frames:
        if comparison.source[frame.verb].low in closed.BE:
            equal |= frame.subject if frame.object & places else frozenset()
    return frozenset(equal)


def _is_main(comparison: Comparison, at: int, claimed: frozenset[int]) -> bool:
    """Tell whether a head is one to compare: a noun, no quantity, and no title before a name."""
    token = comparison.claim[at]
    title = not token.name and at + 1 in claimed
    return token.kind is Kind.NOUN and at not in comparison.counted and not title


def _is_infinitive(comparison: Comparison, frame: Frame) -> bool:
    first = frame.group[0] if frame.group else frame.verb
    return first > 0 and comparison.source[first - 1].kind is Kind.TO


def _beside(comparison: Comparison, places: frozenset[int], said: frozenset[int]) -> bool:
    """Tell whether a word stands beside a head with no verb between: in apposition, as a title."""
    tokens = comparison.source
    for place in places:
        for head in said:
            low, high = sorted((place, head))
            between = tokens[low + 1 : high]
            if tokens[low].sentence != tokens[high].sentence or high - low > NEAR or _hangs(tokens, place, head):
                continue
            if not any(token.kind in {Kind.VERB, Kind.AUXILIARY, Kind.POSSESSIVE} for token in between):
                return True
    return False


def _hangs(tokens: tuple[Token, ...], place: int, head: int) -> bool:
    """Tell whether the word at `place` only hangs on the head: "the head of Alpha", "Alpha's head"."""
    between = tokens[min(place, head) + 1 : max(place, head)]
    return any(token.kind is Kind.PREPOSITION for token in between) and not any(t.low == "," for t in between)


def points(comparison: Comparison, places: frozenset[int]) -> bool:
    """Tell whether words take up something named elsewhere: a pronoun, "the company"."""
    return any(_points(comparison.source, place) for place in places)


def _points(tokens: tuple[Token, ...], place: int) -> bool:
    token = tokens[place]
    if token.low in closed.PERSONAL or token.kind in {Kind.PRONOUN, Kind.DETERMINER, Kind.RELATIVE, Kind.NUMBER}:
        return True
    return bool(token.lemmas & KINDS) and any(
        t.low in {"the", "this", "that"} for t in tokens[max(place - 2, 0) : place]
    )


def _of_noun(comparison: Comparison, frame: Frame, place: int) -> list[Finding]:
    """Compare with a deed or a doer named by a noun: "founder of X", "X's founder", "the purchase of X by Y"."""
    if frame.agent and frame.patient:
        patient = _hanging_on(comparison.source, place)
        for at in frame.agent:
            places = frozenset(comparison.matches[at])
            if places and places <= patient:
                text = comparison.claim[at].text
                return [Finding("roles", f"“{text}” has another part in the quotes.", contradicts=True)]
    return together(comparison, frame, place)


def _hanging_on(tokens: tuple[Token, ...], place: int) -> frozenset[int]:
    """Return what a noun is of: the words before it in its phrase if it names a doer, and those after "of"."""
    found = set()
    at = place - 1
    while (
        at >= 0 and tokens[at].kind in {Kind.NOUN, Kind.POSSESSIVE} and tokens[place].low.endswith(("er", "or", "ers"))
    ):
        found.add(at)
        at -= 1
    at = place + 1
    if at < len(tokens) and tokens[at].low == "of":
        at += 1
        while at < len(tokens) and tokens[at].kind in {Kind.NOUN, Kind.DETERMINER, Kind.POSSESSIVE}:
            found.add(at)
            at += 1
    return frozenset(found)


def together(comparison: Comparison, frame: Frame, place: int) -> list[Finding]:
    """Ask that the heads of a claim's verb stand in the sentence of the quotes' verb, or are pointed at there."""
    sentence = comparison.source[place].sentence
    pointing = any(t.sentence == sentence and _points(comparison.source, t.at) for t in comparison.source)
    for at in (*frame.subject, *frame.object, *frame.by):
        places = comparison.matches[at]
        apart = places and not comparison.in_sentence(places, sentence)
        if apart and not (pointing and at in frame.subject):
            return [Finding("roles", f"The quotes do not say that of “{comparison.claim[at].text}”.")]
    return _names_apart(comparison, frame, sentence)


def _names_apart(comparison: Comparison, frame: Frame, sentence: int) -> list[Finding]:
    """Return the first name after the verb that the quotes have in other sentences only."""
    later = [each.verb for each in comparison.claim_frames if each.verb > frame.verb]
    segments = comparison.claim_segments
    for token in comparison.claim[frame.verb + 1 : min(later, default=len(comparison.claim))]:
        if segments[token.at] != segments[frame.verb]:
            break
        places = comparison.matches[token.at]
        if token.name and places and not comparison.in_sentence(places, sentence):
            return [Finding("roles", f"The quotes do not say that of “{token.text}”.")]
    return []
