"""What a person wants summarised, and how."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scope(StrEnum):
    """What is summarised."""

    DOCUMENT = "document"
    LIBRARY = "library"
    TOPIC = "topic"
    CHANGES = "changes"
    DISCUSSION = "discussion"


class Length(StrEnum):
    """How long a summary is: one sentence, a handful, or a line for every section."""

    HEADLINE = "headline"
    SHORT = "short"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class SummaryRequest:
    """A summary as a person asked for it.

    `document` is an id (for the scope `document`; `changes` of one document alone), `topic` a few words (for `topic`),
    `since` the moment from which on changes count, with its time zone. `focus` is what the summary should dwell on, in
    the person's words ("dates only", "for a newcomer", "safety"). `asker` is the member whose budget a model counts
    against; 0 in the terminal.
    """

    scope: Scope
    length: Length = Length.SHORT
    document: str = ""
    topic: str = ""
    since: datetime | None = None
    focus: str = ""
    asker: int = 0
