"""What a person is told of a file that was not read: its reader's own words, or one sentence for what became of it."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Mapping

from index.errors import SourceError, SourceTooLarge, SourceUnreadable, SourceUnsupported
from index.names import UNSEEN

_KINDS = {kind.__name__: kind for kind in (SourceError, SourceTooLarge, SourceUnreadable, SourceUnsupported)}
_LONGEST_SENTENCE = 400
_LONGEST_NAME = 60

_log = logging.getLogger(__name__)


class ReaderFailed(SourceUnreadable):
    """A reader gave no answer of its own: it went over a limit, or broke off."""


def refusal(file: str, said: Mapping[str, object], memory_mb: int) -> SourceError:
    """Return the error for an answer without a reading; what it says is shown as words and is nothing more."""
    if "refusal" not in said:
        return _failure(file, str(said.get("failure")), memory_mb)
    sentence = "".join(map(_shown, str(said.get("sentence"))[:_LONGEST_SENTENCE]))
    kind = _KINDS.get(str(said["refusal"]), SourceUnreadable)
    return kind(sentence if sentence.startswith(f"{file}: ") else f"{file}: {sentence}")


def no_process(file: str) -> SourceError:
    """Return the error for a system that gives no process to read in."""
    return SourceError(f"{file}: this machine gives no process to read it in; try again later.")


def too_slow(file: str, seconds: float) -> ReaderFailed:
    """Return the error for a file that takes too long."""
    limit = f"the limit of {seconds:g} seconds"
    return ReaderFailed(f"{file}: reading it takes longer than {limit}; split it or save it in another format.")


def broken_off(file: str) -> ReaderFailed:
    """Return the error for a file that its reader dies of, or answers nonsense to."""
    return ReaderFailed(f"{file}: the file breaks its reader; save it anew or in another format.")


def _failure(file: str, name: str, memory_mb: int) -> ReaderFailed:
    """Return the error for a reader that ended with the exception `name`."""
    if name == MemoryError.__name__:
        limit = f"the limit of {memory_mb} MB"
        return ReaderFailed(
            f"{file}: reading it takes more memory than {limit}; split it or save it in another format."
        )
    if name == RecursionError.__name__:
        return ReaderFailed(f"{file}: the file is nested too deeply to be read; save it in another format.")
    _log.warning("a reader failed with %s", name if name.isidentifier() and len(name) <= _LONGEST_NAME else "an error")
    return broken_off(file)


def _shown(character: str) -> str:
    return " " if unicodedata.category(character) in UNSEEN else character
