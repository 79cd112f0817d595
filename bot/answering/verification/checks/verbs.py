"""Each verb of a claim beside the word of the quotes that it goes back to: who does it, whether it is denied, how it
is put.
"""

from __future__ import annotations

from dataclasses import replace

from bot.answering.verification.checks.being import being_findings
from bot.answering.verification.checks.denials import all_else_said, is_turned_round
from bot.answering.verification.checks.hedging import mood_findings
from bot.answering.verification.checks.roles import role_findings, subject_findings
from bot.answering.verification.comparison import Comparison
from bot.answering.verification.judgement import Finding
from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.frame import Frame
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.outlook import Outlook, outlook
from bot.answering.verification.meaning.sameness import ALIKE, sameness


def verb_findings(comparison: Comparison) -> list[Finding]:
    """Return what is wrong with the claim's verbs."""
    found: list[Finding] = []
    for frame in comparison.claim_frames:
        found += _best(comparison, frame)
    return found


def _best(comparison: Comparison, frame: Frame) -> list[Finding]:
    """Return the findings at the place of the quotes that speaks best for a frame; none where no place is."""
    every = [_at(comparison, frame, place) for place in _places(comparison, frame)]
    best: list[Finding] = [] if not every or not all(every) else every[0]
    verb = comparison.claim[frame.verb]
    return [*best, *(being_findings(comparison, frame) if verb.low in closed.BE else ())]


def _places(comparison: Comparison, frame: Frame) -> list[int]:
    """Return where in the quotes the frame's verb may be said; of a light verb, where its noun is."""
    if not _is_light(comparison, frame):
        places = comparison.matches[frame.verb]
        framed = [at for at in places if comparison.frame_of(at)]
        verb = comparison.claim[frame.verb]
        akin = [at for at in places if at not in framed and sameness(verb, comparison.source[at]) > ALIKE]
        return [*framed, *akin] if framed else list(places)
    heads = frame.object or frame.subject
    found = [place for at in heads for place in comparison.matches[at]]
    nouns = [place for place in found if comparison.source[place].kind is not Kind.VERB]
    return nouns or found or list(comparison.matches[frame.verb]) or _nearest(comparison, frame)


def _nearest(comparison: Comparison, frame: Frame) -> list[int]:
    """Return where the quotes have the first word after a verb that they have, or the last before."""
    known = [token.at for token in comparison.claim if comparison.matches[token.at]]
    after = [at for at in known if at > frame.verb]
    near = after[:1] or [at for at in known if at < frame.verb][-1:]
    return [place for at in near for place in comparison.matches[at]]


def _is_light(comparison: Comparison, frame: Frame) -> bool:
    token = comparison.claim[frame.verb]
    told = any(comparison.claim[at].kind is Kind.NOUN for at in frame.object) or not comparison.matches[frame.verb]
    return token.kind is Kind.AUXILIARY or (told and bool(token.lemmas & closed.LIGHT_VERBS))


def _at(comparison: Comparison, frame: Frame, place: int) -> list[Finding]:
    light = _is_light(comparison, frame)
    findings = _light_findings(comparison, frame, place) if light else role_findings(comparison, frame, place)
    claimed = outlook(comparison.claim, comparison.claim_frames, frame)
    said = _said(comparison, place, light=light)
    if claimed.denied != said.denied and not is_turned_round(comparison, frame):
        findings.append(_negation(comparison, claimed, place))
    return findings + mood_findings(comparison, claimed, said)


def _light_findings(comparison: Comparison, frame: Frame, place: int) -> list[Finding]:
    """Ask that a light verb leave the saying to its noun: another verb the quotes have for it is missing."""
    verb = comparison.claim[frame.verb]
    governing = next((each for each in comparison.source_frames if place in each.patient), None)
    if governing is None or not any(place in comparison.matches[at] for at in frame.patient):
        return []
    wrong = subject_findings(comparison, frame, governing)
    if wrong:
        return wrong
    said = comparison.source[governing.verb]
    if verb.kind is Kind.AUXILIARY or comparison.matches[frame.verb]:
        return []
    if said.kind is Kind.AUXILIARY or said.lemmas & closed.LIGHT_VERBS:
        return []
    return [Finding("words", f"It says “{verb.text}” where the quotes say “{said.text}”.")]


def _said(comparison: Comparison, place: int, *, light: bool) -> Outlook:
    """Return how the quotes put the word at `place`: as its own verb is put, or the verb it belongs to."""
    own = comparison.frame_of(place)
    noun = own is None
    if own is None:
        own = _around(comparison, place)
    if own is None:
        return Outlook(denied=False, moods=frozenset())
    of_its_noun = light and noun and place in own.object
    said = outlook(comparison.source, comparison.source_frames, own, of_its_noun=of_its_noun)
    return replace(said, denied=not said.denied) if noun and _is_against(comparison, place) else said


def _is_against(comparison: Comparison, place: int) -> bool:
    """Tell whether a noun stands after "against" or "without"."""
    at = place - 1
    while at >= 0 and comparison.source[at].kind in {Kind.NOUN, Kind.DETERMINER}:
        at -= 1
    return at >= 0 and comparison.source[at].low in {"against", "without"}


def _around(comparison: Comparison, place: int) -> Frame | None:
    """Return the frame a noun of the quotes stands in."""
    sentence = comparison.source[place].sentence
    around = [each for each in comparison.source_frames if comparison.source[each.verb].sentence == sentence]
    own = next((each for each in around if place in each.object or place in each.subject), None)
    before = [each for each in around if each.verb < place]
    return own or (before[-1] if before else None)


def _negation(comparison: Comparison, claimed: Outlook, place: int) -> Finding:
    verb = comparison.source[place].text
    reason = f"It denies “{verb}”, which the quotes affirm." if claimed.denied else f"The quotes deny “{verb}”."
    sure = comparison.frame_of(place) is not None or all_else_said(comparison)
    return Finding("negation", reason, contradicts=sure)
