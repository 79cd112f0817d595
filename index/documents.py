"""The nouns of the index: what a reader returns, what the catalogue keeps, what a search finds.

Every `start` and `end` is a character offset (a Unicode code point, as Python counts) into the version's stored text,
`end` exclusive, so that `text[start:end]` is always the span itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

HEADING_SEPARATOR = " › "

Outcome = Literal["added", "changed", "unchanged", "reindexed", "restored"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a version's text: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading line of a document: the span of the whole line, its level (1 is the outermost) and its words."""

    span: Span
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a file's bytes.

    `text` is what every offset counts in; for .txt and .md it is the file decoded as UTF-8, untouched. `furniture` are
    the spans that belong to the page rather than to the document (menus, image credits, comment forms): sorted, not
    overlapping, and left in `text` so that no offset shifts. `pages` holds where each page or slide begins, the first
    page first (ascending; a page without text begins where the next one does); it is empty for a format without pages.
    `notes` say, in one sentence each, what of the file could not be read. `published` is the day the document says it
    was published (ISO 8601, `2026-02-17`) and `canonical_url` the web address it gives as its own.
    """

    title: str
    text: str
    headings: tuple[Heading, ...] = ()
    furniture: tuple[Span, ...] = ()
    pages: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    published: str | None = None
    canonical_url: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of search: a span of one version's text with its place and the sentences that may be quoted from it."""

    span: Span
    text: str
    heading: str
    line: int
    sentences: tuple[Span, ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One source in a library, as its live version stands."""

    id: str
    library: str
    title: str
    source: str
    version: int
    updated_at: datetime
    characters: int
    passages: int


@dataclass(frozen=True, slots=True)
class Version:
    """One numbered state of a document. `sha256` is of the bytes that were read; exactly one version is live.

    `pages` counts its pages, 0 for a format without; `notes`, `published` and `canonical_url` are as in Reading.
    """

    document_id: str
    number: int
    sha256: str
    created_at: datetime
    characters: int
    live: bool
    pages: int = 0
    notes: tuple[str, ...] = ()
    published: str | None = None
    canonical_url: str | None = None


@dataclass(frozen=True, slots=True)
class VersionText:
    """The text of one version, live or not, with the document it belongs to as that stands now."""

    document: Document
    number: int
    created_at: datetime
    live: bool
    text: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A passage with the ones before and after it in its version."""

    before: Passage | None
    passage: Passage
    after: Passage | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a version, with its place."""

    text: str
    span: Span
    heading: str
    line: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of a document: the sentences that came with the `new` one and those that went with the `old` one."""

    document: Document
    old: int
    new: int
    came: tuple[Sentence, ...]
    went: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for one question.

    `score` is the blend the ranking sorts by, 0..1 within one question and not comparable between questions. `keywords`
    (0 and up) and `similarity` (cosine, -1..1) are the raw scores behind it. `sentence_similarities` has one cosine for
    each of the passage's sentences; both are empty or None when the library is searched by keywords alone.
    """

    document: Document
    passage: Passage
    score: float
    keywords: float
    similarity: float | None
    sentence_similarities: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """What a search found: hits, the best first, and how rare in the library the terms of the question are (0 up)."""

    hits: tuple[Hit, ...]
    rarity: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class AddResult:
    """What adding one source did. `embedded` counts the passages whose vectors had to be computed.

    `came` and `went` count the passages that the live version has and the one before it had not, and the other way
    round; `replaced` is the number of that one, None where there was none. `notes` are the reading's.
    """

    document: Document
    outcome: Outcome
    passages: int
    embedded: int
    seconds: float
    came: int = 0
    went: int = 0
    replaced: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One document that became another, kept for those who are told later; the document may be gone by then.

    `version` is the live one since, None for a document removed, `replaced` the live one before, None for a new
    document; the rest is as in AddResult.
    """

    document_id: str
    title: str
    outcome: Outcome | Literal["removed"]
    version: int | None
    replaced: int | None = None
    came: int = 0
    went: int = 0
    passages: int = 0
    embedded: int = 0
    seconds: float = 0.0
    notes: tuple[str, ...] = ()


def now() -> datetime:
    """Return the time, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
