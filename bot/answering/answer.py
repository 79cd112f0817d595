"""The nouns of an answer: what is asked, what a writer proposes, what is left of it after verification.

Offsets are those of index.documents: characters into a version's stored text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Final

from bot.wording import counted
from index.documents import Document, Span

LOOKS_LIKE_A_MARK: Final = re.compile(r"[\[【［〔](?P<number>\s*\d[\d\s,;†:L–-]{0,20})[\]】］〕]")  # noqa: RUF001


class Status(StrEnum):
    """Whether the documents answer the question."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Exchange:
    """One earlier question of a conversation and the text of its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as a person put it, with the conversation before it, the oldest exchange first.

    `only` and `without` are ids of documents to keep to or to leave out. `asker` is the member whose budget the
    question counts against, as Discord numbers members; 0 in the terminal.
    """

    text: str
    history: tuple[Exchange, ...] = ()
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    asker: int = 0


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim span of a document's version, with its place."""

    document: Document
    span: Span
    text: str
    heading: str
    line: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence a writer would say and the quotes it rests on. Nothing of it is believed until it is verified."""

    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quote."""

    number: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of an answer and the numbers of the citations it rests on.

    `own_words`: a model wrote it otherwise than its quotes have it, and it was found to say no more than they do.
    """

    text: str
    citations: tuple[int, ...]
    own_words: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many sentences an answer has, how many rest on quotes, and how many are in a model's own words."""

    sentences: int
    quoted: int
    own_words: int

    def __str__(self) -> str:
        return f"{counted(self.sentences, 'sentence')}, {self.quoted} quoted, {self.own_words} in own words"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown. `not_found` has no claims and no citations; its `closest` are near the question, not answers.

    `standalone` is the question that was searched for, where it differs from the one that was put. `confidence` is the
    estimated chance that the documents answer the question, 0..1. `writer` is `extractive` or `generative`; `model`
    names the model that wrote. `note` is one plain sentence for the person: why there is no model's answer, or why it
    is not whole.
    """

    question: str
    standalone: str
    status: Status
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    closest: tuple[Citation, ...]
    confidence: float
    writer: str
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    model: str | None = None
    note: str | None = None

    @property
    def text(self) -> str:
        """The claims in order, each followed by its citation marks: `It opened in 1921. [1]`."""
        return " ".join(f"{unmarked(claim.text)} {marks(claim)}" for claim in self.claims)

    @property
    def counts(self) -> Counts:
        """What the answer is made of: `5 sentences, 5 quoted, 4 in own words`."""
        return Counts(
            sentences=len(self.claims),
            quoted=sum(bool(claim.citations) for claim in self.claims),
            own_words=sum(claim.own_words for claim in self.claims),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the answer as the object `footnote ask --json` prints."""
        return {
            "question": self.question,
            "standalone": self.standalone,
            "status": str(self.status),
            "text": self.text,
            "writer": self.writer,
            "model": self.model,
            "note": self.note,
            "claims": [
                {"text": claim.text, "citations": list(claim.citations), "own_words": claim.own_words}
                for claim in self.claims
            ],
            "counts": asdict(self.counts),
            "citations": [citation_json(citation) for citation in self.citations],
            "closest": [citation_json(citation) for citation in self.closest],
            "confidence": round(self.confidence, 4),
            "timings_ms": {step: round(milliseconds, 2) for step, milliseconds in self.timings_ms.items()},
        }


def marks(claim: Claim) -> str:
    """Return a claim's citation marks: `[1][3]`."""
    return "".join(f"[{number}]" for number in claim.citations)


def unmarked(text: str) -> str:
    """Return a text with what looks like a citation mark and is none, `[3]` or `【3】`, as `(3)`."""
    return LOOKS_LIKE_A_MARK.sub(r"(\g<number>)", text)


def citation_json(citation: Citation) -> dict[str, Any]:
    """Return a citation as every object with citations has it."""
    quote = citation.quote
    document = quote.document
    return {
        "number": citation.number,
        "document": {
            "id": document.id,
            "title": document.title,
            "source": document.source,
            "version": document.version,
        },
        "quote": quote.text,
        "start": quote.span.start,
        "end": quote.span.end,
        "page": quote.page,
        "heading": quote.heading or None,
        "line": quote.line,
    }
