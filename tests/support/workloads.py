"""What child processes do to a store, and the histories of changes they follow."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from shutil import rmtree
from typing import Any

from sqlalchemy import Engine, event

from bot.answering.answer import Question
from bot.records.tables import TABLES
from index.errors import FootnoteError
from index.restoring import restore_backup
from tests.support.apps import AppWith, open_app
from tests.support.checks import assert_whole
from tests.support.deeds import DEEDS, open_shop
from tests.support.texts import sentence

Change = tuple[str, str | None]
"""A source and the text it holds from now on; None removes it."""

NOBODY = 65534


def history(seed: int, length: int) -> list[Change]:
    """Return changes to a handful of documents, each of which does something."""
    chance = random.Random(seed)
    texts: dict[str, str] = {}
    changes: list[Change] = []
    for number in range(length):
        source = f"document-{chance.randrange(5)}.txt"
        remove = source in texts and chance.random() < 0.3
        text = (
            None
            if remove
            else f"Edition {number}. " + ". ".join(sentence(chance) for _ in range(chance.randint(1, 40)))
        )
        changes.append((source, text))
        texts = after(texts, [changes[-1]])
    return changes


def after(texts: Mapping[str, str], changes: Iterable[Change]) -> dict[str, str]:
    """Return what a library holds, by source, after the changes."""
    held = {**texts}
    for source, text in changes:
        held.pop(source, None)
        if text is not None:
            held[source] = text
    return held


def apply(app: AppWith, change: Change, library: str = "local") -> None:
    source, text = change
    if text is None:
        app.library(library).remove(source)
    else:
        app.library(library).add_bytes(source, source, text.encode())


def make_changes(connection: Connection, folder: Path, changes: Sequence[Change]) -> None:
    """Make the changes one after the other and tell of each when it is done."""
    app = open_app(folder)
    connection.send("open")
    for number, change in enumerate(changes):
        apply(app, change)
        connection.send(number)


def tell_durability(connection: Connection, folder: Path) -> None:
    """Tell what a store says of how long a commit waits."""
    app = open_app(folder)
    with app.store.reading() as reading:
        connection.send(reading.exec_driver_sql("PRAGMA synchronous").scalar())


def do_deed(connection: Connection, folder: Path, deed: str) -> None:
    """Do one of the DEEDS, and tell when it begins and when it is done."""
    app = open_shop(folder)
    connection.send("open")
    DEEDS[deed](app)
    connection.send("done")


def die_in_deed(connection: Connection, folder: Path, deed: str, at: int) -> None:
    """Do one of the DEEDS and end as by `kill -9` before the statement with this number, or tell that it is done.

    A commit counts as a statement, and so does what comes right after it.
    """
    app = open_shop(folder)
    count_statements(at, _die)
    DEEDS[deed](app)
    connection.send("done")


def die_while_creating(connection: Connection, folder: Path, at: int) -> None:
    """End as by `kill -9` before the statement with this number while the store is made, or else right afterwards."""
    count_statements(at, _die)
    open_app(folder)
    _die()


def restore(connection: Connection, backup: Path, folder: Path) -> None:
    """Restore a backup and say so."""
    restore_backup(backup, folder / "footnote.db", TABLES)
    connection.send("restored")


def die_while_restoring(connection: Connection, backup: Path, folder: Path, share: float) -> None:
    """Restore a backup and end as by `kill -9` after about this share of the time it takes."""
    restore_backup(backup, folder / "rehearsal" / "footnote.db", TABLES)
    shutil.copytree(folder, folder / "copy", ignore=shutil.ignore_patterns("copy", "rehearsal"))
    began = time.monotonic()
    restore_backup(backup, folder / "copy" / "footnote.db", TABLES)
    whole = time.monotonic() - began
    threading.Timer(whole * share * 1.3, _die).start()
    restore_backup(backup, folder / "footnote.db", TABLES)
    time.sleep(whole)
    _die()


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def count_statements(at: int, then: Any) -> list[Any]:
    """Call `then` when the statement with this number is about to be executed; return the listeners."""
    left = at

    def count(*_: Any) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            then()

    listeners = [(Engine, "before_cursor_execute", count), (Engine, "commit", count)]
    for listener in listeners:
        event.listen(*listener)
    return listeners


@contextmanager
def counting_statements() -> Iterator[list[None]]:
    """Yield a list that grows by one with each statement, as `count_statements` counts them."""
    seen: list[None] = []
    listeners = [
        (Engine, name, lambda *_: seen.append(None))  # one function for each: two cannot be removed by the same
        for name in ("before_cursor_execute", "commit")
    ]
    for listener in listeners:
        event.listen(*listener)
    try:
        yield seen
    finally:
        for listener in listeners:
            event.remove(*listener)


@contextmanager
def room_for(pages: int) -> Iterator[None]:
    """Let SQLite say that the disk is full when a write makes the file longer than that."""

    def limit(connection: Any, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("BEGIN IMMEDIATE"):
            driver: Any = connection.connection.driver_connection
            driver.execute(f"PRAGMA max_page_count={pages}")

    event.listen(Engine, "before_cursor_execute", limit)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", limit)


def converse(connection: Connection, folder: Path) -> None:
    """Keep an App open and do what is asked: the other process of a person's machine."""
    app = open_app(folder, min_confidence=0)
    connection.send("open")
    while (message := connection.recv()) != "end":
        verb, *arguments = message
        connection.send(getattr(_Conversation(app), verb)(*arguments))
    app.close()


