"""A Discord chat that DiscordChatExporter saved as text: the file stays as it is, its days are found in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.documents import Heading, Span
from index.reading.titles import clean_title

_BAR = "=" * 62
_TOP = re.compile(rf"\ufeff?{_BAR}\r?\nGuild: (?P<server>[^\r\n]*)\r?\nChannel: (?P<channel>[^\r\n]*)\r?\n")
_HEAD = re.compile(
    r"^\[(?P<day>[^\]\r\n\d]{0,12}\d[^\]\r\n]{0,30}?)[,\s]+\d{1,2}[:.]\d{2}[^\]\r\n]{0,12}\] \S[^\r\n]*", re.MULTILINE
)
_FRAME = re.compile(rf"^{_BAR}\r?$(?:\n^Exported [\d.,\s\u202f]+ message\(s\)\r?$)?", re.MULTILINE)
_REACTIONS = re.compile(r"^\{Reactions\}\r?\n[^\r\n]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class ChatText:
    """What is known of a chat's text: its title, a heading before the first message of each day, what is frame."""

    title: str
    headings: tuple[Heading, ...]
    furniture: tuple[Span, ...]


def chat_of_text(text: str) -> ChatText | None:
    """Return what is known of a text that DiscordChatExporter wrote, None for any other text."""
    top = _TOP.match(text)
    if top is None:
        return None
    channel, server = top["channel"].rpartition(" / ")[2], top["server"]
    title = f"Direct messages: {channel}" if server == "Direct Messages" else f"#{channel} of {server}"
    frame = [Span(found.start(), len(found[0].rstrip("\r")) + found.start()) for found in _FRAME.finditer(text)]
    reactions = [Span(found.start(), found.end()) for found in _REACTIONS.finditer(text)]
    return ChatText(clean_title(title), tuple(_days(text)), tuple(sorted([*frame, *reactions])))


def _days(text: str) -> Iterator[Heading]:
    before = ""
    for head in _HEAD.finditer(text):
        if head["day"] != before:
            before = head["day"]
            # The line end before it marks the place: a heading is not quoted, and who wrote when belongs to the quote.
            yield Heading(Span(head.start() - 1, head.start()), 1, clean_title(before))
