"""What a command works with: the settings, the log, and Footnote put together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.logs import start_log
from bot.terminal.streams import tell

if TYPE_CHECKING:
    from bot.app import App
    from bot.settings import Settings


def read_settings() -> Settings:
    """Read the settings and start the log they ask for. Raises SettingsError."""
    from bot.settings import load_settings

    settings = load_settings()
    start_log(settings.log_level)
    return settings


@contextmanager
def opened() -> Iterator[App]:
    """Open Footnote as the settings say, and close it. Raises SettingsError and StoreError."""
    settings = read_settings()
    from bot.app import App  # half a second of imports, which `--help` has no use for

    app = App(settings, notify=tell)
    try:
        yield app
    finally:
        app.close()
