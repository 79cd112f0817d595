"""What can go wrong between a file and a ranked passage.

    FootnoteError
    └── LibraryError
        ├── SourceError            a file that cannot be taken in
        │   ├── SourceMissing
        │   ├── SourceTooLarge
        │   ├── SourceUnsupported
        │   └── SourceUnreadable
        ├── DocumentNotFound       no such document in this library
        ├── VersionNotFound        no such version of a document
        ├── DocumentAmbiguous      a name that fits several documents
        ├── JobNotFound            no such job of this library
        ├── BackupUnusable         a file that is no backup
        ├── BackupRefused          a place where no backup can be written
        ├── ModelError             embedding weights that cannot be used
        ├── EndpointError          a model server that does not do what it is asked
        └── StoreError             the database file
            ├── StoreReadOnly
            ├── StoreFull
            ├── StoreBusy
            ├── StoreCorrupted
            └── StoreTooNew

Every message is one sentence, safe to show to anyone, and says what to do. It never holds text of a document or a
question, a path beyond the one the person named, or a secret.
"""

from __future__ import annotations


class FootnoteError(Exception):
    """Anything Footnote refuses or fails at for a reason it can state in one plain sentence."""


class LibraryError(FootnoteError):
    """Something about a library, its documents or its store."""


class SourceError(LibraryError):
    """A source that cannot be taken in; the library is as it was."""


class SourceMissing(SourceError):
    """There is nothing at the path."""


class SourceTooLarge(SourceError):
    """The file is over the size limit."""


class SourceUnsupported(SourceError):
    """No reader exists for this kind of file."""


class SourceUnreadable(SourceError):
    """The file is not what its name says, or holds no text."""


class DocumentNotFound(LibraryError):
    """The library has no such document."""


class VersionNotFound(LibraryError):
    """The document has no such version."""


class DocumentAmbiguous(LibraryError):
    """Several documents of the library answer to the name."""


class JobNotFound(LibraryError):
    """The library has no such job."""


class BackupUnusable(LibraryError):
    """The file is no backup, or a damaged one."""


class BackupRefused(LibraryError):
    """A backup cannot be written to this place."""


class ModelError(LibraryError):
    """The embedding model's files are missing, damaged or not the pinned ones."""


class EndpointError(LibraryError):
    """A model server did not do what it was asked. `status` is what it answered with, where it did answer."""

    def __init__(self, sentence: str, status: int | None = None) -> None:
        super().__init__(sentence)
        self.status = status


class StoreError(LibraryError):
    """The database file cannot be used as asked. Each kind has a sentence of its own, used where none is given."""

    sentence = "The store cannot be used."

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or self.sentence)


class StoreReadOnly(StoreError):
    """The store can be read, not written."""

    sentence = "The data folder cannot be written; nothing was changed. Make it writable, then try again."


class StoreFull(StoreError):
    """The disk has no room for the change."""

    sentence = "The disk is full or refuses to write; nothing was changed. Make room on it, then try again."


class StoreBusy(StoreError):
    """Another process held the store for too long."""

    sentence = "Another Footnote process is writing to the store; try again in a moment."


class StoreCorrupted(StoreError):
    """The file is damaged or is not a Footnote store."""

    sentence = (
        "The store is damaged or is not a Footnote store: put a backup in its place with `footnote restore FILE`, or "
        "move it away with the -wal and -shm files beside it and add the documents again."
    )


class StoreTooNew(StoreError):
    """A newer Footnote wrote this store."""

    sentence = "A newer version of Footnote wrote this store: install that version, or a later one."
