"""Summaries given again while nothing they rest on has changed.

A summary is kept under everything it depends on beside the library's documents: what was asked for, the model and its
server, the prompts and the settings. The library's revision stands for its documents. What a model wrote is kept in the
store; what is made without one is soon made again, and is kept in memory for as long as the process lives.
"""

from __future__ import annotations

import json
import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from threading import Lock
from typing import Final, Protocol

from bot.answering.summaries.request import Scope, SummaryRequest
from bot.answering.summaries.summary import Summary
from index.errors import StoreError
from index.library import Library

logger = logging.getLogger(__name__)

KEPT_SCOPES: Final = frozenset({Scope.DOCUMENT, Scope.LIBRARY, Scope.TOPIC})
"""What is said of changes depends on the day, and of a discussion nothing is kept."""
MOST_RECENT: Final = 30


class KeptSummaries(Protocol):
    """Where summaries are kept."""

    def written_summary(self, library: str, revision: int, key: str) -> Summary | None:
        """Return the summary kept under the key, if the library is still at this revision."""
        ...

    def keep_written_summary(self, library: str, revision: int, key: str, summary: Summary) -> None:
        """Keep a summary while the library is at this revision. Raises StoreError."""
        ...


class RecentSummaries:
    """The last few summaries of this process, of a library those of its last revision alone. For several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], tuple[int, Summary]] = OrderedDict()
        self._lock = Lock()

    def written_summary(self, library: str, revision: int, key: str) -> Summary | None:
        """Return the summary kept under the key, if the library is still at this revision."""
        with self._lock:
            self._drop_others(library, revision)
            found = self._kept.get((library, key))
            if found is None:
                return None
            self._kept.move_to_end((library, key))
            return found[1]

    def keep_written_summary(self, library: str, revision: int, key: str, summary: Summary) -> None:
        """Keep a summary, and let go of the one used longest ago beyond MOST_RECENT."""
        with self._lock:
            self._drop_others(library, revision)
            self._kept[library, key] = (revision, summary)
            if len(self._kept) > MOST_RECENT:
                self._kept.popitem(last=False)

    def forget(self, library: str) -> None:
        """Let go of all of the library's: something of what they rest on was removed."""
        with self._lock:
            self._drop_others(library, None)

    def _drop_others(self, library: str, revision: int | None) -> None:
        others = [each for each, (its, _) in self._kept.items() if each[0] == library and its != revision]
        for each in others:
            del self._kept[each]


class SummaryCache:
    """The kept summaries of one library, as it was before anything of it was read."""

    def __init__(self, kept: KeptSummaries | None, library: Library, request: SummaryRequest) -> None:
        """Look into `kept`; None keeps nothing. Raises StoreError."""
        self._kept = kept if request.scope in KEPT_SCOPES else None
        self._library = library
        self._request = request
        self._revision = library.revision() if self._kept else 0
        self._documents = [f"{each.id} {each.version}" for each in library.documents()] if self._kept else []

    def find(self, made_by: Sequence[str]) -> Summary | None:
        """Return the summary kept of the same request, made by the same model, prompts and settings."""
        if self._kept is None:
            return None
        summary = self._kept.written_summary(self._library.name, self._revision, self._key(made_by))
        return summary and replace(summary, request=self._request)

    def keep(self, made_by: Sequence[str], summary: Summary) -> None:
        """Keep a summary, unless the library has changed since; where it cannot be kept, it is made anew next time."""
        if self._kept is None:
            return
        try:
            # One of a state that is gone would never be found, and might hold what was removed meanwhile.
            if self._library.revision() == self._revision:
                self._kept.keep_written_summary(self._library.name, self._revision, self._key(made_by), summary)
        except StoreError as error:
            logger.info("a summary was not kept: %s", error)

    def _key(self, made_by: Sequence[str]) -> str:
        """Return what a summary is kept under, whoever asks for it.

        The documents are in it too: a library that was forgotten and came to be again counts its revisions from one.
        """
        asked = self._request
        words = [" ".join(text.split()) for text in (asked.topic, asked.focus)]
        facts = ["summary", str(asked.scope), str(asked.length), asked.document, *words, list(made_by), self._documents]
        return sha256(json.dumps(facts, ensure_ascii=True).encode()).hexdigest()
