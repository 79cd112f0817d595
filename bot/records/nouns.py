"""The nouns of what is remembered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.answering.answer import Answer


@dataclass(frozen=True, slots=True)
class Searched:
    """What an answer was looked for in: how many documents and passages, and the title where it was one document."""

    documents: int
    passages: int
    title: str | None = None


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
class ServerSettings:
    """What a server's admins have chosen. No channels: every channel. A daily limit of 0: none.

    `report_channel` is where changed documents are told of; with none, nowhere.
    """

    channels: tuple[int, ...] = ()
    admin_role: int | None = None
    daily_questions: int = 0
    private: bool = False
    direct_messages: bool = False
    report_channel: int | None = None


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
