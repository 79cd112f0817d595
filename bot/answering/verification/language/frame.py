"""A verb and what belongs to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.answering.verification.language.kinds import Kind
from bot.answering.verification.language.text import Token
from bot.answering.verification.language.word_sets import word_set

Tokens = tuple[Token, ...]
REPORTING: Final = word_set(
    "say report claim tell state announce argue believe think add note explain suggest remark write reply declare"
)
"""Verbs of saying: what hangs on them is a statement of its own."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb and what belongs to it, as places of tokens. `subject` and `object` are heads and what stands for them.

    `agent` is who does it and `patient` who or what has it done, whatever the voice. `group` are the verb's
    auxiliaries and adverbs.
    """

    verb: int
    group: tuple[int, ...]
    subject: frozenset[int]
    object: frozenset[int]
    by: frozenset[int]
    passive: bool
    finite: bool

    @property
    def agent(self) -> frozenset[int]:
        return self.by if self.passive else self.subject

    @property
    def patient(self) -> frozenset[int]:
        return self.subject if self.passive else self.object

    @property
    def first(self) -> int:
        """The place of the first of its group, or of the verb."""
        return self.group[0] if self.group else self.verb


def same_sentence(tokens: Tokens, one: int, other: int) -> bool:
    """Tell whether two tokens stand in one sentence."""
    return tokens[one].sentence == tokens[other].sentence


def hangs(tokens: Tokens, frame: Frame) -> bool:
    """Tell whether a verb is one of "who ..." or "to ...", and so not the main one."""
    return frame.first > 0 and tokens[frame.first - 1].kind in {Kind.RELATIVE, Kind.TO}
