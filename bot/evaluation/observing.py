"""An App whose searches can be looked at, so that one search serves the answer and the figures about it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import App
from bot.settings import Settings
from index.documents import Findings
from index.library import Library

RANKED = 20
"""Passages kept of each search, from the top."""


class ObservedApp(App):
    """The App as it is for a person, keeping in `found` what each search found, RANKED deep."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.found: list[Findings] = []

    def library(self, name: str) -> Library:
        return _ObservedLibrary(name, self)


class _ObservedLibrary(Library):
    def __init__(self, name: str, app: ObservedApp) -> None:
        super().__init__(name, app.store, app._engine, app.means())
        self._found = app.found

    def search(
        self, question: str, limit: int, *, only: Collection[str] = (), without: Collection[str] = ()
    ) -> Findings:
        findings = super().search(question, max(limit, RANKED), only=only, without=without)
        self._found.append(findings)
        return Findings(findings.hits[:limit], findings.rarity)


@contextmanager
def throw_away_app(settings: Settings) -> Iterator[ObservedApp]:
    """An App on an empty store in a folder of its own, both gone afterwards; the store of `settings` is not opened."""
    with TemporaryDirectory(prefix="footnote-eval-") as folder:
        app = ObservedApp(settings.model_copy(update={"footnote_data_dir": Path(folder), "database_url": None}))
        try:
            yield app
        finally:
            app.close()
