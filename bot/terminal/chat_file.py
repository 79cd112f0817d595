"""An exported Discord chat as a discussion: the messages in the text that the index reads of such a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.answering.summaries.discussions.discussion import Discussion, Post
from bot.errors import SummaryError
from index.sources import source_bytes

if TYPE_CHECKING:
    from bot.app import App
    from index.documents import Reading

MESSAGE: Final = re.compile(
    r"(?:(?P<author>[^\n]{1,200}?) )?\((?P<at>\d{4}-\d\d-\d\d \d\d:\d\d)(?:, edited)?\)(?:, replying to [^\n:]*)?:"
    r" (?P<text>.+)",
    re.DOTALL | re.ASCII,
)
"""A paragraph of such a text (index/reading/chats): `Ada (2026-02-17 14:03): We meet at six.`"""
LEFT_OUT: Final = " left out."
YOURSELF: Final = "You"
"""Who wrote the messages of what Discord itself exports, which are a person's own and name nobody."""


def discussion_in(app: App, file: Path) -> Discussion:
    """Return what people wrote in an exported chat. Raises SourceError, and SummaryError for any other file."""
    path = file.absolute()  # "." has no name
    reading = app.read(path.name, source_bytes(path, app.settings.max_file_bytes))
    posts = tuple(_posts(reading))
    if not posts:
        raise SummaryError(f"“{path.name}” holds no messages with their times; export the chat as JSON.")
    left_out = (note.removesuffix(LEFT_OUT) for note in reading.notes if note.endswith(LEFT_OUT))
    return Discussion(reading.title, posts, tuple(left_out))


def _posts(reading: Reading) -> Iterator[Post]:
    """Yield the messages in order; what says no time, or one that no calendar has, is none."""
    for number, paragraph in enumerate(reading.text.split("\n\n")):
        found = MESSAGE.fullmatch(paragraph)
        at = found and _moment(found["at"])
        if found and at:
            yield Post(str(number), found["author"] or YOURSELF, at, found["text"], link="")


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written).replace(tzinfo=UTC)
    except ValueError:
        return None
