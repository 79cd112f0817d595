"""A model asked to tell what stands in a few sections, and what of its reply holds of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from bot.answering.generative.attempt import Attempt
from bot.answering.generative.dictation import Dictation
from bot.answering.generative.fencing import Shown, estimated_tokens
from bot.answering.generative.guard import Guard
from bot.answering.generative.limits import Limits, Patience
from bot.answering.generative.prompting import summary_prompt
from bot.answering.generative.writing import NOTHING_HELD, UNREADABLE
from bot.answering.models import ChatModel
from bot.answering.summaries.generative.overhearing import Overheard
from bot.answering.summaries.generative.portions import PORTION_TOKENS, Piece
from bot.answering.verification.judging import judge
from bot.answering.verification.quotes import LiveTexts
from bot.answering.verification.verifying import Checked, Verified, Verifier
from bot.errors import BudgetSpent, ModelUnavailable
from prompts import Prompts

TEXTS_HELD: Final = 4
"""Documents whose text is held while sections of them are told."""
NOTHING_SAID: Final = "The model found nothing to say of it."
CLAIMS_A_CALL: Final = 8
TOKENS_A_CLAIM: Final = 150
"""What a claim costs with its quotes: a reply that has no room for all would leave sections out."""
FEWEST_TOKENS: Final = 300
PROMPT_TOKENS: Final = 200
"""What a call costs beside its instructions, its passages and its reply."""


@dataclass(frozen=True, slots=True)
class Means:
    """How a model is asked for one summary, and for whom.

    `model` gives it for one call, which counts as one question; `wish` is what the person wants, in words for the
    model, and `choosy` whether sections may have nothing to do with that. `claims` are asked for of a section at most.
    """

    prompts: Prompts
    limits: Limits
    model: Callable[[], ChatModel]
    texts: LiveTexts
    stopped: Callable[[], bool]
    clock: Callable[[], float]
    wish: str
    choosy: bool
    claims: int

    @property
    def claims_a_call(self) -> int:
        """How many claims a reply has room for."""
        return max(1, min(CLAIMS_A_CALL, self.limits.reply_tokens // TOKENS_A_CLAIM))

    @property
    def together(self) -> int:
        """How many sections may be told in one call."""
        return max(1, self.claims_a_call // self.claims)

    @property
    def room(self) -> int:
        """How many tokens of sections a call may show within the budget of a question."""
        if not self.limits.question_tokens:
            return PORTION_TOKENS
        instructions = sum(estimated_tokens(text) for text in self.prompts.summary.sections.values())
        left = self.limits.question_tokens - self.limits.reply_tokens - instructions - PROMPT_TOKENS
        return max(FEWEST_TOKENS, min(PORTION_TOKENS, left))

    def dictation(self) -> Dictation:
        """Return what takes down one reply; the wait for it begins now."""
        waiting = _Waiting(Patience(self.limits, self.clock), self.stopped)
        return Dictation(self.prompts.entailment, self.limits, self.model(), waiting)


class _Waiting:
    """Waits for one reply."""

    def __init__(self, patience: Patience, stopped: Callable[[], bool]) -> None:
        self.seconds = patience.left
        self.stopped = stopped
        self._patience = patience

    def show(self, so_far: Verified) -> None:  # noqa: ARG002 - it is enough that there is something
        """Wait anew: the model is at work."""
        self._patience.renew()


class RecentTexts:
    """Texts of which the last few are held, so that a book is not fetched anew for each of its sections."""

    def __init__(self, texts: LiveTexts) -> None:
        self._read = lru_cache(maxsize=TEXTS_HELD)(texts.live_text)

    def live_text(self, document_id: str, version: int) -> str | None:
        """Return the version's text if it was live when it was fetched, else None."""
        return self._read(document_id, version)


@dataclass(frozen=True, slots=True)
class Telling:
    """What came of one call: the attempt, why the model failed, if it did, and whether something was left open.

    `cut_off`: the reply ended in its middle.
    """

    attempt: Attempt
    failure: ModelUnavailable | None
    left_open: bool
    cut_off: bool

    @property
    def reason(self) -> str:
        """Why there is no more of it, in a sentence."""
        if self.failure is None and self.attempt.reasons():
            return NOTHING_HELD
        return str(self.failure or (NOTHING_SAID if self.attempt.says_nothing else UNREADABLE))

    @property
    def spent(self) -> bool:
        """Whether the model may not be asked any more."""
        return isinstance(self.failure, BudgetSpent)

    @property
    def readable(self) -> bool:
        """Whether the model wrote what can be read to its end, even if it says that there is nothing to say."""
        return self.failure is None and not self.cut_off and (self.attempt.says_nothing or not self.attempt.empty)

    def of(self, piece: Piece, *, supported: bool) -> list[Checked]:
        """Return the claims about a piece; those alone that say no more than their quotes, where `supported`."""
        claims = [each for each in self.attempt.verifier.checked if piece.holds(each.quotes[0])]
        return [each for each in claims if each.supported] if supported else claims


def tell(means: Means, pieces: Sequence[Piece], before: Telling | None = None) -> Telling:
    """Have the model tell what stands in the pieces, once more where `before` is what came of it the first time."""
    shown = Shown([hit for piece in pieces for hit in piece.hits])
    reasons = before.attempt.reasons() if before else ()
    # Where nothing at all could be read, JSON is more than this model can write.
    schema = means.limits.schema and (before is None or before.failure is not None or bool(reasons))
    most = min(means.claims_a_call, sum(min(means.claims, piece.sentences_shown) for piece in pieces))
    wish = f"{means.wish}\nClaims: {max(len(pieces), most // 2)} to {most} in all"
    prompt = summary_prompt(means.prompts.summary, means.limits, shown, wish, reasons, schema=schema)
    guard = Guard(judge, shown.secrets(), f"{prompt.system}\n{prompt.plain}")
    attempt = Attempt(shown, None, Verifier(means.texts, guard))
    dictation = means.dictation()
    dictation.model = overheard = Overheard(dictation.model, prompt.purpose)
    dictation.take_down(prompt, attempt)
    return Telling(attempt, dictation.failure, dictation.left_open, overheard.cut_off)
