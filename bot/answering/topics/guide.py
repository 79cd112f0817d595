"""What libraries are about, worked out once for each state of a library, in a thread of its own."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Event, Lock
from typing import Final

from bot.answering.answer import Answer
from bot.answering.topics.topic import Overview
from bot.errors import Stopped, explain
from index.errors import FootnoteError
from index.library import Library

STOPPING: Final = "Footnote is stopping; ask again in a minute."
MOST_KEPT: Final = 32
"""Libraries whose overviews are kept in memory; an overview is some hundred sentences."""

logger = logging.getLogger(__name__)


class Guide:
    """Knows what libraries are about. Safe to use from several threads; close it when done."""

    def __init__(self, library: Callable[[str], Library], ask: Callable[[Library, str], Answer]) -> None:
        """Look into the libraries called by name; `ask` answers a question from one without a model."""
        self._library = library
        self._ask = ask
        self._known: OrderedDict[str, tuple[int, Future[Overview]]] = OrderedDict()
        self._lock = Lock()
        self._closed = Event()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="topics")

    def overview(self, name: str) -> Overview:
        """Return what the library is about, waiting for it where need be. Raises Stopped and StoreError."""
        while True:
            with suppress(CancelledError):  # the library changed meanwhile, and is looked at anew
                return self._begun(name).result()

    def ready(self, name: str) -> Overview | None:
        """Return it where it is known already; else None at once, and it is being worked out for the next time.

        Raises StoreError where the library cannot be read.
        """
        found = self._begun(name)
        if not found.done() or found.cancelled() or found.exception() is not None:
            return None
        return found.result()

    def names(self, name: str) -> tuple[str, ...]:
        """Return the names of the library's topics, the largest first; none before they are ready.

        Raises StoreError.
        """
        known = self.ready(name)
        return tuple(topic.name for topic in known.topics) if known else ()

    def forget(self, name: str) -> None:
        """Let go of what is known of a library."""
        with self._lock:
            _, known = self._known.pop(name, (0, None))
        if known is not None:
            known.cancel()

    def close(self) -> None:
        """Give up what is under way."""
        self._closed.set()
        self._thread.shutdown(cancel_futures=True)

    def _begun(self, name: str) -> Future[Overview]:
        """Return the overview of the library as it is now, done or on its way. Raises Stopped and StoreError."""
        if self._closed.is_set():
            raise Stopped(STOPPING)
        library = self._library(name)
        revision = library.revision()
        with self._lock:
            known = self._known.get(name)
            if known is None or known[0] != revision or _failed(known[1]):
                if known is not None:
                    known[1].cancel()
                known = (revision, self._thread.submit(self._worked_out, library))
                self._known[name] = known
            self._known.move_to_end(name)
            while len(self._known) > MOST_KEPT:
                _, (_, oldest) = self._known.popitem(last=False)
                oldest.cancel()
            return known[1]

    def _worked_out(self, library: Library) -> Overview:
        from bot.answering.topics.overview import overview_of  # which a single question has no use for

        try:
            return overview_of(library, lambda question: self._ask(library, question), self._closed.is_set)
        except Stopped:
            raise
        except Exception as error:  # nobody may be waiting: what is not foreseen is in the log in any case
            logger.info("no topics of a library: %s", explain(error))
            raise


def _failed(overview: Future[Overview]) -> bool:
    """Tell whether it is to be tried again: what stopped it may have passed."""
    return overview.cancelled() or (overview.done() and isinstance(overview.exception(), FootnoteError))
