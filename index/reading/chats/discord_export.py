"""The files people get when they export a Discord chat, told by what is in them.

DiscordChatExporter writes a channel as JSON, CSV or text (chat_text.py). The package that Discord itself sends has a
person's own messages, a file for each channel: `messages.json`, in older packages `messages.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Final

from index.documents import Reading
from index.reading.chats.discord_chat import Chat, Message, chat_reading, file_of, readable
from index.reading.titles import clean_title, title_from

_WRITTEN: Final = frozenset({"Default", "Reply", "ChatInputCommand", "ContextMenuCommand", "0", "19", "20", "23"})
"""The types of message that somebody wrote; all others are announcements of Discord."""

_ANNOUNCED = re.compile(
    r"(?:Joined the server|Pinned a message|Started a thread|Started a call.{0,60}|Changed the channel icon"
    r"|(?:Added|Removed) .{1,80} (?:to|from) the group|Left the group|Changed the channel name: .{1,200})\."
)
_FILE = re.compile(r"(?P<server>.+?) - (?:.+ - )?(?P<channel>.+?) \[\d{15,20}\]")
_EXPORTER: Final = ("authorid", "author", "date", "content", "attachments", "reactions")
_PACKAGE: Final = ("id", "timestamp", "contents", "attachments")
_OWN_NOTES: Final = ("The export holds the messages of one person alone, and neither their name nor the channel's.",)
_LOOKED_AT: Final = 50


def discord_value(file: str, value: object, notes: tuple[str, ...] = ()) -> Reading | None:
    """Return the chat that a JSON file holds, None where it is no export of Discord.

    `value` is what `json` makes of the file: dicts, lists, strings.
    """
    if isinstance(value, dict):
        parts = (value.get("guild"), value.get("channel"), value.get("messages"))
        if isinstance(parts[0], dict) and isinstance(parts[1], dict) and isinstance(parts[2], list):
            return chat_reading(
                _channel(parts[0], parts[1], [each for each in parts[2] if isinstance(each, dict)]), notes
            )
    if isinstance(value, list) and value and all(_is_own(each) for each in islice(value, _LOOKED_AT)):
        rows = ([_text(each.get(name)) for name in ("Timestamp", "Contents", "Attachments")] for each in _dicts(value))
        return chat_reading(_own(file, rows), notes)
    return None


def discord_rows(
    file: str, header: Sequence[str], rows: Iterator[Sequence[str]], notes: tuple[str, ...] = ()
) -> Reading | None:
    """Return the chat that the rows of a CSV file hold, None where its header is not one of an export of Discord.

    Nothing is taken from `rows`, those after the header, before the header is known.
    """
    names = tuple(name.strip().lstrip("\ufeff").lower() for name in header)
    if names[: len(_EXPORTER)] == _EXPORTER:
        found = [Message(row[1], row[2], readable(row[3], {}), attachments=_files(row[4])) for row in _wide(rows, 5)]
        written = [message for message in found if not _ANNOUNCED.fullmatch(message.words.strip())]
        return chat_reading(Chat(_title_of_file(file), written, len(found) - len(written)), notes)
    if names[: len(_PACKAGE)] == _PACKAGE:
        return chat_reading(_own(file, (row[1:4] for row in _wide(rows, 4))), notes)
    return None


def _channel(guild: Mapping[str, Any], channel: Mapping[str, Any], messages: list[Mapping[str, Any]]) -> Chat:
    written = [each for each in messages if _text(each.get("type") if "type" in each else "Default") in _WRITTEN]
    names = _names(channel, written)
    authors = {_text(each.get("id")): _author(each) for each in messages}
    return Chat(
        _title(_text(channel.get("name")), _text(guild.get("name")), direct=_text(guild.get("id")) == "0"),
        [_message(each, names, authors) for each in written],
        len(messages) - len(written),
    )


def _message(each: Mapping[str, Any], names: Mapping[str, str], authors: Mapping[str, str]) -> Message:
    reference = each.get("reference")
    replied = _text(reference.get("messageId")) if isinstance(reference, dict) else ""
    attachments = (
        _text(one.get("fileName")) or file_of(_text(one.get("url"))) for one in _dicts(each.get("attachments"))
    )
    words = [_text(each.get("content")), *chain.from_iterable(map(_embedded, _dicts(each.get("embeds"))))]
    return Message(
        author=_author(each),
        when=_text(each.get("timestamp")),
        words=readable("\n".join(filter(str.strip, words)), names),
        edited=bool(each.get("timestampEdited")),
        reply_to=authors.get(replied, "") if replied else "",
        attachments=tuple(filter(None, attachments)),
    )


def _embedded(embed: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a card below a message says: its title, its text, its fields."""
    yield _text(embed.get("title"))
    yield _text(embed.get("description"))
    for one in _dicts(embed.get("fields")):
        yield f"{_text(one.get('name'))}: {_text(one.get('value'))}"


def _names(channel: Mapping[str, Any], messages: list[Mapping[str, Any]]) -> dict[str, str]:
    """Return what stands for each id that the export names: the channel, those who wrote or were mentioned, roles."""
    names = {_text(channel.get("id")): f"#{_text(channel.get('name'))}"}
    for each in messages:
        for person in (each.get("author"), *_dicts(each.get("mentions"))):
            if isinstance(person, dict):
                names[_text(person.get("id"))] = f"@{_called(person)}"
                names |= {_text(role.get("id")): f"@{_text(role.get('name'))}" for role in _dicts(person.get("roles"))}
    return names


def _author(message: Mapping[str, Any]) -> str:
    author = message.get("author")
    return _called(author) if isinstance(author, dict) else "Somebody"


def _called(person: Mapping[str, Any]) -> str:
    return clean_title(_text(person.get("nickname")) or _text(person.get("name"))) or "Somebody"


def _own(file: str, rows: Iterator[Sequence[str]]) -> Chat:
    messages = [Message("", when, readable(words, {}), attachments=_files(files)) for when, words, files in rows]
    return Chat(title_from(file), messages, notes=_OWN_NOTES)


def _is_own(each: object) -> bool:
    return isinstance(each, dict) and {"ID", "Timestamp", "Contents"} <= each.keys()


def _files(addresses: str) -> tuple[str, ...]:
    """Return the names of the files at addresses parted by blanks or commas."""
    return tuple(filter(None, map(file_of, re.split(r"[\s,]+", addresses.strip()))))


def _title(channel: str, server: str, *, direct: bool) -> str:
    channel = clean_title(channel) or "channel"
    return f"Direct messages: {channel}" if direct else clean_title(f"#{channel} of {server or 'a server'}")


def _title_of_file(file: str) -> str:
    found = _FILE.match(file)
    return _title(found["channel"], found["server"], direct=False) if found else title_from(file)


def _wide(rows: Iterator[Sequence[str]], columns: int) -> Iterator[Sequence[str]]:
    return (row for row in rows if len(row) >= columns)


def _dicts(value: object) -> Iterator[Mapping[str, Any]]:
    return (each for each in value if isinstance(each, dict)) if isinstance(value, list) else iter(())


def _text(value: object) -> str:
    """Return a value of the export as text; "" for what is missing or of another shape than text or number."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
