"""An App for a benchmark: the settings of this machine, a store that is thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import App
from bot.settings import Settings, load_settings
from index.embedding.minilm import MiniLM


@contextmanager
def fresh_app(**settings: object) -> Iterator[App]:
    """An App on an empty store; `settings` go before those of this machine."""
    with TemporaryDirectory(prefix="footnote-bench-") as folder:
        app = App(fresh_settings(Path(folder), **settings))
        try:
            yield app
        finally:
            app.close()


def fresh_settings(folder: Path, **settings: object) -> Settings:
    """Return this machine's settings with the data in `folder`."""
    return load_settings().model_copy(update={"footnote_data_dir": folder, "database_url": None, **settings})


def loaded_model(settings: Settings) -> MiniLM:
    """Return the model that Footnote uses, for others to use too."""
    return MiniLM(settings.footnote_cache_dir.expanduser(), download=settings.embedding_download)
