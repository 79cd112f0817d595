"""The document a person in Discord names."""

from __future__ import annotations

from index.documents import Document
from index.errors import DocumentNotFound
from index.library import Library
from index.names import shown_name


def find_document(library: Library, reference: str) -> Document:
    """Return the document of this library with the id, title or file name. As `Library.find`, in Discord's words."""
    try:
        return library.find(reference)
    except DocumentNotFound:
        name = shown_name(reference)
        raise DocumentNotFound(
            f"There is no document called “{name}” here; /library list shows those there are."
        ) from None
