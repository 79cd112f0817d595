"""Where a sentence's first verb is: before it stands the subject, and words without one are no clause."""

from __future__ import annotations

from bot.answering.verification.language.clauses import frames
from bot.answering.verification.language.text import read


def first_verb(text: str) -> int | None:
    """Return where the first finite verb of `text` begins with its auxiliaries, None where there is none."""
    frame = next((frame for frame in frames(text) if frame.finite), None)
    return read(text)[min((*frame.group, frame.verb))].start if frame else None
