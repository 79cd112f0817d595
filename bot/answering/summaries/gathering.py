"""From what a person asked for to what a summary is made of: the sections of a document, of a library, of a topic."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from bot.answering.answer import Quote
from bot.answering.confidence import confidence
from bot.answering.evidence import weigh
from bot.answering.summaries.material import Material, Section, Sentences, joined
from bot.answering.summaries.sections import Stretch, cut_into_sections
from bot.wording import counted
from index.documents import Document, Passage, Span
from index.library import Library
from index.section_reading import EmbeddedPassage

TOPIC_PASSAGES: Final = 40
"""Passages read about a topic, the nearest ones."""
WORTH_READING: Final = 0.5
"""The share of the best passage's score from which on a passage counts as being about the topic."""


def of_document(library: Library, document: Document) -> Material:
    """Return a document's sections. Raises StoreError."""
    sections = _sections(library, document, with_title=False)
    return Material(document.title, sections, f"of version {document.version}")


def of_library(library: Library) -> Material:
    """Return the sections of all documents. Raises StoreError."""
    documents = library.documents()
    sections = [section for each in documents for section in _sections(library, each, with_title=True)]
    return Material("the whole library", sections, f"of {counted(len(documents), 'document')}")


def of_topic(library: Library, topic: str, min_confidence: float) -> Material:
    """Return what is found about a topic, a section a document; nothing where it is not dealt with.

    Raises StoreError.
    """
    findings = library.search(topic, TOPIC_PASSAGES)
    hits = findings.hits if confidence(topic, weigh(topic, findings)) >= min_confidence else ()
    near = [hit for hit in hits if hit.score >= WORTH_READING * hits[0].score]
    documents = list(dict.fromkeys(hit.document for hit in near))
    sections = [
        _about(library, document, [hit.passage for hit in near if hit.document == document]) for document in documents
    ]
    where = f"about “{topic}” in {counted(len(documents), 'document')}"
    note = "" if near else f"The documents do not deal with “{topic}”."
    return Material(topic, sections, where, note, rarity=findings.rarity)


def sentences_of(document: Document, passages: Sequence[EmbeddedPassage]) -> Sentences:
    """Return the sentences of passages of the document, as quotes."""
    return joined([Sentences(_quotes(document, each.passage), each.vectors) for each in passages])


def _sections(library: Library, document: Document, *, with_title: bool) -> list[Section]:
    return [
        Section(
            document=document,
            title=_titled(document, stretch) if with_title else stretch.title,
            size=stretch.span.end - stretch.span.start,
            read=partial(_read, library, document, stretch.span),
        )
        for stretch in cut_into_sections(library.sections.outline(document))
    ]


def _titled(document: Document, stretch: Stretch) -> str:
    return f"{document.title}: {stretch.title}" if stretch.title else document.title


def _read(library: Library, document: Document, span: Span) -> Sentences:
    return sentences_of(document, library.sections.passages(document, span))


def _about(library: Library, document: Document, passages: Sequence[Passage]) -> Section:
    spans = sorted({passage.span for passage in passages})

    def read() -> Sentences:
        found = [each for span in spans for each in library.sections.passages(document, span)]
        return sentences_of(document, found)

    return Section(document, document.title, sum(span.end - span.start for span in spans), read)


def _quotes(document: Document, passage: Passage) -> tuple[Quote, ...]:
    return tuple(
        Quote(
            document=document,
            span=span,
            text=span_text,
            heading=passage.heading,
            line=passage.line + passage.text.count("\n", 0, span.start - passage.span.start),
            page=passage.page,
        )
        for span in passage.sentences
        for span_text in (passage.text[span.start - passage.span.start : span.end - passage.span.start],)
    )
