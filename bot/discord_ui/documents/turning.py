"""Lists that go over several pages, and the buttons that turn them. Pages count from 0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.discord_ui.screens.screen import Button, Row

T = TypeVar("T")


def nearest_page(page: int, items: int, on_a_page: int) -> tuple[int, int]:
    """Return the page there is that is nearest, and the last one."""
    last = max(0, (items - 1) // on_a_page)
    return min(max(page, 0), last), last


def on_page(items: Sequence[T], page: int, on_a_page: int) -> Sequence[T]:
    """Return the items on a page."""
    return items[page * on_a_page : (page + 1) * on_a_page]


def turns(page: int, last: int, action: Callable[[int], str]) -> tuple[Row, ...]:
    """Return the row that leads to the pages before and after, where there is more than one."""
    if not last:
        return ()
    before = Button("Previous", action(max(page - 1, 0)), disabled=page == 0)
    after = Button(f"Next ({page + 1:,}/{last + 1:,})", action(page + 1), disabled=page == last)
    return (Row((before, after)),)
