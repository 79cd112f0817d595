"""The documents of a set: every file directly in its `documents/`, known by its file name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import EvaluationError
from index.errors import SourceError
from index.library import Library
from index.names import shown_name
from index.reading import read
from index.sources import source_bytes

FOLDER = "documents"

Counter = Callable[[int, int], object]
"""Called with how much is done and how much there is."""


@dataclass(frozen=True, slots=True)
class Added:
    """What adding the documents made: their ids in the library by file name, and how many passages they have."""

    ids: Mapping[str, str]
    passages: int


def measure_documents(folder: Path, max_file_bytes: int) -> dict[str, int]:
    """Return the number of characters of each document's text by its file name.

    Raises EvaluationError when there is no document or one cannot be read.
    """
    if not folder.is_dir():
        raise EvaluationError(f"{shown_name(str(folder))}: there is no such folder; check the path.")
    try:
        paths = sorted(path for path in (folder / FOLDER).iterdir() if path.is_file() and not path.name.startswith("."))
        characters = {path.name: len(read(path.name, source_bytes(path, max_file_bytes)).text) for path in paths}
    except (FileNotFoundError, NotADirectoryError):
        characters = {}
    except OSError as error:
        raise EvaluationError(f"The folder {FOLDER}/ cannot be read: {error.strerror}.") from error
    except SourceError as error:
        raise EvaluationError(f"{FOLDER}/{error}") from error
    if not characters:
        raise EvaluationError(f"The folder holds no {FOLDER}/ with files in it.")
    return characters


def add_documents(
    library: Library,
    folder: Path,
    characters: Mapping[str, int],
    max_file_bytes: int,
    progress: Counter,
) -> Added:
    """Add every document under its file name. `progress` is told the characters added so far and all there are."""
    ids: dict[str, str] = {}
    before, total, passages = 0, sum(characters.values()), 0
    for name, length in characters.items():
        data = source_bytes(folder / FOLDER / name, max_file_bytes)
        added = library.add_bytes(name, name, data, _counted_on(progress, before, length, total))
        ids[name] = added.document.id
        passages += added.passages
        before += length
        progress(before, total)
    return Added(ids, passages)


def _counted_on(progress: Counter, before: int, length: int, total: int) -> Callable[[int, int], None]:
    """Turn the progress of one document, in whatever it is counted, into characters of them all."""

    def tell(done: int, of: int) -> None:
        progress(before + length * done // of, total)

    return tell
