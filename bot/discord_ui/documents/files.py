"""Files as Discord names them: names are data, and only their last part is ever used."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

import discord

from index.errors import SourceUnreadable, SourceUnsupported
from index.names import shown_name
from index.reading import SUPPORTED, kinds

UNNAMED: Final = "file"
UNFIT: Final = frozenset({"Cc", "Cs"})
"""Characters no name is kept with: control characters, and halves of characters, which no text can hold."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file somebody sent: the name it goes by, where Discord keeps it, and the size Discord says it has, in bytes."""

    name: str
    url: str
    size: int

    @property
    def shown(self) -> str:
        """The name, fit to be shown."""
        return shown_name(self.name)


def sent_file(attachment: discord.Attachment) -> SentFile:
    """Return the file an attachment is.

    Discord takes letters it does not like out of a file's name, and keeps the name as it was, without its ending, as
    the title: two files that differ in such letters alone are two.
    """
    name = file_name(attachment.filename)
    title = file_name(attachment.title) if attachment.title else ""
    suffix = PurePosixPath(name).suffix or (name if name.startswith(".") else "")
    if title and not title.lower().endswith(suffix.lower()):
        title += suffix
    return SentFile(title or name, attachment.url, attachment.size)


def check_file(file: SentFile, names: set[str]) -> None:
    """Add the file's name to `names`, those that came with it.

    Raises SourceError where the name is among them already or of a kind Footnote does not read.
    """
    if file.name in names:
        raise SourceUnreadable(f"{file.shown}: another file of this name came with it; send them one after the other.")
    names.add(file.name)
    if PurePosixPath(file.name).suffix.lower() not in SUPPORTED:
        raise SourceUnsupported(f"{file.shown}: Footnote does not read this kind of file; add it as {kinds()}.")


def file_name(path: str) -> str:
    """Return the last part of a path of any system, on one line."""
    last = re.split(r"[/\\]", path)[-1]
    fit = "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in UNFIT else c for c in last)
    return " ".join(fit.split()) or UNNAMED
