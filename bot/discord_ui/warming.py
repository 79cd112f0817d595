"""What is slow the first time, done before anybody waits for it.

The first document that comes in would import for a second, and stop everything else for tenths of it; so does each
search for garbage among the hundred thousand objects that imports leave behind for good.
"""

from __future__ import annotations

import gc

from index.passages import make_passages, rough_tokens
from index.reading.formats import read


def warm_up() -> None:
    """Import everything a document needs."""
    make_passages(read("warm.html", b"<p>It is warm.</p>"), rough_tokens)


def settle() -> None:
    """Let the garbage collector pass over everything that is there by now."""
    gc.freeze()
