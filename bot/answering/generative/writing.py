"""The writer that uses a model: one reply, what is left to settle, and once more where most of it did not hold."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import Final

from bot.answering.generative import entailment
from bot.answering.generative.attempt import Attempt
from bot.answering.generative.fencing import Shown, estimated_tokens, within
from bot.answering.generative.guard import Guard
from bot.answering.generative.limits import Limits
from bot.answering.generative.opinions import may_settle
from bot.answering.generative.prompting import answer_prompt
from bot.answering.generative.replies import Waiting, records
from bot.answering.models import ChatModel, Prompt
from bot.answering.verification.judgement import Judge, Judgement, Verdict
from bot.answering.verification.quotes import LiveTexts
from bot.answering.verification.verifying import Verified, Verifier
from bot.errors import ModelUnavailable, Stopped
from index.documents import Findings
from prompts import Prompts

NAME: Final = "generative"

SETTLED: Final = Judgement(Verdict.SUPPORTED, 0.75)
"""A claim that the rules left open and the entailment call let stand."""
CALLS: Final = 4
"""A question may cost: a follow-up rewritten, two replies, and what is left of them to settle."""
WORTH_A_RETRY: Final = 0.2
"""The share of the time a person waits that must be left for the model to write once more."""
UNREADABLE: Final = "What the model wrote could not be read as an answer."
NOTHING_HELD: Final = "The documents did not bear out what the model wrote, so it is not shown."
NOT_WHOLE: Final = "This may not be the whole answer: {reason}"
STOPPED: Final = "Stopped."


@dataclass(frozen=True, slots=True)
class Written:
    """What a model wrote, verified; nothing, where it says that the documents do not say.

    `note` is a sentence for the person: why it is not the whole answer. `whole`: nothing is missing or left open, so
    that the same question need not be asked again.
    """

    verified: Verified
    note: str | None
    whole: bool


@dataclass(slots=True)
class Writing:
    """The writing of one answer by `model`, with these prompts and within these limits.

    `judge` decides what quotes bear out, `texts` are where they must stand, `waiting` is whom it is for.
    """

    prompts: Prompts
    limits: Limits
    judge: Judge
    model: ChatModel
    texts: LiveTexts
    waiting: Waiting
    failure: str | None = None
    left_open: bool = False

    def write(self, question: str, findings: Findings) -> Written:
        """Answer the question from the passages found, showing every sentence once it is verified.

        Raises ModelUnavailable, whose sentence says why, where nothing came of it, and Stopped.
        """
        first = last = self._attempt(question, findings)
        if first.held or first.says_nothing or self._over():
            return self._written(first)
        if self.waiting.seconds() > self.limits.wait_seconds * WORTH_A_RETRY:
            last = self._attempt(question, findings, first)
            if last.held or (last.says_nothing and first.empty):
                return self._written(last)
            if self._over():
                return self._written(first if last.empty else last)
        raise ModelUnavailable(NOTHING_HELD if last.reasons() else UNREADABLE)

    def _over(self) -> bool:
        return self.failure is not None or self.waiting.stopped()

    def _attempt(self, question: str, findings: Findings, before: Attempt | None = None) -> Attempt:
        """Let the model write, again with what was wrong `before`, and settle what it leaves open."""
        shown = Shown(within(findings.hits, self._room()))
        prompt = self._prompt(question, shown, before)
        verifier = Verifier(self.texts, Guard(self.judge, shown.secrets(), f"{prompt.system}\n{prompt.plain}"))
        attempt = Attempt(shown, findings.rarity, verifier)
        try:
            with closing(records(self.model, prompt, self.waiting, self.limits.reply_chars)) as written:
                for record in written:
                    if attempt.take(record):
                        self.waiting.show(attempt.verified())
                    if attempt.full:
                        break
        except ModelUnavailable as error:
            self.failure = str(error)
        if not self._over():
            self._settle(attempt)
        return attempt

    def _prompt(self, question: str, shown: Shown, before: Attempt | None) -> Prompt:
        reasons = before.reasons() if before else ()
        # Where nothing at all could be read, JSON is more than this model can write.
        schema = self.limits.schema and (before is None or bool(reasons))
        return answer_prompt(self.prompts.answer, self.limits, shown, question, reasons, schema=schema)

    def _room(self) -> int:
        """Return how many tokens the passages in a prompt may have."""
        if not self.limits.question_tokens:
            return 1 << 30
        instructions = sum(estimated_tokens(text) for text in self.prompts.answer.sections.values())
        return self.limits.question_tokens // CALLS - self.limits.reply_tokens - instructions

    def _settle(self, attempt: Attempt) -> None:
        """Let what the rules could not settle be settled by a call of its own; if that fails, the quotes stay."""
        checked = attempt.verifier.checked
        open_ones = [position for position, each in enumerate(checked) if may_settle(each)]
        if not open_ones:
            return
        try:
            follows = entailment.follow(
                [checked[position] for position in open_ones],
                self.prompts.entailment,
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
                attempt.verifier.settle(position, SETTLED)
        if any(follows):
            self.waiting.show(attempt.verified())

    def _written(self, attempt: Attempt) -> Written:
        """Return what there is of an attempt. Raises ModelUnavailable and Stopped where there is nothing."""
        stopped, failure = self.waiting.stopped(), self.failure
        if attempt.empty and stopped:
            raise Stopped(STOPPED)
        if attempt.empty and failure:
            raise ModelUnavailable(failure)
        note = STOPPED if stopped else failure and NOT_WHOLE.format(reason=_inside_a_sentence(failure))
        return Written(attempt.verified(), note, whole=not (note or self.left_open))


def _inside_a_sentence(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
