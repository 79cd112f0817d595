"""Notes on what of a file could not be read, in one sentence each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby


def unread_notes(counts: Mapping[str, int]) -> tuple[str, ...]:
    """Return a note for each kind of thing without text, as in "There are 3 images in it, which …"."""
    return tuple(
        f"There are {count} {kind}s in it, which Footnote cannot read."
        if count > 1
        else f"There is {'an' if kind[0] in 'aeio' else 'a'} {kind} in it, which Footnote cannot read."
        for kind, count in sorted(counts.items())
        if count
    )


def numbered(noun: str, numbers: Iterable[int]) -> str:
    """Return ascending numbers with their noun: "Slide 3" or "Slides 1, 4 to 7 and 9"."""
    ordered = list(numbers)
    runs = [[number for _, number in run] for _, run in groupby(enumerate(ordered), lambda pair: pair[1] - pair[0])]
    parts = [part for run in runs for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))]
    listed = ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else parts[0]
    return f"{noun}{'s' if len(ordered) > 1 else ''} {listed}"
