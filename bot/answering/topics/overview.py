"""What a library is about: its passages in groups, each with a name, its best quote and questions it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Final

from bot.answering.summaries.extractive.worth import ENDED
from bot.answering.topics.about import about
from bot.answering.topics.grouping import Group, Grouped, grouped
from bot.answering.topics.naming import name_groups
from bot.answering.topics.quoting import AT_ONCE, best_quote, nearest_sentences
from bot.answering.topics.suggesting import Ask, is_small, suggestions
from bot.answering.topics.topic import Overview, Suggestion, Topic
from bot.answering.topics.words import Word, Words, words_of
from bot.errors import Stopped
from index.documents import HEADING_SEPARATOR, Passage
from index.library import Library

EACH: Final = 4
"""Questions suggested of a topic."""
LEAST: Final = 2
"""With fewer, it is asked about the topic as a whole."""
ENOUGH: Final = 3
"""Whole sentences that are enough to name a group by; one with fewer is named by whatever it holds."""


def overview_of(library: Library, ask: Ask, stopped: Callable[[], bool]) -> Overview:
    """Return what the library is about as it now is; the same every time. Raises Stopped and StoreError."""
    revision = library.revision()
    found = grouped(library, stopped)
    words, names = _names(found)
    alone = is_small(library)
    topics: list[Topic] = []
    told: list[Suggestion] = []
    for name, group in sorted(zip(names, found.groups, strict=True), key=lambda each: -each[1].passages):
        if stopped():
            raise Stopped("Stopped.")
        topic = _topic(library, name, group, words, ask, told, alone=alone) if name else None
        if topic is not None:
            topics.append(topic)
            told.extend(topic.suggestions)
    return Overview(revision, tuple(topics))


def _topic(
    library: Library, name: str, group: Group, words: Words, ask: Ask, told: Sequence[Suggestion], *, alone: bool
) -> Topic | None:
    reading = nearest_sentences(library, group)
    nearest = list(islice(reading, AT_ONCE))
    quote = best_quote(library, nearest, group, name)
    if quote is None:
        return None
    quotes = [each for part in nearest for each in part.quotes]
    further = (each for part in reading for each in part.quotes)
    every = chain([quote], quotes, further)
    questions = suggestions(every, words, ask, alone=alone, most=EACH, besides=told)
    if len(questions) < LEAST:
        questions += islice(about(name, quotes, ask), LEAST - len(questions))
    return Topic(name, group.passages, len(group.documents), quote, tuple(questions))


def _names(found: Grouped) -> tuple[Words, list[str]]:
    """Return how words are written in the library, and the groups' names."""
    words = Words()
    whole: list[list[list[Word]]] = [[] for _ in found.groups]
    rest: list[list[list[Word]]] = [[] for _ in found.groups]
    for stored, number in found.sample:
        above = (stored.document.title, *stored.passage.heading.split(HEADING_SEPARATOR)[-1:])
        whole[number] += [list(words_of(text)) for text in dict.fromkeys(above)]
        for text in _sentences(stored.passage):
            sentence = list(words_of(text))
            if ENDED.search(text):
                words.learn(sentence)
                whole[number].append(sentence)
            else:
                rest[number].append(sentence)
    told = [some if len(some) >= ENOUGH else some + others for some, others in zip(whole, rest, strict=True)]
    return words, name_groups(told, words)


def _sentences(passage: Passage) -> Iterator[str]:
    start = passage.span.start
    return (passage.text[span.start - start : span.end - start] for span in passage.sentences)
