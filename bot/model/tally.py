"""What models have used, as the store has it, and in memory what could not be written there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from threading import Lock

from bot.records import Records
from bot.records.nouns import ModelUsage, Spent
from bot.records.records import utc_now
from index.errors import StoreError

Key = tuple[str, int, str, date]
"""A library, a member, a model and a day."""


class Tally:
    """Safe to use from several threads. A store that cannot be read or written stops nothing."""

    def __init__(self, records: Records, now: Callable[[], datetime] = utc_now) -> None:
        """Keep the tally in `records`; `now` tells the time, in UTC."""
        self._records = records
        self._now = now
        self._lock = Lock()
        self._unsaved: dict[Key, ModelUsage] = {}

    @property
    def today(self) -> date:
        """The day that is counted, in UTC."""
        return self._now().date()

    def spent(self, library: str, member: int) -> Spent:
        """Return the tokens the member has used in the library today, and everyone this month."""
        try:
            stored = self._records.spent(library, member)
        except StoreError:
            stored = Spent(0, 0)
        today = self.today
        with self._lock:
            here = [(key, used.tokens) for key, used in self._unsaved.items() if key[0] == library]
        return Spent(
            stored.member_today + sum(tokens for key, tokens in here if key[1] == member and key[3] == today),
            stored.library_month + sum(tokens for key, tokens in here if _month(key[3]) == _month(today)),
        )

    def spend(self, library: str, member: int, used: ModelUsage) -> None:
        """Add what a member used, and write it with whatever is not written yet."""
        today = self.today
        self._keep((library, member, used.model, today), used)
        with self._lock:  # not while the store is written, which may have to wait for another's transaction
            unsaved, self._unsaved = self._unsaved, {}
        for key in list(unsaved):
            # What was used in a month that is over limits nothing any more.
            if _month(key[3]) != _month(today) or self._written(key, unsaved[key]):
                del unsaved[key]
        for key, its in unsaved.items():
            self._keep(key, its)

    def _written(self, key: Key, used: ModelUsage) -> bool:
        try:
            self._records.spend(key[0], key[1], used)
        except StoreError:
            return False
        return True

    def _keep(self, key: Key, used: ModelUsage) -> None:
        with self._lock:
            self._unsaved[key] = _sum(self._unsaved.get(key), used)


def _sum(before: ModelUsage | None, used: ModelUsage) -> ModelUsage:
    if before is None:
        return used
    return ModelUsage(
        used.model,
        before.calls + used.calls,
        before.input_tokens + used.input_tokens,
        before.output_tokens + used.output_tokens,
    )


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
