"""What is forgotten: of a document that is removed its text in stored answers, of a server that is left everything.

Of a removed document an answer keeps that it was cited, and where.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, delete, func, or_, select

from bot.answering.answer import Answer, Citation
from bot.records import answers as stored
from bot.records.nouns import Searched
from bot.records.tables import (
    answers,
    departures,
    direct_servers,
    messages,
    ratings,
    servers,
    tokens,
    usage,
    written_answers,
)

OF_LIBRARIES: Final = (ratings, messages, answers, servers, usage, direct_servers, departures, tokens, written_answers)
"""The tables whose rows are each of one library."""

SOME_FAILED: Final = b'"failed":["'
"""Stands in what a summary is of when sections are named that it lacks; whose they are is not kept."""

PARTS_REMOVED: Final = "parts that are not named any more, since a document was removed"

BATCH: Final = 100
"""Answers rewritten in one transaction, so that nobody waits long for the next one."""


def touched(connection: Connection, library: str, document_id: str) -> list[str]:
    """Return the ids of the answers that may hold text of the document: those that cite it, and those that follow.

    So may a summary that says which sections it lacks.
    """
    named = (func.instr(column, document_id.encode()) > 0 for column in (answers.c.answer, answers.c.searched))
    names_it = or_(*named, func.instr(answers.c.searched, SOME_FAILED) > 0)
    columns = (answers.c.id, answers.c.follows, names_it.label("names_it"))
    found: dict[str, None] = {}
    for row in connection.execute(select(*columns).where(answers.c.library == library).order_by(answers.c.number)):
        if row.names_it or row.follows in found:
            found[row.id] = None
    return list(found)


def forget(connection: Connection, library: str, document_id: str, answer_ids: Sequence[str]) -> None:
    """Take the document's text out of these answers."""
    for answer_id in answer_ids:
        given = stored.find(connection, library, answer_id)
        if given is not None:
            searched = without_titles(given.answer, given.searched, document_id)
            answer = without_text(given.answer, document_id)
            stored.rewrite(connection, replace(given, answer=answer, searched=searched))


def forget_library(connection: Connection, library: str) -> None:
    """Delete every row of the library."""
    for table in OF_LIBRARIES:
        connection.execute(delete(table).where(table.c.library == library))


def libraries(connection: Connection) -> set[str]:
    """Return the names of the libraries the bot's tables have anything of."""
    return {name for table in OF_LIBRARIES for name in connection.scalars(select(table.c.library).distinct())}


def without_text(answer: Answer, document_id: str) -> Answer:
    """Return the answer with the document's quotes and headings, and the claims that rest on them, empty.

    What was searched for becomes what was asked: a follow-up is completed with words of the answer before it.
    """
    gone = {citation.number for citation in answer.citations if citation.quote.document.id == document_id}
    return replace(
        answer,
        standalone=answer.question,
        claims=tuple(replace(claim, text="") if gone & set(claim.citations) else claim for claim in answer.claims),
        citations=tuple(_emptied(citation, document_id) for citation in answer.citations),
        closest=tuple(_emptied(citation, document_id) for citation in answer.closest),
    )


def without_titles(answer: Answer, searched: Searched, document_id: str) -> Searched:
    """Return what a summary is of without the titles of the document's sections; `answer` cites it as it was."""
    summary = searched.summary
    if summary is None:
        return searched
    gone = {citation.number for citation in answer.citations if citation.quote.document.id == document_id}
    parts, at = [], 0
    for part in summary.parts:
        rests = any(gone & set(claim.citations) for claim in answer.claims[at : at + part.claims])
        parts.append(replace(part, title="") if rests else part)
        at += part.claims
    failed = (PARTS_REMOVED,) if summary.coverage.failed else ()
    coverage = replace(summary.coverage, failed=failed)
    return replace(searched, summary=replace(summary, parts=tuple(parts), coverage=coverage))


def _emptied(citation: Citation, document_id: str) -> Citation:
    if citation.quote.document.id != document_id:
        return citation
    return replace(citation, quote=replace(citation.quote, text="", heading=""))
