"""Where each noun of a text stands: under which preposition, or on which side of which verb."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from bot.answering.verification.language import closed_words as closed
from bot.answering.verification.language.clauses import frames
from bot.answering.verification.language.frame import Frame
from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.phrases_of import IN_PHRASE
from bot.answering.verification.language.text import Token, read

Slot = tuple[str, int]
"""What a noun hangs by, "agent", "patient" or a preposition, and the place of what it hangs on, -1 where that is not
told.
"""
_IN_RUN: Final = frozenset({Kind.NOUN, Kind.NUMBER})
Tokens = tuple[Token, ...]


@lru_cache(maxsize=256)
def slots(text: str) -> tuple[Slot | None, ...]:
    """Return the slot of each token of a text, none of what is in no noun phrase or in one whose part is not plain."""
    tokens = read(text)
    sides = _sides(frames(text), tokens)
    found: list[Slot | None] = [None] * len(tokens)
    for token in tokens:
        if token.kind in _IN_RUN and found[token.at] is None:
            run = _run(tokens, token.at)
            slot = _slot(tokens, run, sides)
            for at in run:
                found[at] = slot
    return tuple(found)


def _sides(all_frames: tuple[Frame, ...], tokens: Tokens) -> dict[int, Slot]:
    """Return which side of its verb each head is; those of "to be" are one."""
    sides: dict[int, Slot] = {}
    for frame in all_frames:
        if tokens[frame.verb].low in closed.BE:
            continue
        for rel, heads in (("agent", frame.agent), ("patient", frame.patient)):
            for at in heads:
                sides.setdefault(at, (rel, frame.verb))
    return sides


def _run(tokens: Tokens, start: int) -> range:
    end = start
    while end < len(tokens) and tokens[end].kind in _IN_RUN and tokens[end].sentence == tokens[start].sentence:
        end += 1
    return range(start, end)


def _slot(tokens: Tokens, run: range, sides: dict[int, Slot]) -> Slot | None:
    if run.stop < len(tokens) and tokens[run.stop].kind is Kind.POSSESSIVE:
        return _possessor(tokens, run)
    at = run.start - 1
    opens = at - 1 if at > 0 and tokens[at].kind is Kind.DETERMINER else at
    if opens >= 0 and tokens[opens].low == "then":
        return "then", -1
    while at >= 0 and tokens[at].kind in IN_PHRASE and tokens[at].sentence == tokens[run.start].sentence:
        at -= 1
    before = tokens[at] if at >= 0 and tokens[at].sentence == tokens[run.start].sentence else None
    under = _under(tokens, before) if before is not None else None
    if under is not None:
        return under
    side = next((sides[place] for place in reversed(run) if place in sides), None)
    if before is not None and before.low == "by" and (side is None or side[0] != "agent"):
        return "agent", -1
    return side


def _under(tokens: Tokens, before: Token) -> Slot | None:
    """Return the slot that the word before a phrase gives it: a preposition, or a verb with one, as "look_at"."""
    if before.kind is Kind.PREPOSITION and before.low != "by":
        if before.at and tokens[before.at - 1].low == "than":
            return "than", -1
        return before.low, before.at - 1 if before.low == "of" else -1
    if before.kind is Kind.VERB and "_" in before.low:
        return before.low.rpartition("_")[2], -1
    return None


def _possessor(tokens: Tokens, run: range) -> Slot | None:
    """Return the slot of "Ada" in "Ada's sister", which is that in "the sister of Ada"."""
    owned = _run(tokens, run.stop + 1) if run.stop + 1 < len(tokens) else range(0)
    if owned and tokens[owned[0]].lemmas and not tokens[owned[0]].name:
        last = next((at for at in owned if tokens[min(at + 1, len(tokens) - 1)].name), owned[-1])
        return "of", last
    return ("of", owned[-1]) if owned else None
