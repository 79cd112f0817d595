"""What is asked of a server, in the words it understands: of what the API has, not every server takes everything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from bot.answering.models import Prompt

if TYPE_CHECKING:
    from openai import APIStatusError

LIMITS: Final = ("max_completion_tokens", "max_tokens")
"""The two names of one parameter: OpenAI's newer models refuse the second, most other servers know it alone."""

MARKS: Final = {
    "response_format": r"response_format|json_schema|schema|grammar|structured output",
    "stream_options": r"stream_options|include_usage",
    "temperature": r"temperature",
    "max_completion_tokens": r"max_completion_tokens",
    "max_tokens": r"max_tokens",
    "stream": r"stream|streaming",
}
"""By what a refusal tells which parameter it means."""


FAILED: Final = 500
"""From here on a server has failed, as some do at a schema; only one that names it is taken to mean it."""


class Dialect:
    """What the server has refused so far; all questions of the process share it."""

    def __init__(self, model_format: str, *, is_default: bool) -> None:
        """Begin with what OpenAI's own server takes, or with what others do; `model_format` is MODEL_FORMAT."""
        self._format = model_format
        self._limits = LIMITS if is_default else LIMITS[::-1]
        self._refused: frozenset[str] = frozenset()

    @property
    def refused(self) -> frozenset[str]:
        """The parameters to leave out."""
        return self._refused

    def learn(self, refused: frozenset[str]) -> None:
        """Leave these out from now on: without them a request went through."""
        self._refused |= refused

    def parameters(self, prompt: Prompt, refused: frozenset[str]) -> dict[str, Any]:
        """Return the parameters of a request, beside model and messages, without those refused."""
        limit = next((name for name in self._limits if name not in refused), None)
        wanted = {
            "stream": True,
            "stream_options": {"include_usage": True} if "stream" not in refused else None,
            "temperature": 0,
            "response_format": self._form(prompt),
            limit: prompt.max_tokens,
        }
        return {name: value for name, value in wanted.items() if name and value is not None and name not in refused}

    def refusal(self, error: APIStatusError, given: dict[str, Any]) -> str | None:
        """Return which of the parameters `given` a server refused, None where it means something else."""
        words = f"{error.param} {error.message}".lower()
        for name, marks in MARKS.items():
            means_it = name == "response_format" or error.status_code < FAILED
            if means_it and self._may_go(name, given) and re.search(rf"(?<!\w)({marks})(?!\w)", words):
                return name
        # Servers that refuse a schema do not always say that it is that.
        may_be = error.status_code < FAILED and self._may_go("response_format", given)
        return "response_format" if may_be else None

    def _may_go(self, name: str, given: dict[str, Any]) -> bool:
        return name in given and not (name == "response_format" and self._format == "schema")

    def _form(self, prompt: Prompt) -> dict[str, Any] | None:
        if prompt.schema is None or self._format == "lines":
            return None
        described = {"name": prompt.purpose, "schema": prompt.schema, "strict": True}
        return {"type": "json_schema", "json_schema": described}