class _Conversation:
    def __init__(self, app: AppWith) -> None:
        self._app = app

    def ask(self, question: str) -> dict[str, Any]:
        answer = self._app.ask("local", Question(question)).as_json()
        return {**answer, "timings_ms": None}

    def texts(self) -> dict[str, str | None]:
        shelf = self._app.library("local")
        return {d.source: shelf.live_text(d.id, d.version) for d in shelf.documents()}

    def add(self, source: str, text: str) -> str:
        return self._app.library("local").add_bytes(source, source, text.encode()).outcome

    def remove(self, source: str) -> str:
        return self._app.library("local").remove(source).source


def add_all(connection: Connection, folder: Path, documents: Mapping[str, str]) -> None:
    """Open the store when told to, add documents as fast as it goes, and send the outcomes."""
    connection.send("ready")
    connection.recv()
    app = open_app(folder)
    shelf = app.library("local")
    connection.send([shelf.add_bytes(source, source, text.encode()).outcome for source, text in documents.items()])
    app.close()


def claim_shares(connection: Connection, folder: Path, library: str, answer_ids: Sequence[str]) -> None:
    """Open the store when told to, try to share every answer, and send which of them could be."""
    connection.send("ready")
    connection.recv()
    app = open_app(folder)
    connection.send([app.records.claim_share(library, answer_id) for answer_id in answer_ids])
    app.close()


def run_jobs_slowly(connection: Connection, folder: Path, library: str, job: int) -> None:
    """Carry out a job, a while for each item, and send when its first item began and its last was over."""
    app = open_app(folder)
    times: list[float] = []

    def note(_: object) -> None:
        times.append(time.monotonic())
        time.sleep(0.03)

    app.jobs.run(app.jobs.find(library, job), progress=note)
    connection.send((times[0], times[-1]))
    app.close()


def run_unfinished(connection: Connection, folder: Path) -> None:
    """Carry out every job that is unfinished, tell of each item that ends, and in the end that all are done."""
    app = open_shop(folder)
    connection.send("open")
    for job in app.jobs.unfinished():
        app.jobs.run(job, ended=lambda item: connection.send(item.number))
    connection.send("done")


def open_when_told(connection: Connection, folder: Path) -> None:
    """Open the store when told to and send the sources it has documents of."""
    connection.send("ready")
    connection.recv()
    app = open_app(folder)
    connection.send(sorted(document.source for document in app.library("local").documents()))
    app.close()


def write_with_small_files(connection: Connection, folder: Path, texts: Mapping[str, str], change: Change) -> None:
    """Try a change under a limit on the size of files that grows until it succeeds; send what became of each try."""
    app = open_app(folder)
    outcome = ""
    for limit in range(0, 4_000_000, 40_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        try:
            apply(app, change)
            outcome = "done"
        except FootnoteError as error:
            outcome = type(error).__name__
            assert app.library("local").search("Who opened the ferry?", 3).hits
            outcome += _opened_anew(folder)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert_whole(app, after(texts, [change]) if outcome == "done" else texts)
        connection.send(outcome)
        if outcome == "done":
            break
    app.close()


def _opened_anew(folder: Path) -> str:
    """Open the store, ask, begin a store of its own; return what the last came to."""
    app = open_app(folder)
    assert app.library("local").search("Who opened the ferry?", 3).hits
    app.close()
    fresh = folder / "fresh"
    try:
        open_app(fresh).close()
    except FootnoteError as error:
        assert list(fresh.iterdir()) == []
        return f", new store {type(error).__name__}"
    rmtree(fresh)
    return ", new store made"


def try_to_write(connection: Connection, folder: Path, uid: int | None, question: str) -> None:
    """As a user who may read the folder but not write to it: open, ask, try to add; send what came of it."""
    if uid is not None:
        os.setuid(uid)
    app = open_app(folder, min_confidence=0)
    before = app.ask("local", Question(question)).text
    try:
        app.library("local").add_bytes("new.txt", "new.txt", b"Something new.")
        outcome = "added"
    except FootnoteError as error:
        outcome = f"{type(error).__name__}: {error}"
    connection.send((before, outcome, app.ask("local", Question(question)).text))
    app.close()
