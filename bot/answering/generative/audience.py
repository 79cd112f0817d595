"""Whoever waits for a model's answer: how long, until when, and what they see of it meanwhile."""

from __future__ import annotations

from bot.answering.generative.limits import Patience
from bot.answering.generative.writing import NAME
from bot.answering.ground import Ground
from bot.answering.listening import Listener
from bot.answering.models import ChatModel
from bot.answering.verification.verifying import Verified


class Audience:
    """One listener and their patience."""

    def __init__(self, listener: Listener, patience: Patience, ground: Ground, model: ChatModel) -> None:
        """Show answers on this ground, which the model writes, to the listener."""
        self._listener = listener
        self._patience = patience
        self._ground = ground
        self._model = model
        self._shown: Verified | None = None

    def seconds(self) -> float:
        """Return how much longer the next sentence is waited for."""
        return self._patience.left()

    def stopped(self) -> bool:
        """Tell whether the answer is not wanted any more."""
        return self._listener.stopped

    def show(self, so_far: Verified) -> None:
        """Show what is verified, if that is not on the screen already, and wait anew."""
        if self._shown is None or self._shown.claims != so_far.claims:
            self._shown = so_far
            self._patience.renew()
            self._listener.show(self._ground.answer(so_far, NAME, model=self._model.name))
