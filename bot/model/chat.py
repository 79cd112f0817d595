"""The model as one question uses it: within its time, its budget and its turn."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import closing

from bot.answering.models import Prompt
from bot.errors import ModelUnavailable
from bot.logs import event
from bot.model.budget import QuestionBudget
from bot.model.counting import tokens_of
from bot.model.metering import Meter
from bot.model.server import Server
from index.errors import EndpointError

logger = logging.getLogger(__name__)


class Chat:
    """A ChatModel of the configured server."""

    def __init__(self, server: Server, budget: QuestionBudget) -> None:
        """Ask `server` within `budget`."""
        self._server = server
        self._budget = budget

    @property
    def name(self) -> str:
        """The model's name; of a server that chooses its model it is known from the first call on."""
        return self._server.name

    def stream(
        self, prompt: Prompt, seconds: Callable[[], float], stopped: Callable[[], bool] = lambda: False
    ) -> Iterator[str]:
        """Yield what the model writes, as ChatModel has it."""
        patience = _Patience(seconds)
        try:
            with self._server.turn(patience.left, stopped) as ours:
                if ours:
                    yield from self._written(prompt, patience, stopped)
        except (EndpointError, ModelUnavailable) as error:
            event(logger, logging.INFO, "no answer from the model", purpose=prompt.purpose, why=error)
            failure = error if isinstance(error, ModelUnavailable) else ModelUnavailable(str(error))
            raise failure from None

    def _written(self, prompt: Prompt, patience: _Patience, stopped: Callable[[], bool]) -> Iterator[str]:
        asked = tokens_of(prompt)
        most = asked + prompt.max_tokens
        meter = Meter(asked)
        started = time.monotonic()
        self._budget.set_aside(most)
        try:
            with closing(self._server.pieces(prompt, meter, patience.left, stopped)) as pieces:
                for piece in pieces:
                    yield piece
                    patience.renew()
        finally:
            used = meter.used(self.name)
            self._budget.settle(most, used)
            ms, tokens = round((time.monotonic() - started) * 1000), used and used.tokens
            event(logger, logging.INFO, "asked the model", purpose=prompt.purpose, ms=ms, tokens=tokens)


class _Patience:
    """The time the next text is waited for. What a server sends beside it does not renew it."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self.renew()

    def renew(self) -> None:
        self._ends = time.monotonic() + self._seconds()

    def left(self) -> float:
        return self._ends - time.monotonic()
