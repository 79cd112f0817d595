"""A Discord chat as text: a heading a day, and a paragraph a message, "Ada (2026-02-17 14:03): the words"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Final
from urllib.parse import unquote, urlsplit

from index.documents import Reading
from index.reading.html.blocks import Block
from index.reading.html.page_text import laid_out

_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)")
_CLOCK = re.compile(r"[,\s]*\d{1,2}[:.]\d{2}.*")
_MENTION = re.compile(r"<(?P<kind>@!?|@&|#)(?P<id>\d{15,20})>")
_EMOJI = re.compile(r"<a?:(\w{2,32}):\d{15,20}>")
_TIME = re.compile(r"<t:(-?\d{1,12})(?::[tTdDfFRsS])?>")
_COMMAND = re.compile(r"</([^<>:\n]{1,100}):\d{15,20}>")
_BLANK_LINES = re.compile(r"\s*\n\s*\n\s*")
_UNKNOWN: Final = {"@": "@someone", "@!": "@someone", "@&": "@a role", "#": "#a channel"}


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody wrote. `when` is the time as the export has it, `reply_to` the author of the message replied to."""

    author: str
    when: str
    words: str
    edited: bool = False
    reply_to: str = ""
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chat:
    """A channel's messages. `left_out` counts those by which Discord itself announces things (joins, pins)."""

    title: str
    messages: Sequence[Message]
    left_out: int = 0
    notes: tuple[str, ...] = field(default=())


def chat_reading(chat: Chat, notes: Iterable[str] = ()) -> Reading:
    """Return the chat written out, oldest message first, with notes on what is not in it."""
    page = laid_out(list(_blocks(_in_order(chat.messages))))
    said = [*notes, *chat.notes]
    if chat.left_out:
        noun = "announcement" if chat.left_out == 1 else "announcements"
        said.append(f"{chat.left_out:,} {noun} of Discord (joins, pins and the like) left out.")
    return Reading(title=chat.title, text=page.text, headings=page.headings, notes=tuple(said))


def readable(words: str, names: Mapping[str, str]) -> str:
    """Return a message's words with what Discord would show for mentions, custom emoji, times and commands.

    `names` has what stands for the id of a person ("@Ada"), of a role ("@team") or of a channel ("#rules").
    """
    words = _MENTION.sub(lambda found: names.get(found["id"]) or _UNKNOWN[found["kind"]], words)
    words = _TIME.sub(lambda found: _moment(int(found[1])), words)
    return _COMMAND.sub(r"/\1", _EMOJI.sub(r":\1:", words))


def file_of(address: str) -> str:
    """Return the name of the file at an address."""
    try:
        path = urlsplit(address.strip()).path
    except ValueError:
        path = address
    return " ".join(re.split(r"[/\\]", unquote(path))[-1].split())


def _in_order(messages: Sequence[Message]) -> Sequence[Message]:
    """Sort by time where every time is written so that it sorts; the exports of Discord begin with the newest."""
    if all(_STAMP.match(message.when) for message in messages):
        return sorted(messages, key=lambda message: message.when)
    return messages


def _blocks(messages: Sequence[Message]) -> Iterator[Block]:
    for day, of_day in groupby(messages, key=lambda message: _day(message.when)):
        written = [Block("text", _line(message)) for message in of_day if message.words.strip() or message.attachments]
        if written and day:
            yield Block("heading", day, 1)
        yield from written


def _line(message: Message) -> str:
    when = ", ".join(filter(None, [_minute(message.when), "edited" if message.edited else ""]))
    reply = f", replying to {message.reply_to}" if message.reply_to else ""
    head = f"{message.author} ({when}){reply}: ".lstrip() if when else f"{message.author}{reply}: "
    words = _BLANK_LINES.sub("\n", message.words.strip())
    attached = f"Attached: {', '.join(message.attachments)}" if message.attachments else ""
    return head + "\n".join(filter(None, [words, attached]))


def _day(when: str) -> str:
    found = _STAMP.match(when)
    return found[1] if found else _CLOCK.sub("", when).strip()


def _minute(when: str) -> str:
    found = _STAMP.match(when)
    return f"{found[1]} {found[2]}" if found else when


def _moment(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
    except (OverflowError, ValueError, OSError):
        return "a time"
