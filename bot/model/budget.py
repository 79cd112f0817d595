"""What models may cost: tokens for a question, for a member a day, for a server a month.

What a call may use at most is set aside before it begins, so that questions that run side by side cannot overrun a
limit together; what it did use is counted once it has ended.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Final

from bot.errors import BudgetSpent
from bot.model.tally import Tally
from bot.records.nouns import ModelUsage
from bot.wording import counted

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """Tokens; 0 is no limit."""

    question: int
    member_day: int
    library_month: int


class Budget:
    """The limits of every library and member. Safe to use from several threads."""

    def __init__(self, limits: Limits, tally: Tally) -> None:
        """Hold what is counted in `tally` to `limits`."""
        self.limits = limits
        self._tally = tally
        self._lock = Lock()
        self._set_aside: Counter[tuple[str, int]] = Counter()

    def set_aside(self, library: str, member: int, tokens: int) -> None:
        """Set tokens aside for a call. Raises BudgetSpent, and sets nothing aside, where a limit has no room for them.

        Member 0 is nobody in particular, whose days have no limit.
        """
        with self._lock:
            spent = self._tally.spent(library, member)
            mine = spent.member_today + self._set_aside[library, member]
            all_of_it = spent.library_month + sum(
                aside for (its, _), aside in self._set_aside.items() if its == library
            )
            if member and _over(mine + tokens, self.limits.member_day):
                raise BudgetSpent("You have used your model budget for today; it is new at midnight UTC.")
            if _over(all_of_it + tokens, self.limits.library_month):
                raise BudgetSpent(_month_is_spent(self._tally.today))
            self._set_aside[library, member] += tokens

    def settle(self, library: str, member: int, tokens: int, used: ModelUsage | None) -> None:
        """Count what a call used, if anything, and give back what was set aside for it."""
        try:
            if used is not None:
                self._tally.spend(library, member, used)
        finally:
            with self._lock:
                self._set_aside[library, member] -= tokens
                self._set_aside += Counter()  # drops what is down to nothing


class QuestionBudget:
    """The budget of one question, which draws on its asker's and its library's. For one thread."""

    def __init__(self, budget: Budget, library: str, asker: int) -> None:
        """Let the question of `asker` (0: nobody in particular) in the library use what it may."""
        self._budget = budget
        self._library = library
        self._asker = asker
        self._used = 0

    def set_aside(self, tokens: int) -> None:
        """Set tokens aside for a call. Raises BudgetSpent."""
        limit = self._budget.limits.question
        if _over(self._used + tokens, limit):
            raise BudgetSpent(
                f"The model may use {counted(limit, 'token')} for one question, and this one would take more."
            )
        self._budget.set_aside(self._library, self._asker, tokens)

    def settle(self, tokens: int, used: ModelUsage | None) -> None:
        """Count what a call used, if anything, and give back what was set aside for it."""
        self._used += used.tokens if used else 0
        self._budget.settle(self._library, self._asker, tokens, used)


def _over(tokens: int, limit: int) -> bool:
    return 0 < limit < tokens


def _month_is_spent(today: date) -> str:
    this, following = MONTHS[today.month - 1], MONTHS[today.month % 12]
    return f"This server has used its model budget for {this}; it is new on {following} 1 (UTC)."
