"""Every check of `footnote doctor`, one after the other, whatever the ones before it found."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from bot.errors import explain
from bot.terminal import checks, model_checks
from bot.terminal.checks import Check, Verdict
from bot.terminal.session import read_settings

if TYPE_CHECKING:
    from bot.settings import Settings
    from index.embedding import Embedder
    from index.inspection import Told
    from index.store import Store

T = TypeVar("T")


@dataclass(slots=True)
class Examination:
    """What has been found so far. `settings` stays None where they cannot be read."""

    settings: Settings | None = None
    checks: list[Check] = field(default_factory=list)

    def obtain(self, name: str, get: Callable[[], T]) -> T | None:
        """Return what the checks after this one need, or None where getting it fails, which then is a problem found."""
        try:
            return get()
        except Exception as error:  # noqa: BLE001 - a broken machine breaks in ways nobody has listed
            self.checks.append(Check(name, Verdict.PROBLEM, explain(error)))
            return None

    def check(self, name: str, look: Callable[[], Check]) -> None:
        """Note what `look` finds; what it raises is a finding as well."""
        found = self.obtain(name, look)
        if found is not None:
            self.checks.append(found)


def examine(deeply: Told | None = None) -> Examination:
    """Look at everything; with `deeply`, which is told how many of how many documents are done, at every row too."""
    seen = Examination()
    seen.check("Python", checks.python)
    seen.settings = seen.obtain("settings", read_settings)
    if seen.settings is not None:
        seen.checks.append(Check("settings", Verdict.OK, "every one can be used"))
        seen.check("data folder", partial(checks.data_folder, seen.settings))
        seen.check("disk", partial(checks.disk, seen.settings))
        seen.check("writer", partial(model_checks.writer, seen.settings))
        with ExitStack() as to_close:
            embedder = _examine_model(seen, seen.settings, to_close)
            _examine_store(seen, seen.settings, embedder, deeply)
        seen.check("Discord token", partial(checks.discord_token, seen.settings))
        seen.check("Discord intents", partial(checks.discord_intents, seen.settings))
    return seen


def _examine_model(seen: Examination, settings: Settings, to_close: ExitStack) -> Embedder | None:
    """Try the model that embeds, and return it; None where there is none, or it does not work."""
    from bot.embedder import load_embedder
    from index.embedding.remote import RemoteEmbedder

    notices: list[str] = []
    loaded = seen.obtain("model", lambda: (load_embedder(settings, notices.append),))
    if loaded is None:
        return None
    (embedder,) = loaded
    if not isinstance(embedder, RemoteEmbedder):
        seen.check("model", partial(checks.model, embedder, notices))
        return embedder
    to_close.callback(embedder.close)
    seen.check("model", partial(model_checks.embedding_server, embedder))
    return None if seen.checks[-1].verdict is Verdict.PROBLEM else embedder


def _examine_store(seen: Examination, settings: Settings, embedder: Embedder | None, deeply: Told | None) -> None:
    from bot.records.tables import TABLES
    from index.store import Store

    if not settings.store_path.exists():
        seen.checks.append(Check("store", Verdict.OK, "none yet; it is made when it is first needed"))
        return
    store = seen.obtain("store", partial(Store, settings.store_path, TABLES))
    if store is None:
        return
    seen.check("store", partial(checks.store, store))
    for name in seen.obtain("libraries", partial(_libraries, store)) or ():
        seen.check(f"library {name}", partial(checks.library, name, store, embedder))
        if deeply:
            seen.check(f"library {name}, deep", partial(checks.library_deep, name, store, deeply))
    store.close()


def _libraries(store: Store) -> list[str]:
    from index import catalogue

    with store.reading() as connection:
        return catalogue.list_libraries(connection)
