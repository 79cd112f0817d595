"""What became of documents, as an item's outcome keeps it."""

from __future__ import annotations

from collections.abc import Sequence

from index.documents import AddResult, Change
from index.jobs.job import Outcome


def outcome_of(results: Sequence[AddResult], problems: Sequence[str] = ()) -> Outcome:
    """Return an outcome of documents taken in, and of sentences on those that could not be."""
    return Outcome(tuple(map(change_of, results)), tuple(problems))


def change_of(result: AddResult) -> Change:
    """Return what of a result is kept."""
    document = result.document
    return Change(
        document_id=document.id,
        title=document.title,
        outcome=result.outcome,
        version=document.version,
        replaced=result.replaced,
        came=result.came,
        went=result.went,
        passages=result.passages,
        embedded=result.embedded,
        seconds=result.seconds,
        notes=result.notes,
    )
