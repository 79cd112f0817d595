"""Documents as the `library` commands print them with --json. docs/commands.md is the contract."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.documents import Document, Passage, Version


def document_json(document: Document) -> dict[str, Any]:
    """Return what identifies a document, as in an answer's citations."""
    return {
        "id": document.id,
        "title": document.title,
        "source": document.source,
        "version": document.version,
    }


def list_json(library: str, documents: Iterable[Document]) -> dict[str, Any]:
    """Return what `list` prints."""
    return {"library": library, "documents": [_full_json(document) for document in documents]}


def shown_json(
    document: Document, versions: Iterable[Version], passages: Iterable[Passage], *, with_text: bool
) -> dict[str, Any]:
    """Return what `show` prints."""
    return {
        "document": _full_json(document),
        "versions": [_version_json(version) for version in versions],
        "passages": [_passage_json(passage, with_text=with_text) for passage in passages],
    }


def _full_json(document: Document) -> dict[str, Any]:
    return document_json(document) | {
        "updated_at": document.updated_at.isoformat(),
        "characters": document.characters,
        "passages": document.passages,
    }


def _version_json(version: Version) -> dict[str, Any]:
    return {
        "number": version.number,
        "live": version.live,
        "created_at": version.created_at.isoformat(),
        "characters": version.characters,
        "sha256": version.sha256,
        "pages": version.pages or None,
        "published": version.published,
        "canonical_url": version.canonical_url,
        "notes": list(version.notes),
    }


def _passage_json(passage: Passage, *, with_text: bool) -> dict[str, Any]:
    place = {
        "start": passage.span.start,
        "end": passage.span.end,
        "page": passage.page,
        "line": passage.line,
        "heading": passage.heading or None,
    }
    return place | ({"text": passage.text} if with_text else {})
