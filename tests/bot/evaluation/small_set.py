"""A question set small enough to check by hand: three documents of one passage each, eight questions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

HARBOUR = "The harbour of Veld opened in 1921. Its first keeper was Ada Brandt. Ships pay a fee of nine crowns.\n"
LIBRARY = "The town library lends twelve books at a time. Readers under ten need a parent’s signature.\n"
OBSERVATORY = "The observatory stands on Mount Hale. Its telescope weighs forty tonnes. Visitors come on Fridays.\n"
DOCUMENTS = {"harbour.txt": HARBOUR, "library.md": LIBRARY, "observatory.txt": OBSERVATORY}

SetMaker = Callable[..., Path]
"""Writes a set: documents by file name, and questions as objects or as raw lines."""


def asked(question: str, file: str, answer: str) -> dict[str, Any]:
    """A question answered by the one occurrence of `answer` in `file`."""
    start = DOCUMENTS[file].index(answer)
    return {
        "question": question,
        "answerable": True,
        "documents": [file],
        "answers": [answer],
        "spans": [[file, start, start + len(answer)]],
    }


QUESTIONS: list[dict[str, Any]] = [
    {"id": "opened", **asked("When did the harbour of Veld open?", "harbour.txt", "1921")},
    {"id": "keeper", **asked("Who was the first keeper of the harbour?", "harbour.txt", "Ada Brandt")},
    {"id": "lends", **asked("How many books does the town library lend?", "library.md", "twelve")},
    {"id": "parent", **asked("Which readers need a signature?", "library.md", "Readers under ten")},
    {"id": "weight", **asked("What does the telescope weigh?", "observatory.txt", "forty tonnes")},
    {"id": "peru", "question": "What is the capital of Peru?", "answerable": False},
    {"id": "bread", "question": "How is sourdough bread baked?", "answerable": False},
    {"id": "unsaid", "question": "Do visitors come on Fridays?"},
]
