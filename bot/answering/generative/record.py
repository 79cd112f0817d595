"""What a model may write."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WrittenQuote:
    """A quote as a model wrote it: the id it gave for the passage, empty where it gave none, and the words."""

    passage: str
    text: str


@dataclass(frozen=True, slots=True)
class Record:
    """A claim as a model wrote it, and the quotes it is said to rest on."""

    claim: str
    quotes: tuple[WrittenQuote, ...]


@dataclass(frozen=True, slots=True)
class NothingSaid:
    """The model says that the documents do not say."""
