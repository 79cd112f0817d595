from __future__ import annotations

import asyncio

from bot.discord_ui.documents.asked import Asked
from bot.discord_ui.documents.batch import Batch, Item
from bot.discord_ui.documents.reporting import report
from bot.discord_ui.screens.screen import Screen, Text
from index.jobs.job import Progress


def shown_by(batch: Batch, *, works: bool = True) -> list[tuple[str, bool]]:
    """Return what is shown of a batch whose item is half done soon and done later, and whether as the last."""
    shown = []

    async def show(screen: Screen, last: bool) -> bool:
        (text,) = (block for block in screen.blocks if isinstance(block, Text))
        shown.append((text.markdown, last))
        return works

    async def work() -> None:
        await asyncio.sleep(0.05)
        batch.items[0].advance(Progress(passages_done=1, passages=2))
        await asyncio.sleep(0.05)
        batch.items[0].stage = "paused"

    asyncio.run(report(batch, work(), show, 0.01))
    return shown


def test_what_has_not_changed_is_not_shown_again() -> None:
    shown = shown_by(Batch("1", Asked(2, 3), [Item("notes.txt")]))

    assert [text.splitlines()[-1] for text, _ in shown[:2]] == [
        "• notes.txt: waiting",
        "• notes.txt: 50 %, 1 of 2 passages",
    ]
    assert len(shown) == 3
    assert [last for _, last in shown] == [False, False, True]


def test_what_cannot_be_shown_is_tried_once_and_at_the_end() -> None:
    shown = shown_by(Batch("1", Asked(2, 3), [Item("notes.txt")]), works=False)

    assert [last for _, last in shown] == [False, True]
