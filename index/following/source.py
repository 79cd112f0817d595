"""The nouns of what is followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from index.documents import AddResult, Document
from index.passage_vectors import Progress
from index.taking_in import Also

SourceKind = Literal["url", "folder"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the last look at a source found, for the next one.

    `problem` is a sentence where it failed, and `failures` how many looks in a row did; `asked_at` is when the last one
    was asked for by schedule. Of a web page: `etag`, `last_modified` and `final_url` as in WebFile, and the `sha256` of
    the bytes taken in. Of a folder: its `inode`, the folders below it that are other disks (`mounts`), and the sha256
    of the bytes taken in of each of its `files`, by path from the folder with slashes.
    """

    problem: str | None = None
    failures: int = 0
    asked_at: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    final_url: str | None = None
    sha256: str | None = None
    inode: int | None = None
    mounts: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """A web page or a folder that a library follows; `location` is its address or its absolute path.

    `every_minutes` is how often it is looked at: 0 never, None as often as the library has it. `checked_at` is when the
    last look ended, well or not.
    """

    library: str
    kind: SourceKind
    location: str
    every_minutes: int | None = None
    checked_at: datetime | None = None
    facts: Facts = Facts()


class TakeIn(Protocol):
    """Takes in bytes under the identity `source`, as Library.add does, if need be only where `replaces` is there yet.

    Raises SourceError, DocumentNotFound and StoreError.
    """

    def __call__(
        self,
        source: str,
        name: str,
        data: bytes,
        progress: Progress | None,
        also: Also | None = None,
        replaces: Document | None = None,
    ) -> AddResult: ...
