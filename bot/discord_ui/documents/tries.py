"""How often a job was begun and not ended: one that takes the whole process down with it must not do so for ever."""

from __future__ import annotations

import json
from threading import Lock
from typing import Final

from bot.records.records import Records

FACT: Final = "jobs begun"
MOST: Final = 3


class Tries:
    """Counts the beginnings of jobs in the store, where they outlive a crash. Safe to use from several threads."""

    def __init__(self, records: Records) -> None:
        """Count in `records`."""
        self._records = records
        self._lock = Lock()

    def begin(self, job: int) -> bool:
        """Note that a job begins; False when it began so often without an end that it is to be given up."""
        with self._lock:
            begun = self._begun()
            begun[str(job)] = begun.get(str(job), 0) + 1
            self._keep(begun)
            return begun[str(job)] <= MOST

    def end(self, job: int) -> None:
        """Note that a job ended, well or badly, or was broken off in good order."""
        with self._lock:
            begun = self._begun()
            if begun.pop(str(job), None):
                self._keep(begun)

    def _begun(self) -> dict[str, int]:
        return dict(json.loads(self._records.stored_value(FACT) or "{}"))

    def _keep(self, begun: dict[str, int]) -> None:
        self._records.store_value(FACT, json.dumps(begun))
