"""The nouns: a topic of a library, and a question the library is known to answer."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answering.answer import Quote


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that was asked and answered, and the sentence that answered it."""

    question: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Topic:
    """What some of a library's passages are about.

    `name` are its most telling words; `passages` and `documents` count what deals with it. `quote` says what it is
    about as well as one sentence of it can. `suggestions` may be empty.
    """

    name: str
    passages: int
    documents: int
    quote: Quote
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What a library was about at a revision, the largest topics first."""

    revision: int
    topics: tuple[Topic, ...]

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """The questions of all topics: the first of each, then the second of each, and so on."""
        most = max((len(topic.suggestions) for topic in self.topics), default=0)
        return tuple(
            topic.suggestions[at] for at in range(most) for topic in self.topics if at < len(topic.suggestions)
        )
