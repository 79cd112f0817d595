"""Text that comes in pieces, cut anywhere: JSON may cut even a letter in two."""

from __future__ import annotations


class Letters:
    """Puts letters together again whose halves came apart, and half letters nobody sent the rest of into a mark."""

    def __init__(self) -> None:
        self._half = ""

    def whole(self, text: str) -> str:
        """Return a piece of text as it can be stored and shown; the half letter it ends with comes with the next."""
        text, self._half = self._half + text, ""
        if text and "\ud800" <= text[-1] <= "\udbff":
            text, self._half = text[:-1], text[-1]
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
