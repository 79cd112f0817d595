"""Documents that change while a summary of them is made: what stood in a version that is gone is not shown."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.answering.answer import Citation, Claim, Proposal
from bot.answering.summaries.assembling import summary_of, verified_parts
from bot.answering.summaries.extractive.writing import ProposedPart
from bot.answering.summaries.generative.writing import Written
from bot.answering.summaries.material import Material
from bot.answering.summaries.summary import Summary
from bot.errors import SummaryError
from index.documents import Document
from index.library import Library

CHANGED: Final = "“{title}”, which changed while it was read"
CHANGING: Final = "What is to be summarised keeps changing while it is read: try again in a moment."


def changed(library: Library, material: Material) -> list[Document]:
    """Return the documents of the material, in order, whose version is not the live one any more. Raises StoreError."""
    live = {(document.id, document.version) for document in library.documents()}
    read = dict.fromkeys(section.document for section in material.sections)
    return [document for document in read if (document.id, document.version) not in live]


def without(gone: list[Document], written: Written, material: Material, library: Library) -> Summary:
    """Return the summary without what it says of these documents, which it says. Raises SummaryError and StoreError."""
    summary = written.summary
    quotes = {citation.number: citation for citation in summary.answer.citations}
    proposed = [
        ProposedPart(part.title, tuple(_proposal(each, quotes) for each in part.claims)) for part in summary.parts
    ]
    verified, parts = verified_parts(proposed, library)
    if not verified.claims:
        raise SummaryError(CHANGING)
    coverage = replace(
        summary.coverage,
        read=sum(material.sections[number].document not in gone for number in written.read),
        failed=(*summary.coverage.failed, *(CHANGED.format(title=document.title) for document in gone)),
    )
    answer = summary.answer
    return summary_of(
        summary.request,
        material,
        verified,
        parts,
        coverage,
        writer=answer.writer,
        model=answer.model,
        note=answer.note,
    )


def _proposal(claim: Claim, quotes: dict[int, Citation]) -> Proposal:
    return Proposal(claim.text, tuple(quotes[number].quote for number in claim.citations))
