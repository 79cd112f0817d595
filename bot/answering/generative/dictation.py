"""A model's reply taken down: verified record by record, and what the rules leave open settled by a call of its own."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import Final, Protocol

from bot.answering.generative import entailment
from bot.answering.generative.limits import Limits
from bot.answering.generative.opinions import may_settle
from bot.answering.generative.record import NothingSaid, Record
from bot.answering.generative.replies import Waiting, records
from bot.answering.models import ChatModel, Prompt
from bot.answering.verification.judgement import Judgement, Verdict
from bot.answering.verification.verifying import Verified, Verifier
from bot.errors import ModelUnavailable
from prompts import Template

SETTLED: Final = Judgement(Verdict.SUPPORTED, 0.75)
"""A claim that the rules left open and the entailment call let stand."""


class Taking(Protocol):
    """Takes what a model writes at one go, and knows what of it may be shown."""

    verifier: Verifier

    @property
    def full(self) -> bool:
        """Whether no more is taken."""
        ...

    def take(self, record: Record | NothingSaid) -> bool:
        """Verify the next record; return whether there is something new to show."""
        ...

    def verified(self) -> Verified:
        """Return what may be shown so far."""
        ...


@dataclass(slots=True)
class Dictation:
    """Replies of one model to somebody who waits.

    `entailment` is the prompt of the call that settles. `failure` is why the model wrote no more, `left_open` whether
    what the rules leave open stayed so because that call failed.
    """

    entailment: Template
    limits: Limits
    model: ChatModel
    waiting: Waiting
    failure: ModelUnavailable | None = None
    left_open: bool = False

    def over(self) -> bool:
        """Tell whether no more is written: the model failed, or nobody wants it."""
        return self.failure is not None or self.waiting.stopped()

    def take_down(self, prompt: Prompt, taking: Taking) -> None:
        """Let the model write, and settle what the rules leave open of it."""
        try:
            with closing(records(self.model, prompt, self.waiting, self.limits.reply_chars)) as written:
                for record in written:
                    if taking.take(record):
                        self.waiting.show(taking.verified())
                    if taking.full:
                        break
        except ModelUnavailable as error:
            self.failure = error
        if not self.over():
            self._settle(taking)

    def _settle(self, taking: Taking) -> None:
        """Let what the rules could not settle be settled; if that fails, the quotes stay."""
        checked = taking.verifier.checked
        open_ones = [position for position, each in enumerate(checked) if may_settle(each)]
        if not open_ones:
            return
        try:
            follows = entailment.follow(
                [checked[position] for position in open_ones],
                self.entailment,
                self.model,
                self.waiting.seconds,
                self.waiting.stopped,
                schema=self.limits.schema,
            )
        except ModelUnavailable:
            self.left_open = True
            return
        for position, follows_from_quotes in zip(open_ones, follows, strict=True):
            if follows_from_quotes:
                taking.verifier.settle(position, SETTLED)
        if any(follows):
            self.waiting.show(taking.verified())
