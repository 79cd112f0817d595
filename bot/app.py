"""The composition root: settings in, one App out. The only place that picks implementations."""

from __future__ import annotations

import logging
import shlex
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.answering.answer import Answer, Question
from bot.answering.checking.checked import CheckedText
from bot.answering.checking.checking import check
from bot.answering.generative.limits import Limits as WritingLimits
from bot.answering.listening import Listener, Nobody
from bot.answering.pipeline import Answering
from bot.answering.summaries.discussions.discussion import Discussion
from bot.answering.summaries.discussions.summing_up import Means as DiscussionMeans
from bot.answering.summaries.discussions.summing_up import summarize_discussion
from bot.answering.summaries.request import SummaryRequest
from bot.answering.summaries.summarizing import Summarizing
from bot.answering.summaries.summary import Summary
from bot.answering.summaries.watching import Nobody as Unwatched
from bot.answering.summaries.watching import Watcher
from bot.answering.topics.guide import Guide
from bot.answering.topics.topic import Suggestion
from bot.embedder import Notify, load_embedder
from bot.errors import explain
from bot.model import Models
from bot.records import Records
from bot.records.tables import TABLES
from bot.settings import Settings
from bot.wording import counted
from index.documents import Document, Reading
from index.embedding import Distant, Embedder, Vectors, embedded_soon
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


