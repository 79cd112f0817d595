"""How often a member and a server may ask. Answered from memory: it is asked before a question is acknowledged."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from discord.app_commands import Cooldown

from bot.errors import NotNow
from bot.records.nouns import ServerSettings
from bot.wording import counted

WINDOW_SECONDS: Final = 60.0
MOST_REMEMBERED: Final = 10_000
"""Members and servers whose last minute is remembered; those who asked longest ago are forgotten first."""

Clock = Callable[[], float]


class Cooldowns:
    """Questions a minute, by member and by server."""

    def __init__(self, per_member: int, per_server: int, clock: Clock = time.time) -> None:
        """Allow so many questions in a minute to each member of a server, and to each server."""
        self._per_member = per_member
        self._per_server = per_server
        self._clock = clock
        self._windows: OrderedDict[tuple[str, int | None], Cooldown] = OrderedDict()

    def take(self, library: str, member: int) -> None:
        """Count one question, or raise NotNow with the seconds to wait; a refused question is not counted."""
        now = self._clock()
        mine = self._window((library, member), self._per_member)
        ours = self._window((library, None), self._per_server)
        if wait := mine.get_retry_after(now):
            raise NotNow(f"You have asked {counted(self._per_member, 'question')} in a minute; ask again {_in(wait)}.")
        if wait := ours.get_retry_after(now):
            asked = counted(self._per_server, "question")
            raise NotNow(f"This server has asked {asked} in a minute; ask again {_in(wait)}.")
        mine.update_rate_limit(now)
        ours.update_rate_limit(now)

    def _window(self, key: tuple[str, int | None], rate: int) -> Cooldown:
        window = self._windows.setdefault(key, Cooldown(rate, WINDOW_SECONDS))
        self._windows.move_to_end(key)
        while len(self._windows) > MOST_REMEMBERED:
            self._windows.popitem(last=False)
        return window


def check_day(settings: ServerSettings, asked_today: int) -> None:
    """Raise NotNow when a member has used up the questions the server gives each of them a day (UTC)."""
    if settings.daily_questions and asked_today >= settings.daily_questions:
        limit = settings.daily_questions
        questions = "question" if limit == 1 else f"{limit:,} questions"
        raise NotNow(f"You have asked the {questions} this server allows a day; ask again after midnight UTC.")


def _in(seconds: float) -> str:
    whole = max(1, math.ceil(seconds))
    return "in a second" if whole == 1 else f"in {whole} seconds"
