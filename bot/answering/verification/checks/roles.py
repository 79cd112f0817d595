"""Whether what a claim's verb says is done by and to the same as in its quotes."""

from __future__ import annotations

from typing import Final

from bot.answering.verification.comparison import Comparison, says_something
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.frame import Frame, hangs
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.text import Token
from bot.answering.verification.language.word_sets import word_set
from bot.answering.verification.meaning.nouns import KINDS
from bot.answering.verification.meaning.sameness import ALIKE, sameness

TURNING: Final = word_set(
    "open close begin start end stop change increase decrease grow shrink rise raise fall drop move break burn"
    " improve worsen develop expand form launch release double triple continue finish sink spread split merge"
    " unite run show sell operate reopen resume collapse explode spark base locate situate call name know split"
)
"""Verbs that say the same of what does them and of what has them done: a shop opens, somebody opens a shop."""
MUTUAL: Final = word_set(
    "meet marry merge border adjoin collaborate cooperate compete fight differ agree talk resemble equal divorce"
    " unite correspond clash partner connect neighbour hybridize combine mix blend link join pair"
)
"""Verbs whose sides may change places."""
_APART: Final = frozenset({Kind.VERB, Kind.AUXILIARY, Kind.POSSESSIVE, Kind.COORDINATOR})
LINKING: Final = word_set("be become remain form constitute represent include comprise make_up mean refer")
"""Verbs that say that their sides are one, or one of the other."""
PARTS: Final = word_set("tract half majority minority portion share series set pack pair dozen lot volume rest")
"""Nouns that what "of" adds to them is meant by."""
YEAR: Final = 4
"""The digits of a year."""
DOERS: Final = ("er", "or", "ers", "ors", "ist", "ists")
"""Endings of nouns that name who does something."""
HANDING: Final = word_set(
    "give tell inform notify ask teach show send offer award grant lend pay promise owe hand report"
)
"""Verbs that have two patients, the thing and who gets it, of which the passive may have either for its subject."""
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
    if not _is_one_verb(comparison, frame, place) and not (frame.object or frame.by):
        return together(comparison, frame, place)
    sure = frame.finite and _has_plain_subject(comparison, source)
    told = sure or bool(source.by)
    findings = _side(comparison, frame, frame.agent, source.agent, opposite, place, sure=told)
    if not frame.agent and frame.passive and frame.object:
        findings += _side(comparison, frame, frame.subject, source.subject, source.object, place, sure=sure)
    patient = source.patient
    if verb.lemmas & HANDING and (frame.passive or source.passive):
        segment = comparison.source_segments[place]
        patient = frozenset(t.at for t in comparison.source if comparison.source_segments[t.at] == segment)
    findings = findings or _side(comparison, frame, frame.patient, patient, source.agent, place, sure=told)
    return findings or together(comparison, frame, place)


def _is_one_verb(comparison: Comparison, frame: Frame, place: int) -> bool:
    """Tell whether the claim's verb is the quotes' and no other that says the same, whose sides may be the other ones:
    he is seen, and appears.
    """
    verb, said = comparison.claim[frame.verb], comparison.source[place]
    return sameness(verb, said) > ALIKE


def _mutual(comparison: Comparison, frame: Frame, source: Frame) -> list[Finding]:
    """Return what is wrong with the sides of a verb whose sides may change places: both must be sides in the quotes."""
    segment = comparison.source_segments[source.verb]
    after = {t.at for t in comparison.source[source.verb :] if comparison.source_segments[t.at] == segment}
    said = source.subject | source.object | after
    return _side(comparison, frame, frame.subject | frame.object, frozenset(said), frozenset(), source.verb, sure=True)


def subject_findings(comparison: Comparison, frame: Frame, source: Frame) -> list[Finding]:
    """Return what is wrong with who does it in a claim's frame, beside who does it in the quotes' frame."""
    sure = (frame.finite and source.finite) or bool(source.by)
    return _side(comparison, frame, frame.agent, source.agent, source.patient, source.verb, sure=sure)


