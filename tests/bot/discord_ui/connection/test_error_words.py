"""What errors of discord.py say in the log."""

from __future__ import annotations

import aiohttp
import discord

import bot.discord_ui.connection.error_words  # noqa: F401 - makes the log know them
from bot.error_lines import told

TEXT = "a sentence from a document"


class Response:
    status, reason = 403, "Forbidden"


def test_an_answer_of_discord_is_status_code_and_words() -> None:
    error = discord.Forbidden(Response(), {"code": 50013, "message": "Missing Permissions"})  # type: ignore[arg-type]

    assert told(error) == {"error": "Forbidden: 403, code 50013: Missing Permissions"}


def test_a_page_that_came_instead_of_an_answer_is_not_quoted() -> None:
    page = discord.HTTPException(Response(), f"<html>{TEXT}</html>")  # type: ignore[arg-type]

    assert told(page) == {"error": "HTTPException: 403, code 0"}


def test_what_went_wrong_on_the_way_is_told_in_full() -> None:
    assert told(aiohttp.ServerDisconnectedError()) == {"error": "ServerDisconnectedError: Server disconnected"}
