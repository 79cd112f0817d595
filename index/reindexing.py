"""A whole library made anew: built beside the old one, which serves until all of it is swapped in one transaction."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import IO, Protocol

from index.documents import AddResult, Document
from index.errors import DocumentNotFound, SourceError
from index.passage_vectors import Progress
from index.taking_in import Intake, Prepared, VectorsGone


class Prepare(Protocol):
    """Prepares one document anew. Raises DocumentNotFound once it is removed, and SourceError."""

    def __call__(self, document: Document, progress: Progress | None, *, stage_all: bool) -> Prepared: ...


def reindex_all(
    intake: Intake, documents: Sequence[Document], prepare: Prepare, progress: Progress | None
) -> tuple[list[AddResult], list[str]]:
    """Prepare every document, then write all of them; one that is removed or replaced meanwhile is left out.

    Returns what was written, and a sentence for each document that stays as it is because nothing can be made of it.
    Vectors are staged in the store as they come, so that work that is broken off goes on where it was; the rest waits
    in a file without a name, so that a large library is not in memory twice.
    """
    while True:
        problems: list[str] = []
        with tempfile.TemporaryFile() as file:
            for number, document in enumerate(documents):
                try:
                    prepared = prepare(document, overall(progress, number, len(documents)), stage_all=True)
                except DocumentNotFound:
                    continue
                except SourceError as error:
                    problems.append(str(error))
                else:
                    pickle.dump(prepared, file, protocol=pickle.HIGHEST_PROTOCOL)
            with suppress(VectorsGone):
                return intake.write(_loaded(file)), problems


def overall(progress: Progress | None, number: int, documents: int) -> Progress | None:
    """Turn passages done of one document, the `number`th, into documents done, in hundredths, of all."""
    if progress is None:
        return None
    return lambda done, total: progress(number * 100 + 100 * done // max(1, total), documents * 100)


def _loaded(file: IO[bytes]) -> Iterator[Prepared]:
    file.seek(0)
    with suppress(EOFError):
        while True:
            yield pickle.load(file)  # noqa: S301 - written above, in a file nobody else can open
