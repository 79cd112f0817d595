"""The single checks of `footnote doctor`. Each looks at one thing and says in one sentence how it is."""

from __future__ import annotations

import base64
import errno
import platform
import re
import shlex
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.wording import counted

if TYPE_CHECKING:
    from bot.settings import Settings
    from index.embedding import Embedder
    from index.inspection import Told
    from index.store import Store

OLDEST_PYTHON: Final = (3, 11)
LITTLE_SPACE_MB: Final = 1000
NO_SPACE_MB: Final = 50

TOKEN: Final = re.compile(r"[\w-]{20,40}\.[\w-]{5,10}\.[\w-]{20,60}", re.ASCII)
"""Three parts of base64url, the first of which is the bot's id."""

NO_TOKENS: Final = (
    (re.compile(r"\d{15,21}"), "an id, which is no secret, and not the token"),
    (re.compile(r"[0-9a-f]{64}"), "the application's public key, and not the token"),
    (re.compile(r"[\w-]{32}", re.ASCII), "the application's client secret, and not the token"),
    (re.compile(r".*(token|your|here|change|replace|secret|xxx|\.\.\.|[<>{}\[\]…]).*", re.IGNORECASE), "a placeholder"),
)
"""What is found in the token's place instead."""


class Verdict(StrEnum):
    """How a thing is: as it should be, usable, or in the way of work."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how it is, and one sentence: the facts, or what to do."""

    name: str
    verdict: Verdict
    sentence: str


def python() -> Check:
    """Check the interpreter."""
    facts = f"{platform.python_version()}, with SQLite {sqlite3.sqlite_version}"
    if sys.version_info < OLDEST_PYTHON:
        oldest = ".".join(map(str, OLDEST_PYTHON))
        return Check("Python", Verdict.PROBLEM, f"{facts}: install Python {oldest} or newer.")
    return Check("Python", Verdict.OK, facts)


def data_folder(settings: Settings) -> Check:
    """Check that the store's folder can be written, by writing a file that has no name."""
    folder = settings.store_path.parent
    existing = _nearest(folder)
    try:
        with tempfile.TemporaryFile(dir=existing) as file:
            file.write(b"footnote")
    except OSError as error:
        advice = "its disk is full: make room on it." if error.errno == errno.ENOSPC else "make it writable."
        return Check("data folder", Verdict.PROBLEM, f"{folder} cannot be written: {advice}")
    made = "" if existing == folder else ", made when it is first needed"
    return Check("data folder", Verdict.OK, f"{folder}{made}")


def disk(settings: Settings) -> Check:
    """Check that there is room for the store to grow."""
    free = shutil.disk_usage(_nearest(settings.store_path.parent)).free / 1_000_000
    if free < NO_SPACE_MB:
        return Check("disk", Verdict.PROBLEM, f"{free:,.0f} MB free: make room, or nothing can be added.")
    if free < LITTLE_SPACE_MB:
        return Check("disk", Verdict.WARNING, f"{free:,.0f} MB free: make room before adding much.")
    return Check("disk", Verdict.OK, f"{free / 1000:,.1f} GB free")


def model(embedder: Embedder | None, notices: Sequence[str]) -> Check:
    """Check that the embedding model embeds; `notices` say why there is none, where that is not a choice."""
    if embedder is None and notices:
        return Check("model", Verdict.WARNING, " ".join(notices))
    if embedder is None:
        return Check("model", Verdict.OK, "none, as EMBEDDING_MODEL says: search is by keywords alone")
    embedder.embed(["The first text takes longer."])
    started = time.perf_counter()
    vector = embedder.embed(["Does the model work?"])[0]
    milliseconds = (time.perf_counter() - started) * 1000
    if abs(float(vector @ vector) - 1) > 0.01:
        return Check("model", Verdict.PROBLEM, "Its vectors are wrong: delete the folder FOOTNOTE_CACHE_DIR names.")
    facts = f"{embedder.name}, {embedder.dimensions} dimensions, {milliseconds:.1f} ms a question"
    return Check("model", Verdict.OK, facts)


def store(opened: Store) -> Check:
    """Check everything that is stored. Raises StoreError."""
    opened.check(whole=True)
    facts = f"{opened.path.stat().st_size / 1_000_000:.1f} MB, nothing in it is damaged"
    if opened.read_only:
        return Check("store", Verdict.WARNING, f"{facts}, but it can only be read: nothing can be added.")
    return Check("store", Verdict.OK, facts)


def library(name: str, opened: Store, embedder: Embedder | None) -> Check:
    """Count a library's documents and passages, and the passages that only keywords find. Raises StoreError."""
    from index import catalogue

    with opened.reading() as connection:
        documents = catalogue.list_documents(connection, name)
        without = catalogue.unembedded(connection, name, embedder.name) if embedder else 0
    passages = sum(document.passages for document in documents)
    facts = f"{counted(len(documents), 'document')}, {counted(passages, 'passage')}"
    if without:
        advice = f"run `footnote library reindex --library {shlex.quote(name)}`."
        return Check(f"library {name}", Verdict.WARNING, f"{facts}, {without:,} of them without a vector: {advice}")
    return Check(f"library {name}", Verdict.OK, facts)


def library_deep(name: str, opened: Store, told: Told) -> Check:
    """Hold all of a library's rows against each other. Raises StoreError."""
    from index.inspection import inspect

    found = inspect(opened, name, told)
    if found.faults:
        more = f" (and {len(found.faults) - 1:,} more)" if len(found.faults) > 1 else ""
        advice = f"run `footnote library reindex --library {shlex.quote(name)}`, or restore a backup."
        return Check(
            f"library {name}, deep", Verdict.PROBLEM, f"{found.faults[0]}{more} {advice[0].upper()}{advice[1:]}"
        )
    facts = (counted(found.versions, "version"), counted(found.passages, "passage"), counted(found.vectors, "vector"))
    return Check(f"library {name}, deep", Verdict.OK, f"{', '.join(facts)}: every one fits the rest")


def discord_token(settings: Settings) -> Check:
    """Check the shape of the bot's token, without Discord and without showing any of it."""
    name = "Discord token"
    if settings.discord_token is None:
        return Check(name, Verdict.OK, "not set; `footnote serve` needs it")
    token = settings.discord_token.get_secret_value()
    if TOKEN.fullmatch(token) and _first_part(token).isdigit():
        return Check(name, Verdict.OK, "set, and it looks like one")
    if settings.discord_api_base:
        return Check(
            name, Verdict.WARNING, "It is not what a token of Discord looks like; another server's may differ."
        )
    mistaken = next((what for shape, what in NO_TOKENS if shape.fullmatch(token)), "not what a bot's token looks like")
    return Check(name, Verdict.PROBLEM, f"It is {mistaken}: copy the token from the page Bot of the developer portal.")


def discord_intents(settings: Settings) -> Check:
    """Name what is asked of Discord when the bot connects, and what has to be switched on for that."""
    from bot.discord_ui.client import intents

    wanted = [name for name, asked in intents(message_content=settings.message_content_intent) if asked]
    switch = "Message Content Intent must be switched on in the developer portal, on the page Bot."
    rest = switch if settings.message_content_intent else "None of them has to be switched on in the developer portal."
    return Check("intents", Verdict.OK, f"{', '.join(wanted)}. {rest}")


def _first_part(token: str) -> str:
    """Return what the first part of a token says: the bot's id."""
    part = token.partition(".")[0]
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("ascii")
    except ValueError:
        return ""


def _nearest(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    return next(each for each in (folder, *folder.parents) if each.exists())
