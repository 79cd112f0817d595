"""Texts, put together as they are sent to a server."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

MOST_CHARACTERS: Final = 100_000
"""In one request: some 25,000 tokens of English. Servers bound what they take at once, OpenAI's at 300,000."""

BLANK: Final = "."
"""In the place of a text with nothing in it, which servers refuse."""


def batches(texts: Sequence[str], most: int) -> Iterator[list[str]]:
    """Yield the texts in order, up to `most` of them and MOST_CHARACTERS at a time; a longer text goes alone."""
    batch: list[str] = []
    characters = 0
    for text in map(_sendable, texts):
        if batch and (len(batch) == most or characters + len(text) > MOST_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(text)
        characters += len(text)
    if batch:
        yield batch


def _sendable(text: str) -> str:
    """Return a text as it can be sent: half a character, as a question may hold, is none."""
    return text.encode(errors="replace").decode() if text.strip() else BLANK
