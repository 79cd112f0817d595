"""What a model says of the claims that the rules leave open; of none else is it asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.answering.checking.checked import Standing
from bot.answering.checking.holding import Held
from bot.answering.generative.entailment import follow
from bot.answering.generative.limits import Limits, Patience
from bot.answering.models import ChatModel
from prompts import Template

MOST_ASKED: Final = 20
"""Claims in the one call, the first ones; more would be too long to read for a small model."""


class Opinion:
    """One model's, for one text."""

    def __init__(self, model: ChatModel, template: Template, limits: Limits) -> None:
        """Ask this model by this prompt."""
        self._model = model
        self._template = template
        self._limits = limits

    def settled(self, held: Sequence[Held]) -> list[Held]:
        """Return the claims with those supported that the model finds to follow from their quotes.

        A contradiction is never asked about. Raises ModelUnavailable.
        """
        asked = [each for each in held if each.open is not None][:MOST_ASKED]
        claims = [each.open for each in asked if each.open is not None]
        if not claims:
            return list(held)
        seconds = Patience(self._limits).left
        verdicts = follow(claims, self._template, self._model, seconds, lambda: False, schema=self._limits.schema)
        follows = {id(each) for each, verdict in zip(asked, verdicts, strict=True) if verdict}
        return [self._supported(each) if id(each) in follows else each for each in held]

    def _supported(self, held: Held) -> Held:
        reason = f"The documents say so in other words, as {self._model.name} reads them."
        quotes = held.open.quotes if held.open else ()
        return replace(held, verdict=Standing.SUPPORTED, reason=reason, quotes=quotes)
