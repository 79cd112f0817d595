"""The writer that uses a model: one reply, what is left to settle, and once more where most of it did not hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from bot.answering.generative.attempt import Attempt
from bot.answering.generative.dictation import Dictation
from bot.answering.generative.fencing import Shown, estimated_tokens, within
from bot.answering.generative.guard import Guard
from bot.answering.generative.limits import Limits
from bot.answering.generative.prompting import answer_prompt
from bot.answering.generative.replies import Waiting
from bot.answering.models import ChatModel, Prompt
from bot.answering.verification.judgement import Judge
from bot.answering.verification.quotes import LiveTexts
from bot.answering.verification.verifying import Verified, Verifier
from bot.errors import ModelUnavailable, Stopped
from index.documents import Findings
from prompts import Prompts

NAME: Final = "generative"

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
    _dictation: Dictation = field(init=False)

    def __post_init__(self) -> None:
        """Make ready to take down what the model writes."""
        self._dictation = Dictation(self.prompts.entailment, self.limits, self.model, self.waiting)

    def write(self, question: str, findings: Findings) -> Written:
        """Answer the question from the passages found, showing every sentence once it is verified.

        Raises ModelUnavailable, whose sentence says why, where nothing came of it, and Stopped.
        """
        first = last = self._attempt(question, findings)
        if first.held or first.says_nothing or self._dictation.over():
            return self._written(first)
        if self.waiting.seconds() > self.limits.wait_seconds * WORTH_A_RETRY:
            last = self._attempt(question, findings, first)
            if last.held or (last.says_nothing and first.empty):
                return self._written(last)
            if self._dictation.over():
                return self._written(first if last.empty else last)
        raise ModelUnavailable(NOTHING_HELD if last.reasons() else UNREADABLE)

    def _attempt(self, question: str, findings: Findings, before: Attempt | None = None) -> Attempt:
        """Let the model write, again with what was wrong `before`, and settle what it leaves open."""
        shown = Shown(within(findings.hits, self._room()))
        prompt = self._prompt(question, shown, before)
        verifier = Verifier(self.texts, Guard(self.judge, shown.secrets(), f"{prompt.system}\n{prompt.plain}"))
        attempt = Attempt(shown, findings.rarity, verifier)
        self._dictation.take_down(prompt, attempt)
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

    def _written(self, attempt: Attempt) -> Written:
        """Return what there is of an attempt. Raises ModelUnavailable and Stopped where there is nothing."""
        stopped, failure = self.waiting.stopped(), self._dictation.failure
        if attempt.empty and stopped:
            raise Stopped(STOPPED)
        if attempt.empty and failure:
            raise ModelUnavailable(str(failure))
        note = STOPPED if stopped else NOT_WHOLE.format(reason=_inside_a_sentence(str(failure))) if failure else None
        return Written(attempt.verified(), note, whole=not (note or self._dictation.left_open))


def _inside_a_sentence(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
