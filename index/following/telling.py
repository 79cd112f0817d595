"""What became of a source that was looked at again, as it is told and remembered."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from index.documents import AddResult, Change, Document
from index.errors import SourceError
from index.following.source import Source


def as_told(result: AddResult, before: Document) -> AddResult:
    """Return the result as "unchanged" where other bytes say the same: a page with a clock, a file saved again."""
    same = result.document.version == before.version and result.document.title == before.title
    return replace(result, outcome="unchanged") if same else result


def removal_of(document: Document) -> Change:
    """Return the change that a document's removal is."""
    return Change(
        document_id=document.id,
        title=document.title,
        outcome="removed",
        version=None,
        replaced=document.version,
        went=document.passages,
    )


def failed(source: Source, error: SourceError, at: datetime) -> Source:
    """Return the source as a look leaves it that failed; what the last good one found stays."""
    facts = replace(source.facts, problem=str(error), failures=source.facts.failures + 1, asked_at=None)
    return replace(source, checked_at=at, facts=facts)
