"""The composition root: settings in, one App out. The only place that picks implementations."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from bot.answering.answer import Answer, Question
from bot.answering.listening import Listener, Nobody
from bot.answering.pipeline import Answering
from bot.errors import explain
from bot.records import Records
from bot.records.tables import TABLES
from bot.settings import Settings
from index.documents import Reading
from index.embedding import Embedder
from index.errors import ModelError
from index.following.submitting import submit_due
from index.jobs.job import Job
from index.jobs.jobs import Jobs
from index.library import Library
from index.reading.sandbox import Limits, Sandbox
from index.restoring import forget_copies
from index.search.sqlite import SqliteEngine
from index.store import Store
from index.taking_in import Means

if TYPE_CHECKING:
    from index.web.fetching import Fetcher

logger = logging.getLogger(__name__)

Notify = Callable[[str], object]
"""Told, in one sentence each, what a person should know and need not act on."""


class App:
    """Footnote, put together. Safe to use from several threads; close it when done."""

    def __init__(self, settings: Settings, notify: Notify = logger.warning) -> None:
        """Open the store. The embedding model is loaded when it is first needed. Raises StoreError."""
        self.settings = settings
        self._to_close = ExitStack()
        self.store = self._to_close.enter_context(closing(Store(settings.store_path, TABLES)))
        self.records = Records(self.store)
        self.jobs = Jobs(self.store, self.library, explain)
        self._engine = SqliteEngine(int(settings.search_memory_mb * 1_000_000))
        self._answering = Answering(
            min_confidence=settings.min_confidence, max_question_chars=settings.max_question_chars
        )
        limits = Limits(settings.reading_seconds, settings.reading_memory_mb, settings.max_document_chars)
        self._sandbox = self._to_close.enter_context(closing(Sandbox(limits)))
        self._fetcher = cache(self._load_fetcher)
        self._loading = Lock()
        self._loaded_embedder = cache(lambda: load_embedder(settings, notify))

    def library(self, name: str) -> Library:
        """Return the library called `name`, which need not hold anything yet."""
        return Library(name, self.store, self._engine, self.means())

    def means(self) -> Means:
        """Return what documents are taken in with."""
        return Means(
            embedder=self.embedder,
            read=self.read,
            max_file_bytes=self.settings.max_file_bytes,
            passage_tokens=self.settings.passage_tokens,
            keep_versions=self.settings.keep_versions,
            removing=self.records.forget_in,
            fetcher=self._fetcher,
        )

    def read(self, name: str, data: bytes) -> Reading:
        """Read a file, in a process of its own. Raises SourceError."""
        return self._sandbox.read(name, data)

    def follow_due(self, library: str | None = None) -> list[Job]:
        """Store jobs for the web pages and folders whose time has come, of one library or of all. Raises StoreError."""
        return submit_due(self.store, self.jobs, datetime.now(UTC), library)

    def check_question(self, text: str) -> None:
        """Raise QuestionError for a question that `ask` would refuse; looks at nothing but the text."""
        self._answering.check(text)

    def ask(self, library: str, question: Question, listener: Listener | None = None) -> Answer:
        """Answer a question from one library, telling `listener` on the way. Raises QuestionError and StoreError."""
        return self._answering.ask(self.library(library), question, None, listener or Nobody())

    def embedder(self) -> Embedder | None:
        """Return the embedding model, loading it at the first call; None, said once, where there is none."""
        with self._loading:
            return self._loaded_embedder()

    def forget(self, library: str) -> None:
        """Delete all there is of a library: documents, jobs, answers, settings, and what is left of it in the files."""
        with self.jobs.halted(library):
            self.library(library).forget()
            self.records.forget_library(library)
        forget_copies(self.store.path)
        self.store.forget_deleted()

    def close(self) -> None:
        """Give back the store, the connections and the processes."""
        self._to_close.close()

    def _load_fetcher(self) -> Fetcher:
        from index.web.fetching import Fetcher  # a third of a second of imports, which only web pages need

        settings = self.settings
        fetcher = Fetcher(max_bytes=settings.max_file_bytes, allow_private=settings.allow_private_urls)
        return self._to_close.enter_context(closing(fetcher))


def load_embedder(settings: Settings, notify: Notify) -> Embedder | None:
    """Load the embedding model the settings name; None, with a notice, where it cannot be."""
    if settings.embedding_model == "none":
        return None
    from index.embedding.minilm import MiniLM  # loads onnxruntime, which not every command needs

    try:
        folder = settings.footnote_cache_dir.expanduser()
        return MiniLM(folder, download=settings.embedding_download, notify=notify, threads=settings.embedding_threads)
    except ModelError as error:
        notify(f"{error} Footnote searches by keywords alone until there is one.")
        return None
