"""Plain text: the file as it is."""

from __future__ import annotations

from index.documents import Reading
from index.reading.chats.chat_text import chat_of_text
from index.reading.encodings.decoding import decoded
from index.reading.format import Format
from index.reading.titles import title_from


def read(file: str, data: bytes) -> Reading:
    """Return the file decoded, untouched; plain text has no headings, and its title is its name.

    A Discord chat that was saved as text has the channel for its title and its days for headings.
    """
    found = decoded(file, data)
    chat = chat_of_text(found.text)
    if chat is None:
        return Reading(title=title_from(file), text=found.text, notes=found.notes)
    return Reading(chat.title, found.text, chat.headings, chat.furniture, notes=found.notes)


FORMAT = Format("plain text", (".txt",), ("text/plain",), read)
