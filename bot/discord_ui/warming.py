"""What is slow the first time, done before anybody waits for it.

The first document that comes in would import for a second, and stop everything else for tenths of it; the first
sentence that is checked would take a quarter of one. So does each search for garbage among the hundred thousand objects
that imports leave behind for good.
"""

from __future__ import annotations

import gc

from bot.answering.verification.judging import judge
from index.passages import make_passages, rough_tokens
from index.reading.formats import read


def warm_up() -> None:
    """Load everything a document needs, and a sentence that is checked."""
    make_passages(read("warm.html", b"<p>It is warm.</p>"), rough_tokens)
    judge("On May 3 it was warm.", ["It was warm on May 3."])


def settle() -> None:
    """Let the garbage collector pass over everything that is there by now."""
    gc.freeze()
