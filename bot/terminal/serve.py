"""`footnote serve`: the Discord bot."""

from __future__ import annotations

from typing import Final

from bot.errors import SettingsError
from bot.logs import start_service_log
from bot.terminal.endings import FAILED
from bot.terminal.session import read_settings
from bot.terminal.streams import tell

NO_TOKEN: Final = (
    "DISCORD_TOKEN is not set: put the bot's token into the environment or into .env, as docs/running.md shows."  # noqa: S105 - no token
)
THREADS_SECONDS: Final = 1.0
"""What threads still at work get when all else is done: Python would wait for them, however long they take."""


def serve() -> None:
    """Answer questions in Discord, until stopped by Ctrl-C or SIGTERM."""
    settings = read_settings()
    if settings.discord_token is None:
        raise SettingsError(NO_TOKEN)
    token = settings.discord_token.get_secret_value()
    start_service_log(settings.log_level, settings.secrets)
    from bot.app import App
    from bot.discord_ui.connection.stopping import Stopping
    from bot.discord_ui.serving import serve as serve_discord

    app = App(settings, notify=tell)
    stopping, code = Stopping(), FAILED
    try:
        serve_discord(app, token, tell, stopping)
        code = 0
    finally:
        stopping.leave_within(THREADS_SECONDS, code)
        app.close()
