"""Web pages as documents: fetched, taken in under their address, and fetched again only where they have changed."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from sqlalchemy import Connection

from index import catalogue as documents
from index.documents import AddResult, Document, now
from index.errors import SourceError, SourceMissing
from index.following import catalogue
from index.following.source import Facts, Source, TakeIn
from index.following.telling import as_told, failed
from index.names import shown_name
from index.passage_vectors import Progress
from index.store import Store
from index.taking_in import Means
from index.web.urls import normalised_url

if TYPE_CHECKING:
    from index.web.fetching import Fetcher, WebFile


class WebPages:
    """The web pages of one library."""

    def __init__(self, library: str, store: Store, means: Means, take_in: TakeIn) -> None:
        self._library = library
        self._store = store
        self._means = means
        self._take_in = take_in

    def add(self, address: str, progress: Progress | None) -> AddResult:
        """Take in the page at a web address, and follow it from now on. Raises SourceError and StoreError."""
        url = normalised_url(address)
        with self._failure_noted(url):
            page = cast("WebFile", self._fetcher().fetch(url))  # nothing is asked that could be answered by "no change"
            facts = _facts(page)
            result = self._take_in(
                url, page.name, page.data, progress, lambda at, taken: self._follow(at, taken, facts)
            )
        if result.outcome == "unchanged":  # nothing was written, and the facts with it
            with self._store.writing() as connection:
                if documents.document_at(connection, self._library, url):
                    self._follow(connection, result.document, facts)
        return result

    def refresh(self, document: Document, progress: Progress | None) -> AddResult:
        """Take in what the page of a document says now; ask its site for no more than what has changed.

        Raises SourceMissing when there is no page any more, and SourceError; the document then stays as it is. Raises
        DocumentNotFound when it is removed meanwhile.
        """
        started, url = time.perf_counter(), document.source
        with self._store.reading() as connection:
            source = catalogue.find(connection, self._library, "url", url)
        known = source.facts if source else Facts()
        with self._failure_noted(url):
            page = self._changed_page(document, known)
            facts = _facts(page) if page else replace(known, problem=None, failures=0, asked_at=None)
            if page is not None and facts.sha256 != known.sha256:
                result = self._take_in(
                    url, page.name, page.data, progress, lambda at, taken: self._note(at, taken, facts), document
                )
                if result.outcome != "unchanged":
                    return as_told(result, document)
        with self._store.writing() as connection:
            self._note(connection, document, facts)
        return AddResult(document, "unchanged", document.passages, 0, time.perf_counter() - started)

    def _changed_page(self, document: Document, known: Facts) -> WebFile | None:
        asked_by = {"etag": known.etag, "last_modified": known.last_modified, "final_url": known.final_url}
        try:
            return self._fetcher().fetch(document.source, **asked_by)
        except SourceMissing:
            raise SourceMissing(
                f"“{shown_name(document.title)}”: there is no page at its web address any more; the document stays as "
                "it was until you remove it."
            ) from None

    def _fetcher(self) -> Fetcher:
        if self._means.fetcher is None:
            raise SourceError("This Footnote fetches no web pages; save the page and add the file.")
        return self._means.fetcher()

    @contextmanager
    def _failure_noted(self, url: str) -> Iterator[None]:
        """Remember, where the page is followed, what was wrong with it this time."""
        try:
            yield
        except SourceError as error:
            with self._store.writing() as connection:
                source = catalogue.find(connection, self._library, "url", url)
                if source:
                    catalogue.put(connection, failed(source, error, now()))
            raise

    def _follow(self, connection: Connection, document: Document, facts: Facts) -> None:
        known = catalogue.find(connection, self._library, "url", document.source)
        source = known or Source(self._library, "url", document.source)
        catalogue.put(connection, replace(source, checked_at=now(), facts=facts))

    def _note(self, connection: Connection, document: Document, facts: Facts) -> None:
        """Keep what a look found if the page is still followed."""
        if catalogue.find(connection, self._library, "url", document.source):
            self._follow(connection, document, facts)


def _facts(page: WebFile) -> Facts:
    return Facts(
        etag=page.etag,
        last_modified=page.last_modified,
        final_url=page.final_url,
        sha256=hashlib.sha256(page.data).hexdigest(),
    )
