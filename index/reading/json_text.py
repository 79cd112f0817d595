"""JSON, also one value a line: every value beside its name, or a Discord chat where it is the export of one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Never

from index.documents import Reading
from index.errors import SourceUnreadable
from index.reading.chats.discord_export import discord_value
from index.reading.encodings.decoding import decoded
from index.reading.format import Format
from index.reading.tree_text import Tree, too_deep, tree_reading

_BY_LINE = (".jsonl", ".ndjson")
_LINE_END = re.compile(r"\r\n?|\n")


def read(file: str, data: bytes) -> Reading:
    """Return the file's data as text, of JSON Lines the values one after another.

    Raises SourceUnreadable for a file that breaks the rules of JSON, with the line.
    """
    found = decoded(file, data)
    text = found.text.removeprefix("\ufeff")
    by_line = PurePosixPath(file).suffix.lower() in _BY_LINE
    tree = _lines(file, text) if by_line else _tree(file, text)
    return discord_value(file, tree, found.notes) or tree_reading(file, tree, found.notes)


def _lines(file: str, text: str) -> Tree:
    lines = enumerate(_LINE_END.split(text), start=1)
    return [_tree(file, line, number) for number, line in lines if line.strip()]


def _tree(file: str, text: str, line: int = 1) -> Tree:
    try:
        # Numbers stay the letters they are: as numbers some would change, and the longest would take minutes.
        tree: Tree = json.loads(text, parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_fields)
    except json.JSONDecodeError as error:
        _refuse(file, line + error.lineno - 1)
    except RecursionError:
        raise too_deep(file) from None
    return tree


def _fields(pairs: Iterable[tuple[str, Tree]]) -> dict[str, Tree]:
    """Return an object with all its fields: one whose name was there already is numbered."""
    fields: dict[str, Tree] = {}
    times: dict[str, int] = {}
    for name, value in pairs:
        times[name] = times.get(name, 0) + 1
        fields[name if times[name] == 1 else f"{name} ({times[name]})"] = value
    return fields


def _refuse(file: str, line: int) -> Never:
    raise SourceUnreadable(
        f"{file}: this is not valid JSON (line {line:,}); correct it there and add it again."
    ) from None


FORMAT = Format(
    "JSON",
    (".json", *_BY_LINE, ".geojson"),
    ("application/json", "application/ld+json", "text/json", "application/geo+json"),
    read,
)
