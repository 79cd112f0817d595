"""The nouns of what is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.answering.answer import Answer
from bot.answering.summaries.request import SummaryRequest
from bot.answering.summaries.summary import Coverage


@dataclass(frozen=True, slots=True)
class TitledClaims:
    """So many claims of a summary, in their order, under one title, which may be empty."""

    title: str
    claims: int


@dataclass(frozen=True, slots=True)
class Summarised:
    """What makes a summary again of the answer it is kept as: what was asked for and read, and what stands where."""

    request: SummaryRequest
    title: str
    parts: tuple[TitledClaims, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Searched:
    """What an answer was looked for in: how many documents and passages, and the title where it was one document.

    `summary` where the answer is a summary of it.
    """

    documents: int
    passages: int
    title: str | None = None
    summary: Summarised | None = None


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as it was given, for the buttons under it and for the questions that follow it.

    `library` is the server's id as text. `channel` and `asker` are Discord's ids. `private` answers were shown to the
    asker alone; `direct` ones in a direct message. `follows` is the id of the answer the question was a follow-up to.
    """

    id: str
    library: str
    channel: int
    asker: int
    private: bool
    direct: bool
    asked_at: datetime
    answer: Answer
    searched: Searched
    follows: str | None = None
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """What changed in a library, told in a channel every so many days. `member` is who chose that; both are Discord's.

    What changed after `since` was not told yet; `due` is when it will be (UTC). `failed` counts the tries in vain.
    """

    channel: int
    member: int
    days: int
    since: datetime
    due: datetime
    failed: int = 0


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What a server's admins have chosen. No channels: every channel. A daily limit of 0: none.

    `report_channel` is where changed documents are told of; with none, nowhere. So is `digest`, on its schedule.
    """

    channels: tuple[int, ...] = ()
    admin_role: int | None = None
    daily_questions: int = 0
    private: bool = False
    direct_messages: bool = False
    report_channel: int | None = None
    digest: Digest | None = None


@dataclass(frozen=True, slots=True)
class ModelUsage:
    """What was used of one model: calls, and the tokens it read and wrote."""

    model: str
    calls: int
    input_tokens: int
    output_tokens: int

    @property
    def tokens(self) -> int:
        """All of them."""
        return self.input_tokens + self.output_tokens


@dataclass(frozen=True, slots=True)
class Spent:
    """Tokens used: by one member today, and by everyone in the library this month (UTC)."""

    member_today: int
    library_month: int
