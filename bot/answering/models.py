"""What a writer needs of a language model: text in, text out as it is written, and one kind of failure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is asked: its instructions, and the question and the documents as data.

    `schema` is the JSON schema of what it is to write, for servers that can hold it to one; `plain`, where it is not
    empty, the instructions in place of `system` for those that cannot. `max_tokens` bounds what it writes; `purpose`
    (`answer`, `entailment`, `follow_up`, `summary`, `summary_choice`) says in the log and in tests what a call is for.
    """

    system: str
    user: str
    max_tokens: int
    purpose: str
    schema: Mapping[str, Any] | None = None
    plain: str = ""


class ChatModel(Protocol):
    """A model as one question uses it: every call counts against the question's budget. Safe for one thread."""

    @property
    def name(self) -> str:
        """The model's name."""
        ...

    def stream(
        self, prompt: Prompt, seconds: Callable[[], float], stopped: Callable[[], bool] = lambda: False
    ) -> Iterator[str]:
        """Yield what the model writes, piece by piece.

        `seconds` tells how much longer the next piece is waited for, and is asked again after each. `stopped` tells
        that nothing more is wanted, which ends the stream within a fraction of a second; leaving the iterator ends the
        call too. Raises ModelUnavailable, whose sentence says why, when nothing more comes before the end.
        """
        ...


def written(model: ChatModel, prompt: Prompt, seconds: Callable[[], float]) -> str:
    """Return all of what the model writes. Raises ModelUnavailable."""
    return "".join(model.stream(prompt, seconds))
