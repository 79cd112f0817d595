"""A discussion as the material of a summary: what people wrote, held in memory alone, each message its own source.

Knows nothing of Discord: whoever reads a channel hands over posts, and what is not among them in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.answering.answer import Quote
from bot.answering.summaries.material import Material, Section, Sentences
from index.documents import Document, Span
from index.embedding import Vectors
from index.sentences import sentence_spans

PAUSE: Final = timedelta(minutes=30)
"""After so long without a message another conversation begins."""
MOST_CONVERSATIONS: Final = 24
POSTS_TOGETHER: Final = 40
"""A longer conversation is read in stretches of about so many messages."""
ORDINAL: Final = re.compile(r"\b\d{1,2}\.\Z")
LINE: Final = re.compile(r"[^\n]+")
MARKER: Final = re.compile(r"(?:(?:-?#|#{2,3}|[-*•])[ \t]+)+")
"""What makes a line a heading, small print or one of a list; a number may be a day: `12. Mai`."""
ONLY_VERSION: Final = 1

Embed = Callable[[Sequence[str]], Vectors | None]
"""Returns the vectors of texts, a row each; None where there is no model, or it does not answer."""


@dataclass(frozen=True, slots=True)
class Post:
    """A message somebody wrote: `text` as its readers see it, `link` opens it, `at` has its time zone (UTC).

    `replies_to` is the id of the message it answers, empty for none.
    """

    id: str
    author: str
    at: datetime
    text: str
    link: str
    replies_to: str = ""


@dataclass(frozen=True, slots=True)
class Discussion:
    """What was read of the place named (`#general`), the oldest post first.

    `left_out` counts in words what of the same stretch is no post ("3 messages of bots"); `unread` names what was asked
    for and not read, empty where nothing was.
    """

    place: str
    posts: tuple[Post, ...]
    left_out: tuple[str, ...] = ()
    unread: str = ""


class PostTexts:
    """The texts that quotes of posts are looked up in."""

    def __init__(self, discussion: Discussion) -> None:
        """Hold what was read."""
        self._texts = {post.id: post.text for post in discussion.posts}

    def live_text(self, document_id: str, version: int) -> str | None:
        """Return what the post says; None for a post that was not read."""
        return self._texts.get(document_id) if version == ONLY_VERSION else None


def material_of(discussion: Discussion, embed: Embed) -> Material:
    """Return the discussion's conversations as sections, in order."""
    stretches = cut_into_stretches(discussion.posts)
    sections = [
        Section(
            document=_whole(discussion),
            title=from_to(stretch),
            size=sum(len(post.text) for post in stretch),
            read=partial(_read, stretch, embed),
        )
        for stretch in stretches
    ]
    return Material(discussion.place, sections, f"of {discussion.place}", unit="conversation")


def cut_into_stretches(posts: Sequence[Post]) -> list[Sequence[Post]]:
    """Return the posts parted at their longest pauses, and long conversations into about equal stretches."""
    pauses = [at for at in range(1, len(posts)) if posts[at].at - posts[at - 1].at >= PAUSE]
    longest = sorted(pauses, key=lambda at: posts[at - 1].at - posts[at].at)[: MOST_CONVERSATIONS - 1]
    ends = [*sorted(longest), len(posts)]
    parted = (posts[start:end] for start, end in zip([0, *ends], ends, strict=False))
    return [stretch for conversation in parted for stretch in _stretches(conversation)]


def from_to(posts: Sequence[Post]) -> str:
    """Return when the first and the last of the posts were written: `from 2026-02-17 09:00 to 12:30 UTC`."""
    first, last = posts[0].at, posts[-1].at
    if f"{first:%Y-%m-%d %H:%M}" == f"{last:%Y-%m-%d %H:%M}":
        return f"at {first:%Y-%m-%d %H:%M} UTC"
    until = f"{last:%H:%M}" if first.date() == last.date() else f"{last:%Y-%m-%d %H:%M}"
    return f"from {first:%Y-%m-%d %H:%M} to {until} UTC"


def _stretches(conversation: Sequence[Post]) -> Iterator[Sequence[Post]]:
    count = -(-len(conversation) // POSTS_TOGETHER)
    for at in range(count):
        yield conversation[len(conversation) * at // count : len(conversation) * (at + 1) // count]


def _read(posts: Sequence[Post], embed: Embed) -> Sentences:
    quotes = tuple(quote for post in posts for quote in quotes_of(post))
    return Sentences(quotes, embed([quote.text for quote in quotes]) if quotes else None)


def quotes_of(post: Post) -> Iterator[Quote]:
    """Yield the sentences of a post, each a quote whose source is the link to the message."""
    document = Document(
        id=post.id,
        library="",
        title=f"{post.author}, {post.at:%Y-%m-%d %H:%M} UTC",
        source=post.link,
        version=ONLY_VERSION,
        updated_at=post.at,
        characters=len(post.text),
        passages=1,
    )
    for span in _sentences(post.text):
        line = 1 + post.text.count("\n", 0, span.start)
        yield Quote(document, span, span.of(post.text), heading="", line=line, page=None)


def _sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of a message, none of which goes on in another line: few who chat write full stops."""
    for line in LINE.finditer(text):
        for span in _sentences_of(line[0]):
            yield _unmarked(text, Span(line.start() + span.start, line.start() + span.end))


def _sentences_of(line: str) -> Iterator[Span]:
    """Yield the sentences of a line; a day of the month that ends in a point, as in German, ends none."""
    pending: Span | None = None
    for span in sentence_spans(line):
        if pending and ORDINAL.search(pending.of(line)):
            pending = Span(pending.start, span.end)
            continue
        if pending:
            yield pending
        pending = span
    if pending:
        yield pending


def _unmarked(text: str, span: Span) -> Span:
    """Return a sentence without the marker its line begins with."""
    found = MARKER.match(text, span.start, span.end)
    return Span(found.end(), span.end) if found else span


def _whole(discussion: Discussion) -> Document:
    """Return the discussion as one document, which sections are said to be of."""
    posts = discussion.posts
    size = sum(len(post.text) for post in posts)
    return Document("", "", discussion.place, "", ONLY_VERSION, posts[-1].at, size, len(posts))
