"""What one request of a question takes: counted while the reply comes, so that it is known however that ends."""

from __future__ import annotations

from bot.model.counting import size, tokens_for
from bot.records.nouns import ModelUsage


class Meter:
    """Counts in the event loop; read by the thread that waits, once the call is over.

    A call counts from the moment the server accepts it; one it refuses or that never reaches it costs nothing.
    """

    def __init__(self, asked: int) -> None:
        """Count a request whose prompt is estimated at so many tokens."""
        self._asked = asked
        self._bytes = 0
        self._said: tuple[int, int] | None = None
        self._used = ModelUsage("", 0, 0, 0)

    def begin(self) -> None:
        """Note that the server accepted the request, which after a retry it does again."""
        self._used = self._with_current()
        self._used = ModelUsage("", self._used.calls + 1, self._used.input_tokens, self._used.output_tokens)
        self._bytes, self._said = 0, None

    def add(self, text: str, thought: str = "") -> None:
        """Count what the model writes, and what it thinks before, which costs the same."""
        self._bytes += size(text) + size(thought)

    def say(self, read: int, written: int) -> None:
        """Take the server's own count of tokens in place of an estimate."""
        self._said = read, written

    def used(self, model: str) -> ModelUsage | None:
        """Return what was used of `model`; None where no request was accepted."""
        used = self._with_current()
        return ModelUsage(model, used.calls, used.input_tokens, used.output_tokens) if used.calls else None

    def _with_current(self) -> ModelUsage:
        if not self._used.calls:
            return self._used
        read, written = self._said or (self._asked, tokens_for(self._bytes))
        return ModelUsage("", self._used.calls, self._used.input_tokens + read, self._used.output_tokens + written)
