"""Errors above the index, and the one function that turns any error into a sentence for a person.

FootnoteError (index/errors.py, with the library's own kinds)
├── SettingsError     a setting that is missing or cannot be used
├── QuestionError     a question that cannot be asked
├── SummaryError      a summary that cannot be made
├── EvaluationError   a question set that cannot be evaluated
├── NotAllowed        something the person may not do
├── NotNow            something that cannot be done at the moment
├── Stopped           an answer nobody wants any more
└── ModelUnavailable  the model that writes did not answer, or may not be asked
    └── BudgetSpent   it would cost more than is allowed
"""

from __future__ import annotations

import logging
from secrets import token_hex

from index.errors import FootnoteError

logger = logging.getLogger(__name__)


class SettingsError(FootnoteError):
    """A setting is missing or cannot be used; the sentence names every such setting at once."""


class QuestionError(FootnoteError):
    """The question is empty or too long."""


class SummaryError(FootnoteError):
    """There is nothing to summarise, or it is not said what."""


class EvaluationError(FootnoteError):
    """A folder of questions cannot be evaluated."""


class NotAllowed(FootnoteError):
    """The person may not do this here."""


class NotNow(FootnoteError):
    """This cannot be done at the moment: too many questions, or Footnote is stopping."""


class Stopped(FootnoteError):
    """Whoever asked does not want the answer any more, and nothing of it is there to show."""


class ModelUnavailable(FootnoteError):
    """The model that writes did not answer as it should; the sentence says why, and never with what key."""


class BudgetSpent(ModelUnavailable):
    """The tokens that a question, a member a day or a server a month may use are spent."""


def explain(error: BaseException) -> str:
    """Return one sentence, safe to show, for any error.

    What Footnote did not foresee is logged in full under an id, and the sentence gives the id alone.
    """
    if isinstance(error, FootnoteError):
        return str(error)
    if isinstance(error, KeyboardInterrupt):
        return "Stopped; nothing half-done was kept."
    if isinstance(error, MemoryError):
        return "There is not enough memory for this; nothing was changed."
    reference = token_hex(4)
    logger.error("unexpected error %s", reference, exc_info=error)
    return f"Something unexpected went wrong; the log has the details under {reference}."