class App:
    """Footnote, put together. Safe to use from several threads; close it when done."""

    def __init__(self, settings: Settings, notify: Notify = logger.warning) -> None:
        """Open the store. Models are loaded when they are first needed. Raises StoreError and SettingsError."""
        self.settings = settings
        self._to_close = ExitStack()
        self.store = self._to_close.enter_context(closing(Store(settings.store_path, TABLES)))
        self.records = Records(self.store)
        self.models = self._to_close.enter_context(closing(Models(settings, self.records)))
        self.jobs = Jobs(self.store, self.library, explain)
        self._engine = SqliteEngine(int(settings.search_memory_mb * 1_000_000))
        with _closed_where_it_fails(self._to_close):
            self._answering = _answering(settings, self.records)
            self._summarizing = _summarizing(settings, self.records)
        self.topics = self._to_close.enter_context(closing(Guide(self.library, self._ask_without_model)))
        limits = Limits(settings.reading_seconds, settings.reading_memory_mb, settings.max_document_chars)
        self._sandbox = self._to_close.enter_context(closing(Sandbox(limits)))
        self._fetcher = cache(self._load_fetcher)
        self._loading = Lock()
        self._loaded_embedder = cache(self._load_embedder)
        self._notify = notify
        self._told_to_reindex: set[str] = set()

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
            removing=self._forget_in,
            fetcher=self._fetcher,
            unembedded=self._tell_to_reindex,
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
        """Answer a question from one library, telling `listener` on the way.

        Raises QuestionError, Stopped where the listener stops it before there is a sentence, and StoreError.
        """
        model = self.models.for_question(library, question.asker)
        return self._answering.ask(self.library(library), question, model, listener or Nobody())

    def summarize(self, library: str, request: SummaryRequest, watcher: Watcher | None = None) -> Summary:
        """Summarise one library, or of it what is asked for, telling `watcher` on the way.

        Raises SummaryError, DocumentNotFound, Stopped where it is stopped before there is a sentence, and StoreError.
        """
        return self._summarizing.summarize(
            self.library(library),
            request,
            watcher or Unwatched(),
            lambda: self.models.for_question(library, request.asker),
        )

    def summarize_discussion(
        self, library: str, discussion: Discussion, request: SummaryRequest, watcher: Watcher | None = None
    ) -> Summary:
        """Summarise what was read of a discussion, of which nothing is kept, telling `watcher` on the way.

        A model counts against the budgets of the library and of the request's `asker`. Raises SummaryError, and
        Stopped where it is stopped before there is a sentence.
        """
        model = partial(self.models.for_question, library, request.asker)
        means = DiscussionMeans(self._embedded_soon, self._summarizing.writing, model)
        return summarize_discussion(discussion, request, means, watcher or Unwatched())

    def check(self, library: str, text: str, asker: int = 0) -> CheckedText:
        """Hold what a text claims against one library. A model counts against the budgets of `asker`.

        Raises StoreError.
        """
        model = self.models.for_question(library, asker)
        return check(self.library(library), text, self._answering.opinion(model) if model else None)

    def suggested_around(self, library: str, answer: Answer) -> tuple[Suggestion, ...]:
        """Return questions on what stands around an answer's quotes, each known to be answered. Raises StoreError."""
        from bot.answering.topics.following_on import suggested_around  # which a single question has no use for

        found = self.library(library)
        return suggested_around(found, answer, lambda question: self._ask_without_model(found, question))

    def embedder(self) -> Embedder | None:
        """Return the embedding model, loading it at the first call; None, said once, where there is none."""
        with self._loading:
            return self._loaded_embedder()

    def forget(self, library: str) -> None:
        """Delete all there is of a library: documents, jobs, answers, settings, and what is left of it in the files."""
        with self.jobs.halted(library):
            self.library(library).forget()
            self.records.forget_library(library)
            self._summarizing.forget(library)
        self.topics.forget(library)
        forget_copies(self.store.path)
        self.store.forget_deleted()

    def close(self) -> None:
        """Give back the store, the connections and the processes."""
        self._to_close.close()

    def _ask_without_model(self, library: Library, question: str) -> Answer:
        return self._answering.ask(library, Question(question))

    def _forget_in(self, connection: Any, document: Document) -> None:
        """Forget all that was said of a document, in the transaction that removes it."""
        self.records.forget_in(connection, document)
        self._summarizing.forget(document.library)

    def _embedded_soon(self, texts: Sequence[str]) -> Vectors | None:
        return embedded_soon(self.embedder(), texts)

    def _load_embedder(self) -> Embedder | None:
        embedder = load_embedder(self.settings, self._notify)
        if embedder is not None and isinstance(embedder, Distant):
            self._to_close.callback(embedder.close)
        return embedder

    def _tell_to_reindex(self, library: str, passages: int) -> None:
        if library not in self._told_to_reindex:
            self._told_to_reindex.add(library)
            found = f"{counted(passages, 'passage')} of the library {library} {'is' if passages == 1 else 'are'} found"
            advice = f"run `footnote library reindex --library {shlex.quote(library)}`."
            self._notify(f"{found} by keywords alone, with no vector of the embedding model now in use: {advice}")

    def _load_fetcher(self) -> Fetcher:
        from index.web.fetching import Fetcher  # a third of a second of imports, which only web pages need

        settings = self.settings
        fetcher = Fetcher(max_bytes=settings.max_file_bytes, allow_private=settings.allow_private_urls)
        return self._to_close.enter_context(closing(fetcher))


def _answering(settings: Settings, records: Records) -> Answering:
    """Return what answers questions as the settings have it. Raises SettingsError."""
    return Answering(
        min_confidence=settings.min_confidence,
        max_question_chars=settings.max_question_chars,
        limits=_writing_limits(settings),
        prompts=settings.prompts_dir and settings.prompts_dir.expanduser(),
        kept=records,
        server=settings.openai_base_url or "",
    )


def _summarizing(settings: Settings, records: Records) -> Summarizing:
    """Return what summarises as the settings have it. Raises SettingsError."""
    return Summarizing(
        min_confidence=settings.min_confidence,
        limits=_writing_limits(settings),
        prompts=settings.prompts_dir and settings.prompts_dir.expanduser(),
        kept=records,
        server=settings.openai_base_url or "",
    )


def _writing_limits(settings: Settings) -> WritingLimits:
    return WritingLimits(
        wait_seconds=settings.model_wait_seconds,
        total_seconds=settings.model_seconds,
        reply_tokens=settings.model_reply_tokens,
        question_tokens=settings.question_tokens,
        schema=settings.model_format != "lines",
    )


@contextmanager
def _closed_where_it_fails(opened: ExitStack) -> Iterator[None]:
    try:
        yield
    except BaseException:
        opened.close()
        raise
