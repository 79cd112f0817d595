"""Batches on the screen: how far they are, and what came of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from bot.discord_ui.documents.batch import ENDED, Batch, Item
from bot.discord_ui.screens.escaping import safe_line
from bot.discord_ui.screens.places import shown_title
from bot.discord_ui.screens.screen import Screen, Text
from bot.discord_ui.screens.splitting import length
from bot.wording import counted
from index.jobs.job import Outcome

MOST_UNITS: Final = 3500
"""Of Discord's 4,000 for the texts of a message; the rest is for what stands around the lines."""

LONGEST_NAME: Final = 80
BULLET: Final = "• "
LONGEST_SENTENCE: Final = 400
MOST_NOTES: Final = 5
LONGEST_NOTE: Final = 200
SECONDS_IN_SECONDS: Final = 90
OUTCOMES: Final[dict[str, str]] = {
    "added": "Added",
    "changed": "Changed",
    "unchanged": "Unchanged",
    "reindexed": "Made anew",
    "restored": "Restored",
    "removed": "Removed",
}
NOTHING: Final = "There is nothing to do."
AFTER_RESTART: Final = "Footnote restarted and has gone on with what you gave it:"
PAUSED: Final = (
    "Footnote is restarting; what is not done yet goes on when it is back, and then says here what came of it."
)


def progress_screen(batch: Batch, seconds_left: float | None = None) -> Screen:
    """Return what to show while a batch is worked on, with a guess at the seconds it still takes."""
    ended = len(batch.of_stage(*ENDED))
    left = f", {time_left(seconds_left)} left" if seconds_left is not None else ""
    heading = f"**Working: {ended:,} of {len(batch.items):,} done**{left}"
    busy = batch.of_stage("working", "fetching")
    coming = [*busy, *batch.of_stage("waiting")]
    lines = fitting(map(_progress_line, coming), len(coming), MOST_UNITS)
    return Screen((Text("\n".join([heading, *lines])),), "notice")


def outcome_screen(batch: Batch, *, resumed: bool = False) -> Screen:
    """Return what to show when all that can be done for a batch is done: what changed, and why the rest did not.

    `resumed` where it was taken up after a restart, of which nobody watched the beginning.
    """
    failures = [problem for item in batch.items for problem in item.outcome.problems]
    cancelled = batch.of_stage("cancelled")
    lines = chain(
        (f"**Not done:** {safe_line(sentence, LONGEST_SENTENCE)}" for sentence in failures),
        (f"Cancelled: {safe_line(item.name, LONGEST_NAME)}" for item in cancelled),
        chain.from_iterable(map(_result_lines, batch.items)),
    )
    number = len(failures) + len(cancelled) + sum(len(item.outcome.changes) for item in batch.items)
    paused = [PAUSED] if batch.of_stage("paused") else []
    whole = [*([AFTER_RESTART] if resumed else []), summary(batch), *fitting(lines, number, MOST_UNITS), *paused]
    return Screen((Text("\n".join(whole)),), "problem" if failures else "notice")


def summary(batch: Batch) -> str:
    """Return one line over all: `2 added, 1 not done; 40 passages`."""
    if not batch.items:
        return NOTHING
    counts = counted_outcomes(item.outcome for item in batch.items)
    counts += [
        f"{number:,} {word}"
        for word, stage in (("cancelled", "cancelled"), ("to be done", "paused"))
        if (number := len([item for item in batch.items if item.stage == stage]))
    ]
    changes = [change for item in batch.items for change in item.outcome.changes]
    passages = sum(change.passages for change in changes)
    return f"**{', '.join(counts) or NOTHING}**" + (f"; {counted(passages, 'passage')}" if changes else "")


def counted_outcomes(outcomes: Iterable[Outcome]) -> list[str]:
    """Return what came of several things, counted by its kind: `2 added`, `1 not done`."""
    counts: Counter[str] = Counter()
    problems = 0
    for outcome in outcomes:
        counts.update(OUTCOMES[change.outcome].lower() for change in outcome.changes)
        counts["unchanged"] += outcome.unchanged
        problems += len(outcome.problems)
    return [f"{number:,} {word}" for word, number in (*counts.items(), ("not done", problems)) if number]


def fitting(lines: Iterable[str], number: int, limit: int) -> Iterator[str]:
    """Yield the first of `number` lines that fit in `limit` units as items of a list, then how many there are besides.

    Of `lines` no more are asked for than are shown, and one: there may be thousands, and making one takes its time.
    """
    left = limit
    for shown, line in enumerate(lines):
        left -= length(line) + len(f"{BULLET}\n")
        if left < 0:
            yield f"{BULLET}and {number - shown:,} more"
            return
        yield f"{BULLET}{line}"


def time_left(seconds: float) -> str:
    """Return `about 40 seconds` or `about 3 minutes`, in steps that do not flicker."""
    if seconds < SECONDS_IN_SECONDS:
        return f"about {counted(max(1, math.ceil(seconds / 10)) * 10, 'second')}"
    return f"about {counted(math.ceil(seconds / 60), 'minute')}"


def _progress_line(item: Item) -> str:
    name = safe_line(item.name, LONGEST_NAME)
    if item.stage != "working":
        return f"{name}: {item.stage}"
    done, passages = item.progress.passages_done, item.progress.passages
    if not passages:
        return f"{name}: reading"
    # Of all documents together it is hundredths of documents that are counted.
    of = f", {done:,} of {counted(passages, 'passage')}" if item.kind != "reindex" else ""
    return f"{name}: {100 * done // passages} %{of}"


def _result_lines(item: Item) -> Iterator[str]:
    for change in item.outcome.changes:
        title = shown_title(change.title)
        sent = item.kind == "add" and item.name != change.title
        file = f" ({safe_line(item.name, LONGEST_NAME)})" if sent else ""
        version = f"version {change.version}, " if change.version else ""
        figures = f"{version}{counted(change.passages, 'passage')}, {change.seconds:.1f} s"
        yield "\n".join([f"{OUTCOMES[change.outcome]}: **{title}**{file}, {figures}", *notes_under(change.notes)])


def notes_under(notes: Sequence[str], most: int = MOST_NOTES, longest: int = LONGEST_NOTE) -> Iterator[str]:
    """Yield a line in small print for each thing that could not be read, and for how many more there are."""
    for note in notes[:most]:
        yield f"-# ⚠️ {safe_line(note, longest)}"
    if len(notes) > most:
        yield f"-# ⚠️ and {counted(len(notes) - most, 'thing')} more that could not be read"
