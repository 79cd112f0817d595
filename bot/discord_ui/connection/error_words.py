"""What errors of discord.py and aiohttp say of themselves in the log; importing this makes the log know them."""

from __future__ import annotations

import re
from typing import Final

import aiohttp
import discord

from bot.error_lines import saying

INVALID_FORM: Final = 50035
CODE: Final = re.compile(r"[A-Z][A-Z0-9_]+")


@saying.register(aiohttp.ClientError)
@saying.register(discord.GatewayNotFound)
@saying.register(discord.LoginFailure)
@saying.register(discord.RateLimited)
def _plainly(error: Exception) -> str:
    return str(error)


@saying.register
def _(error: discord.ConnectionClosed) -> str:
    return f"code {error.code}"


@saying.register
def _(error: discord.HTTPException) -> str:
    """Return status, code and words; where a form was refused the words may quote what is in it, so none then."""
    status = f"{error.status}, code {error.code}"
    if not error.code:
        return status  # a page of a proxy, or nothing
    if error.code == INVALID_FORM:
        return f"{status}: {_refused(getattr(error, '_errors', None))}"
    return f"{status}: {error.text.partition(chr(10))[0]}"


def _refused(errors: object, path: str = "") -> str:
    """Return which fields of a form were refused, and the codes that say why."""
    if not isinstance(errors, dict):
        return ""
    found = [_refused(below, f"{path}.{name}".strip(".")) for name, below in errors.items() if name != "_errors"]
    codes = [str(each.get("code")) for each in errors.get("_errors", ()) if isinstance(each, dict)]
    return ", ".join([*(f"{path} {code}" for code in codes if CODE.fullmatch(code)), *filter(None, found)])
