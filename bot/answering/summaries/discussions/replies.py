"""What belongs together in a discussion: answer and question, a sentence and the one it leans on, lines of code."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Final

from bot.answering.answer import Quote
from bot.answering.summaries.discussions.discussion import Post, quotes_of
from bot.answering.summaries.extractive.leaning import LEANING
from index.documents import Span

SOON: Final = timedelta(minutes=10)
"""What somebody else writes so soon after a question, with nothing in between, is taken for its answer."""
CODE: Final = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)
WORD: Final = re.compile(r"[^\W_]+")
ASKS: Final = re.compile(r"\?[\"”'’)\]!?]*\s*\Z")
WORDS_OF_A_QUESTION: Final = 3
"""One with fewer is about what was said before it."""


def questions(posts: Sequence[Post]) -> Mapping[str, tuple[Quote, ...]]:
    """Return of each post that answers a question, by its id, that question, after what it is about if it is short."""
    places = {post.id: at for at, post in enumerate(posts)}
    replied_to = {post.replies_to for post in posts}
    found: dict[str, tuple[Quote, ...]] = {}
    for at, post in enumerate(posts):
        near = at - 1 if at and posts[at - 1].id not in replied_to and _soon(posts[at - 1], post) else None
        asked = places.get(post.replies_to) if post.replies_to else near
        if asked is not None and posts[asked].author != post.author and not ASKS.search(post.text):
            found[post.id] = _question_at(posts, asked)
    return {post: asked for post, asked in found.items() if asked}


def _question_at(posts: Sequence[Post], at: int) -> tuple[Quote, ...]:
    """Return the last question that the post there ends with; nothing where it asks none."""
    quotes = list(quotes_of(posts[at]))
    if not quotes or not ASKS.search(quotes[-1].text):
        return ()
    short = len(quotes) == 1 and len(WORD.findall(quotes[0].text)) < WORDS_OF_A_QUESTION
    before = quotes_of(posts[at - 1]) if short and at and _soon(posts[at - 1], posts[at]) else ()
    return (*list(before)[-1:], quotes[-1])


def _soon(before: Post, after: Post) -> bool:
    return after.at - before.at <= SOON


def led(posts: Sequence[Post]) -> Mapping[str, Quote]:
    """Return of each sentence that leans on the one before it in its post, by its key, the quote of both."""
    found: dict[str, Quote] = {}
    for post in posts:
        for before, quote in pairwise(quotes_of(post)):
            if LEANING.match(quote.text):
                both = Span(before.span.start, quote.span.end)
                found[key(quote)] = replace(before, span=both, text=both.of(post.text))
    return found


def in_code(posts: Sequence[Post]) -> frozenset[str]:
    """Return the keys of sentences that are lines of code."""
    fences = ((post, [found.span() for found in CODE.finditer(post.text)]) for post in posts)
    return frozenset(
        key(quote)
        for post, spans in fences
        for quote in quotes_of(post)
        if any(start < quote.span.end and quote.span.start < end for start, end in spans)
    )


def key(quote: Quote) -> str:
    """Return what tells a sentence from every other of its discussion."""
    return f"{quote.document.id}:{quote.span.start}"