def _side(
    comparison: Comparison,
    frame: Frame,
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
    loose = hangs(comparison.claim, frame) or not frame.finite
    if loose and any(comparison.places_of(at) & said for at in heads):
        return []
    for at in heads:
        places = comparison.places_of(at)
        if (
            not places
            or places & said
            or max(places) >= comparison.main
            or _stands_alike(comparison, at, places, place)
        ):
            continue
        text = comparison.claim[at].text
        if places & opposite and places <= opposite and _is_one_verb(comparison, frame, place):
            return [Finding("roles", f"“{text}” is on the other side of “{verb}” in the quotes.", contradicts=True)]
        if not said or _may_be(comparison, places, said) or _beside(comparison, places, said):
            continue
        if sure or comparison.claim[at].name:
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
    for place in places:
        if comparison.source[place].lemmas & (closed.LIGHT_NOUNS | PARTS):
            equal |= _hanging_on(comparison.source, place)
    for frame in comparison.source_frames:
        verb = comparison.source[frame.verb]
        if verb.low in closed.BE or verb.lemmas & LINKING:
            equal |= frame.subject if frame.object & places else frozenset()
            equal |= frame.object if frame.subject & places and verb.low not in closed.BE else frozenset()
    return frozenset(equal)


def _is_main(comparison: Comparison, at: int, claimed: frozenset[int]) -> bool:
    """Tell whether a head is one to compare: a noun, no quantity, and no title before a name."""
    token = comparison.claim[at]
    title = not token.name and at + 1 in claimed
    light = bool(token.lemmas & closed.LIGHT_NOUNS)
    says = token.kind is Kind.NOUN and says_something(token)
    return says and at not in comparison.counted and not title and not light


def _has_plain_subject(comparison: Comparison, frame: Frame) -> bool:
    """Tell whether it is sure what the subject of a verb of the quotes is: it is finite, or stands after "before"."""
    if not frame.finite:
        return frame.first > 0 and comparison.source[frame.first - 1].low in {"before", "after", "without", "by"}
    return not _is_infinitive(comparison, frame)


def _is_infinitive(comparison: Comparison, frame: Frame) -> bool:
    """Tell whether a verb stands after "to", so that its subject is not sure; after "had to" or "is to" it is."""
    to = (frame.group[0] if frame.group else frame.verb) - 1
    return to > 0 and comparison.source[to].kind is Kind.TO and comparison.source[to - 1].kind is not Kind.AUXILIARY


def _beside(comparison: Comparison, places: frozenset[int], said: frozenset[int]) -> bool:
    """Tell whether a word stands beside a head with no verb between: in apposition, as a title."""
    tokens = comparison.source
    for place in places:
        for head in said:
            low, high = sorted((place, head))
            between = tokens[low + 1 : high]
            if tokens[low].sentence != tokens[high].sentence or high - low > NEAR or _hangs(tokens, place, head):
                continue
            if not any(token.kind in _APART for token in between):
                return True
    return False


def _hangs(tokens: tuple[Token, ...], place: int, head: int) -> bool:
    """Tell whether the word at `place` only hangs on the head: "the head of Alpha", "Alpha's head"."""
    between = tokens[min(place, head) + 1 : max(place, head)]
    joints = [t.at for t in between if t.low == "," or t.kind is Kind.COORDINATOR]
    return any(t.kind is Kind.PREPOSITION and t.at > max(joints, default=-1) for t in between)


def _may_be(comparison: Comparison, places: frozenset[int], said: frozenset[int]) -> bool:
    """Tell whether heads of the quotes may take up the word at `places`; by "the company" none of the same sentence."""
    tokens = comparison.source
    for head in said:
        if not _points(tokens, head):
            continue
        if not tokens[head].lemmas & KINDS or any(tokens[at].sentence != tokens[head].sentence for at in places):
            return True
    return False


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
    if not frame.agent or not frame.patient:
        return together(comparison, frame, place)
    said = _hanging_on(comparison.source, place)
    doer = comparison.source[place].low.endswith(DOERS)
    for at in frame.agent:
        places = frozenset(comparison.matches[at])
        if doer and places and places <= said:
            text = comparison.claim[at].text
            return [Finding("roles", f"“{text}” has another part in the quotes.", contradicts=True)]
    for at in frame.patient:
        places = frozenset(comparison.matches[at])
        if said and places and not places & said and _is_main(comparison, at, frame.patient):
            noun, text = comparison.source[place].text, comparison.claim[at].text
            return [Finding("roles", f"The quotes do not say “{noun}” of “{text}”.")]
    return together(comparison, frame, place)


def _hanging_on(tokens: tuple[Token, ...], place: int) -> frozenset[int]:
    """Return what a noun is of: the words before it in its phrase if it names a doer, and those after "of"."""
    found = set()
    at = place - 1
    while at >= 0 and tokens[at].kind in {Kind.NOUN, Kind.POSSESSIVE} and tokens[place].low.endswith(DOERS):
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
    source = comparison.frame_of(place)
    pointing = points(comparison, source.subject | source.object) if source else False
    for at in (*frame.subject, *frame.object, *frame.by):
        places = comparison.matches[at]
        apart = places and not comparison.in_sentence(places, sentence)
        if apart and not (pointing and at in frame.subject):
            return [Finding("roles", f"The quotes do not say that of “{comparison.claim[at].text}”.")]
    return [] if pointing else _names_apart(comparison, frame, sentence)


def _names_apart(comparison: Comparison, frame: Frame, sentence: int) -> list[Finding]:
    """Return the first name or year after the verb that the quotes have in other sentences only."""
    later = [each.verb for each in comparison.claim_frames if each.verb > frame.verb]
    segments = comparison.claim_segments
    for token in comparison.claim[frame.verb + 1 : min(later, default=len(comparison.claim))]:
        if segments[token.at] != segments[frame.verb]:
            break
        places = comparison.matches[token.at]
        told = token.name or (len(token.low) == YEAR and token.low.isdigit())
        if told and places and not comparison.in_sentence(places, sentence):
            return [Finding("roles", f"The quotes do not say that of “{token.text}”.")]
    return []
