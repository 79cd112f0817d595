"""Batches of files on the screen: how far they are, and what came of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from bot.discord_ui.documents.batch import Batch, Item
from bot.discord_ui.screens.escaping import safe_line
from bot.discord_ui.screens.places import shown_title
from bot.discord_ui.screens.screen import Screen, Text
from bot.discord_ui.screens.splitting import length
from bot.wording import counted
from index.documents import Outcome

MOST_UNITS: Final = 3500
"""Of Discord's 4,000 for the texts of a message; the rest is for what stands around the lines."""

LONGEST_NAME: Final = 80
BULLET: Final = "• "
LONGEST_SENTENCE: Final = 400
OUTCOMES: Final[dict[Outcome, str]] = {
    "added": "Added",
    "changed": "Changed",
    "unchanged": "Unchanged",
    "reindexed": "Made anew",
    "restored": "Restored",
}
NOTHING: Final = "There is nothing to do."
AFTER_RESTART: Final = "Footnote restarted and has gone on with what you gave it:"
PAUSED: Final = (
    "Footnote is restarting; what is not done yet goes on when it is back, and then says here what came of it."
)


def progress_screen(batch: Batch) -> Screen:
    """Return what to show while a batch is worked on."""
    ended = len(batch.of_stage("done", "failed"))
    heading = f"**Working: {ended:,} of {len(batch.items):,} done**"
    busy = batch.of_stage("working", "fetching")
    lines = [_progress_line(item) for item in (*busy, *batch.of_stage("waiting"))]
    return Screen((Text("\n".join([heading, *fitting(lines, MOST_UNITS)])),), "notice")


def outcome_screen(batch: Batch, *, resumed: bool = False) -> Screen:
    """Return what to show when all that can be done for a batch is done: what changed, and why the rest did not.

    `resumed` where it was taken up after a restart, of which nobody watched the beginning.
    """
    failed = batch.of_stage("failed")
    lines = [f"**Not done:** {safe_line(item.sentence, LONGEST_SENTENCE)}" for item in failed]
    lines += [_result_line(item) for item in batch.of_stage("done")]
    paused = [PAUSED] if batch.of_stage("paused") else []
    whole = [*([AFTER_RESTART] if resumed else []), summary(batch), *fitting(lines, MOST_UNITS), *paused]
    return Screen((Text("\n".join(whole)),), "problem" if failed else "notice")


def summary(batch: Batch) -> str:
    """Return one line over all: `2 added, 1 not done; 40 passages`."""
    if not batch.items:
        return NOTHING
    done = [item.result for item in batch.items if item.result]
    outcomes = Counter(OUTCOMES[result.outcome].lower() for result in done)
    counts = [f"{count:,} {outcome}" for outcome, count in outcomes.items()]
    failed = len(batch.of_stage("failed"))
    left = len(batch.items) - len(done) - failed
    counts += [f"{number:,} {word}" for word, number in (("not done", failed), ("to be done", left)) if number]
    passages = sum(result.passages for result in done)
    return f"**{', '.join(counts)}**" + (f"; {counted(passages, 'passage')}" if done else "")


def fitting(lines: Iterable[str], limit: int) -> Iterator[str]:
    """Yield the lines that fit in `limit` units as items of a list, then how many there are besides."""
    left, rest = limit, 0
    for line in lines:
        left -= length(line) + len(f"{BULLET}\n")
        if left >= 0 and not rest:
            yield f"{BULLET}{line}"
        else:
            rest += 1
    if rest:
        yield f"{BULLET}and {rest:,} more"


def _progress_line(item: Item) -> str:
    name = safe_line(item.name, LONGEST_NAME)
    if item.stage == "working":
        return f"{name}: {100 * item.done // item.total} %" if item.total else f"{name}: reading"
    return f"{name}: {item.stage}"


def _result_line(item: Item) -> str:
    result = item.result
    if result is None:
        return safe_line(item.name, LONGEST_NAME)
    title = shown_title(result.document.title)
    file = f" ({safe_line(item.name, LONGEST_NAME)})" if item.name != result.document.title else ""
    figures = f"version {result.document.version}, {counted(result.passages, 'passage')}, {result.seconds:.1f} s"
    return f"{OUTCOMES[result.outcome]}: **{title}**{file}, {figures}"
