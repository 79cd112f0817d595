"""Passages and questions as data in a prompt: fenced by a mark, and named by ids, that nobody could know before.

Both are drawn anew for every question, after the documents were written and the question was put, so that nothing in
them can close the fence, open another one or name a passage.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from typing import Final

from index.documents import Hit
from index.names import shown_name
from index.passages import rough_tokens

ID_LETTERS: Final = "bcdfghjkmnpqrstvwxz23456789"
"""Without vowels, so that no word comes out, and without letters that look like another."""
ID_LENGTH: Final = 5
MOST_PASSAGES: Final = 6
"""What a local model's window of 4,096 tokens holds beside its instructions and its reply."""

NO_ID: Final = ("passage", "id")
"""What some models copy from the instructions where the id should stand."""
WORD: Final = re.compile(r"[^\W_]+")


def fresh_ids(count: int) -> list[str]:
    """Return so many different ids."""
    found: set[str] = set()
    while len(found) < count:
        found.add("".join(secrets.choice(ID_LETTERS) for _ in range(ID_LENGTH)))
    return list(found)


def fresh_boundary() -> str:
    """Return a mark for a fence."""
    return f"<<{secrets.token_hex(8)}>>"


class Shown:
    """The passages a model is shown, each under its id."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        """Give ids to the passages, the best first."""
        self.boundary = fresh_boundary()
        self.hits = dict(zip(fresh_ids(len(hits)), hits, strict=True))

    def named(self, written: str) -> list[Hit]:
        """Return the passage a model means by an id; all where it wrote none, and nothing for a false one."""
        words = [word for word in WORD.findall(written.casefold()) if word not in NO_ID]
        if not words:
            return list(self.hits.values())
        return [self.hits[word] for word in words if word in self.hits][:1]

    def secrets(self) -> tuple[str, ...]:
        """Return what nobody but the model has seen, in small letters."""
        return (self.boundary.strip("<>"), *self.hits)

    def as_data(self) -> str:
        """Return the passages, fenced, with their titles and headings."""
        return "\n\n".join(self._fenced(name, hit) for name, hit in self.hits.items())

    def _fenced(self, name: str, hit: Hit) -> str:
        lines = [f"{self.boundary} PASSAGE {name}", f"Title: {shown_name(hit.document.title)}"]
        if hit.passage.heading:
            lines.append(f"Heading: {shown_name(hit.passage.heading)}")
        return "\n".join([*lines, "Text:", hit.passage.text.strip(), f"{self.boundary} END"])


def within(hits: Sequence[Hit], tokens: int) -> list[Hit]:
    """Return the best passages that fit into so many tokens, at least one and at most MOST_PASSAGES."""
    chosen: list[Hit] = []
    for hit in hits[:MOST_PASSAGES]:
        tokens -= estimated_tokens(hit.passage.text)
        if chosen and tokens < 0:
            break
        chosen.append(hit)
    return chosen


def estimated_tokens(text: str) -> int:
    """Return about how many tokens a text has: its words and signs, or a third of its letters, whichever is more."""
    return max(len(rough_tokens(text)), len(text) // 3)
