"""The one door: a ChatModel for each question, where a model is configured."""

from __future__ import annotations

from bot.answering.models import ChatModel
from bot.model.budget import Budget, Limits, QuestionBudget
from bot.model.chat import Chat
from bot.model.server import Server
from bot.model.tally import Tally
from bot.records import Records
from bot.settings import Settings


class Models:
    """What writes for the questions of this process. Safe to use from several threads; close it when done."""

    def __init__(self, settings: Settings, records: Records) -> None:
        """Count in `records` what is used. Nothing is asked yet."""
        limits = Limits(settings.question_tokens, settings.member_tokens_per_day, settings.server_tokens_per_month)
        self._budget = Budget(limits, Tally(records))
        self._server = Server(settings) if settings.has_model else None

    def for_question(self, library: str, asker: int) -> ChatModel | None:
        """Return the model for one question of `asker` (0: nobody in particular); None where none is configured."""
        if self._server is None:
            return None
        self._server.open()  # before the time that is waited for the model begins
        return Chat(self._server, QuestionBudget(self._budget, library, asker))

    def close(self) -> None:
        """Break off what is being asked, and ask no more."""
        if self._server is not None:
            self._server.close()
