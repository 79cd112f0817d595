"""The one door to what the bot remembers. The statements are in the modules beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from secrets import token_hex
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection

from bot.answering.answer import Answer, Exchange
from bot.answering.summaries.summary import Summary
from bot.records import (
    answers,
    departures,
    facts,
    forgetting,
    members,
    ratings,
    servers,
    spending,
    usage,
    written_answers,
)
from bot.records.nouns import Digest, GivenAnswer, ModelUsage, ServerSettings, Spent
from bot.records.tables import TABLES
from index import catalogue
from index.documents import Document
from index.store import Store

T = TypeVar("T")


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


class Records:
    """What the bot remembers, in the library's store. Safe to use from several threads.

    Everything reads or writes the store, in a thread's time, but for what is marked "from memory". Writing raises
    StoreError where the store cannot be written. A store that can only be read and was made before the bot had tables
    in it reads as one in which nothing has been stored.
    """

    def __init__(self, store: Store, now: Callable[[], datetime] = utc_now) -> None:
        """Remember in this store; `now` tells the time, in UTC."""
        self._store = store
        self._now = now
        self._servers: dict[str, ServerSettings] = {}
        self._usage = usage.Counting(lambda: now().date())
        self._loaded = False
        self._changing = Lock()

    def load(self) -> None:
        """Read what is answered from memory. To be called once, before any of that is asked."""
        today = self._now().date()
        self._usage.begin(self._read(lambda connection: usage.of_day(connection, today)) or {})
        self._servers = self._read(servers.every) or {}
        self._loaded = True

    def server(self, library: str) -> ServerSettings:
        """Return a server's settings, from memory."""
        self._check_loaded()
        return self._servers.get(library) or ServerSettings()

    def change_server(self, library: str, **changes: Any) -> ServerSettings:
        """Change fields of a server's settings, and return them all."""
        with self._changing:  # so that memory has the change that was written last
            with self._store.writing() as connection:
                settings = replace(servers.find(connection, library), **changes)
                servers.keep(connection, library, settings)
            self._servers[library] = settings
        return settings

    def digests(self) -> dict[str, Digest]:
        """Return by library what is told of changes on a schedule, whichever process it was chosen in."""
        found = self._read(servers.every) or {}
        return {library: settings.digest for library, settings in found.items() if settings.digest is not None}

    def change_digest(self, library: str, known: Digest, digest: Digest | None) -> bool:
        """Put a digest in the place of the one that is known; False where there is another one by now, which stays.

        Of several processes that know the same one, one alone changes it.
        """
        with self._changing:
            with self._store.writing() as connection:
                settings = servers.find(connection, library)
                changed = settings.digest == known
                if changed:
                    settings = replace(settings, digest=digest)
                    servers.keep(connection, library, settings)
            self._servers[library] = settings
        return changed

    def new_answer_id(self) -> str:
        """Return an id nobody can guess: 16 hexadecimal digits."""
        return token_hex(8)

    def keep_answer(self, given: GivenAnswer) -> None:
        """Store an answer, for good."""
        with self._store.writing() as connection:
            answers.keep(connection, given)

    def answer(self, library: str, answer_id: str) -> GivenAnswer | None:
        """Return the library's answer with this id; None when it has none such."""
        return self._read(lambda connection: answers.find(connection, library, answer_id))

    def place_answer(self, library: str, answer_id: str, message: int) -> None:
        """Store that a message shows the answer; several may."""
        with self._store.writing() as connection:
            answers.place(connection, library, answer_id, message)

    def answer_at(self, library: str, message: int) -> GivenAnswer | None:
        """Return the answer of the library that the message shows; None when it shows none."""
        return self._read(lambda connection: answers.find_at(connection, library, message))

    def exchanges(self, library: str, answer_id: str, limit: int = 3) -> tuple[Exchange, ...]:
        """Return an answer and those it follows, the oldest first, as the history of a question that follows it.

        They reach back to the first that was for other eyes: before an answer everyone may see to one that is private
        or in direct messages, before a private one to another member's.
        """
        return self._read(lambda connection: answers.exchanges(connection, library, answer_id, limit)) or ()

    def answers_in(self, library: str, channel: int, limit: int = 3) -> list[GivenAnswer]:
        """Return the last answers given in a channel, the newest last; never a private one."""
        return self._read(lambda connection: answers.latest_in(connection, library, channel, limit)) or []

    def claim_share(self, library: str, answer_id: str) -> bool:
        """Mark an answer as shared. True for one caller alone, whoever else tries at the same time or later."""
        with self._store.writing() as connection:
            return answers.claim_share(connection, library, answer_id)

    def rate(self, library: str, answer_id: str, member: int, helpful: bool) -> None:
        """Store what a member thinks of an answer, in place of what they thought before."""
        with self._store.writing() as connection:
            ratings.keep(connection, library, answer_id, member, helpful=helpful)

    def ratings(self, library: str) -> tuple[int, int]:
        """Return how many found an answer helpful, and how many did not."""
        return self._read(lambda connection: ratings.count(connection, library)) or (0, 0)

    def forget_document(self, library: str, document_id: str) -> None:
        """Take a document's text out of every stored answer: quotes, headings, and the sentences that rest on them.

        These become empty. What stays is that the answer cited the document, under which title and version, and where.
        To be called once the document is removed; where it is interrupted it may be called again.
        """
        ids = self._read(lambda connection: forgetting.touched(connection, library, document_id)) or []
        with self._store.writing() as connection:
            written_answers.forget(connection, library)
        for at in range(0, len(ids), forgetting.BATCH):
            with self._store.writing() as connection:
                forgetting.forget(connection, library, document_id, ids[at : at + forgetting.BATCH])

    def forget_in(self, connection: Connection, document: Document) -> None:
        """Do as `forget_document` in the caller's transaction, which removes the document."""
        ids = forgetting.touched(connection, document.library, document.id)
        forgetting.forget(connection, document.library, document.id, ids)
        written_answers.forget(connection, document.library)

    def forget_library(self, library: str) -> None:
        """Forget everything about a library: answers given, ratings, settings, usage."""
        with self._store.writing() as connection:
            forgetting.forget_library(connection, library)
        self._servers.pop(library, None)
        self._usage.forget(library)

    def libraries(self) -> set[str]:
        """Return the names of the libraries of which there are documents, or of which anything is remembered.

        None is in a store that can only be read, as with `departures`.
        """
        if self._store.read_only:
            return set()
        found = self._read(
            lambda connection: {*catalogue.list_libraries(connection), *forgetting.libraries(connection)}
        )
        return found or set()

    def questions_today(self, library: str, member: int) -> int:
        """Return how many questions a member has asked in the library today (UTC), from memory."""
        self._check_loaded()
        return self._usage.of(library, member)

    def count_question(self, library: str, member: int) -> int:
        """Count a question and return how many it makes today, from memory."""
        self._check_loaded()
        return self._usage.add(library, member, 1)

    def uncount_question(self, library: str, member: int) -> int:
        """Take back one that came to nothing and return how many are left today, from memory."""
        self._check_loaded()
        return self._usage.add(library, member, -1)

    def save_usage(self) -> None:
        """Write what was counted since the last time; what cannot be written is kept for the next time."""
        unsaved = self._usage.take_unsaved()
        if not unsaved:
            return
        try:
            with self._store.writing() as connection:
                usage.add(connection, unsaved)
                usage.drop_old(connection, self._now().date())
        except BaseException:
            self._usage.put_back(unsaved)
            raise

    def written_answer(self, library: str, revision: int, key: str) -> Answer | None:
        """Return the answer a model wrote that is kept under the key, if the library is still at this revision."""
        return self._read(lambda connection: written_answers.find(connection, Answer, library, revision, key))

    def keep_written_answer(self, library: str, revision: int, key: str, answer: Answer) -> None:
        """Keep an answer a model wrote, while the library is at this revision. The key: 64 ASCII characters at most."""
        with self._store.writing() as connection:
            written_answers.keep(connection, library, revision, key, answer)

    def written_summary(self, library: str, revision: int, key: str) -> Summary | None:
        """Return the summary a model wrote that is kept under the key, if the library is still at this revision."""
        return self._read(lambda connection: written_answers.find(connection, Summary, library, revision, key))

    def keep_written_summary(self, library: str, revision: int, key: str, summary: Summary) -> None:
        """Keep a summary a model wrote, as `keep_written_answer` does an answer."""
        with self._store.writing() as connection:
            written_answers.keep(connection, library, revision, key, summary)

    def spent(self, library: str, member: int) -> Spent:
        """Return the tokens the member has used in the library today, and everyone this month (UTC)."""
        today = self._now().date()
        return self._read(lambda connection: spending.spent(connection, library, member, today)) or Spent(0, 0)

    def spend(self, library: str, member: int, used: ModelUsage) -> None:
        """Add to the tokens a member has used today; member 0 is nobody in particular."""
        today = self._now().date()
        with self._store.writing() as connection:
            spending.add(connection, library, today, member, used)
            spending.drop_old(connection, today)

    def model_usage(self, library: str, member: int | None = None, month: date | None = None) -> list[ModelUsage]:
        """Return what was used of each model in a month (this one), by everyone or by one member, most first."""
        of = month or self._now().date()
        return self._read(lambda connection: spending.by_model(connection, library, of, member)) or []

    def asked_before(self, member: int) -> list[str]:
        """Return the libraries a member has been answered from, the last one first."""
        return self._read(lambda connection: members.asked_before(connection, member)) or []

    def direct_server(self, member: int) -> str | None:
        """Return the library a member has picked for direct messages, or None."""
        return self._read(lambda connection: members.direct_server(connection, member))

    def choose_direct_server(self, member: int, library: str) -> None:
        """Store the library a member has picked for direct messages."""
        with self._store.writing() as connection:
            members.choose_direct_server(connection, member, library)

    def hold_question(self, member: int, text: str) -> str:
        """Keep a question for a day, until its asker has picked a server; return the id to find it under."""
        with self._store.writing() as connection:
            return members.hold_question(connection, member, text, self._naive_now())

    def held_question(self, question_id: str, member: int) -> str | None:
        """Return the member's question; None when it is another's, or no longer kept."""
        now = self._naive_now()
        return self._read(lambda connection: members.held_question(connection, member, question_id, now))

    def note_departure(self, library: str) -> None:
        """Note that the bot is no longer in the library's server, from today on where that is not noted yet."""
        with self._store.writing() as connection:
            departures.note(connection, library, self._naive_now())

    def note_return(self, library: str) -> None:
        """Note that the bot is in the library's server."""
        with self._store.writing() as connection:
            departures.drop(connection, library)

    def departures(self) -> dict[str, datetime]:
        """Return since when (UTC) the bot is no longer in a library's server, for every library of which that is so.

        None is in a store that can only be read, where nothing could be done about it.
        """
        return {} if self._store.read_only else self._read(departures.every) or {}

    def stored_value(self, key: str) -> str | None:
        """Return a small fact of the bot's own, or None. Nothing of a library is kept so."""
        return self._read(lambda connection: facts.find(connection, key))

    def store_value(self, key: str, value: str) -> None:
        """Store a small fact of the bot's own."""
        with self._store.writing() as connection:
            facts.keep(connection, key, value)

    def _read(self, look: Callable[[Connection], T]) -> T | None:
        if self._store.read_only and not self._store.holds(TABLES):
            return None
        with self._store.reading() as connection:
            return look(connection)

    def _check_loaded(self) -> None:
        if not self._loaded:
            raise RuntimeError("Records.load comes first")

    def _naive_now(self) -> datetime:
        return self._now().replace(tzinfo=None)
