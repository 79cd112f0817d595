"""Everything that is done to a store, each by its name, on a store that has something of everything to do it to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select

from index.embedding import Embedder
from index.jobs.job import NewItem
from index.library import Library
from index.schema import passages, staged_vectors
from tests.support.apps import AppWith, open_app
from tests.support.embedders import WordHashes
from tests.support.given_answers import answered, given, quote

LIBRARIES: Final = ("local", "server")
CITED: Final = "The old mill flooded in 1921."
SHORT: Final = {
    "kept.txt": "The kept text says that Ana Brook opened the ferry. It stays.",
    "b.txt": f"Short: {CITED[0].lower()}{CITED[1:]}",
    "c.txt": "The ferry to Sorrel Island sails at noon. Ines Duarte steers it.",
}
LATER: Final = SHORT["c.txt"].replace("noon", "dawn")
LONG: Final = ". ".join(f"Edda Moss measured the tide table number {n} at Lake Sorrel" for n in range(60))
VERY_LONG: Final = ". ".join(f"Edda Moss painted the lighthouse number {n} at Castle Hill" for n in range(420))
"""More passages than are embedded without being staged."""

State = dict[str, Any]


def open_shop(folder: Path) -> AppWith:
    """Return an App on a store in which passages are short, so that few words make many of them."""
    return open_app(folder, passage_tokens=60, keep_versions=3)


def prepare(folder: Path) -> None:
    """Make the store: two libraries, a replaced version, an answer that cites a document, a job that waits."""
    app = open_shop(folder)
    for name in LIBRARIES:
        for source, text in SHORT.items():
            put(app.library(name), source, text)
    put(app.library("local"), "c.txt", LATER)
    cited = quote(CITED, app.library("local").find("b.txt").id, library="local")
    app.records.load()
    app.records.keep_answer(given("a", "local", answer=answered(cited)))
    items = [NewItem("bytes", f"{n}.txt", f"The boat {n} sails to Harrow Bay.".encode()) for n in range(2)]
    app.jobs.submit("local", "add", [*items, NewItem("bytes", "empty.txt", b""), NewItem("reindex", "")], "somebody")
    app.close()


def put(library: Library, source: str, text: str) -> None:
    library.add_bytes(source, source, text.encode())


def other_model() -> Embedder:
    """Return a model whose vectors are under another name."""
    model = WordHashes()
    model.name = "other-hashes/1"
    return model


def swap_models(app: AppWith) -> None:
    app._chosen = other_model()
    app.library("local").reindex_all()


def run_jobs(app: AppWith, ended: Callable[[], object] = lambda: None) -> None:
    """Carry out whatever is unfinished."""
    for job in app.jobs.unfinished():
        app.jobs.run(job, ended=lambda _: ended())


DEEDS: Final[dict[str, Callable[[AppWith], object]]] = {
    "add": lambda app: put(app.library("local"), "new.txt", LONG),
    "add a long one": lambda app: put(app.library("local"), "new.txt", VERY_LONG),
    "change": lambda app: put(app.library("local"), "b.txt", LONG),
    "remove": lambda app: app.library("local").remove("b.txt"),
    "restore a version": lambda app: app.library("local").restore(app.library("local").find("c.txt"), 1),
    "reindex": lambda app: app.library("local").reindex(app.library("local").find("kept.txt")),
    "swap models": swap_models,
    "run a job": run_jobs,
    "forget": lambda app: app.forget("local"),
}


def state_of(app: AppWith) -> State:
    """Return what the store holds and what it is searched by, but for what is made up anew each time."""
    answer = app.records.answer("local", "a")
    return {
        "answer": answer and [each.quote.text for each in answer.answer.citations],
        **{name: _library_state(app, name) for name in LIBRARIES},
    }


def _library_state(app: AppWith, name: str) -> dict[str, Any]:
    library = app.library(name)
    with app.store.reading() as connection:
        keys = connection.scalars(select(passages.c.embedding_key).where(passages.c.library == name, passages.c.live))
        models = sorted({(key or "").partition(":")[0] for key in keys})
    held = {
        each.source: (library.live_text(each.id, each.version), [one.number for one in library.versions(each)])
        for each in library.documents()
    }
    return {"models": models, "held": held}


def texts_of(state: State, library: str) -> dict[str, str]:
    """Return the texts of a library in this state, by source."""
    return {source: text for source, (text, _) in state[library]["held"].items()}


def staged(app: AppWith) -> int:
    """Return how many vectors wait for a document."""
    with app.store.reading() as connection:
        return connection.scalar(select(func.count()).select_from(staged_vectors)) or 0
