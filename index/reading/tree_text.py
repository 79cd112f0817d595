"""Nested data (what JSON, YAML and TOML hold) as text in which every value stands beside its name.

An object or list of some size has a heading of its own; a smaller one is written value by value, each with the way to
it ("fee › amount: 20"). A list of objects is a table with a row for each ("name: Ada | role: chair"), or, where they
are large, a section for each. Order is kept; names and values are written letter for letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from index.documents import HEADING_SEPARATOR, Reading
from index.errors import SourceUnreadable
from index.reading.dates import day_of
from index.reading.html.blocks import Block
from index.reading.html.page_text import laid_out
from index.reading.titles import clean_title, title_from

Tree = dict[str, "Tree"] | list["Tree"] | str | bool | None
"""Data as its file has it; numbers and dates are text, so that no letter of them changes."""

MOST_NESTED: Final = 100
_MOST_VALUES = 300_000
_LONG = 300
"""Characters beyond which a text is prose with a heading rather than a value in a line, and a row is a section."""
_SMALL = 3
_LEVELS = 6
_CELLS = " | "
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_NAMING: Final = ("title", "name", "label", "question", "key", "id")
_PUBLISHED: Final = ("datePublished", "date_published", "published", "published_at", "publication_date")


def tree_reading(file: str, tree: Tree, notes: Sequence[str] = ()) -> Reading:
    """Return the data of a file as text. Raises SourceUnreadable where it is nested too deeply or has too many values.

    Its title is the one it gives itself (`title` or `name` at its top), else the file's name.
    """
    _check(file, tree)
    page = laid_out(list(_body(tree, 1)))
    top = tree if isinstance(tree, dict) else {}
    days = (day_of(value) for name in _PUBLISHED if isinstance(value := top.get(name), str))
    return Reading(
        title=_own_name(top, _NAMING[:2]) or title_from(file),
        text=page.text,
        headings=page.headings,
        notes=tuple(notes),
        published=next(filter(None, days), None),
    )


def too_deep(file: str) -> SourceUnreadable:
    """Return the refusal of data that is nested too deeply."""
    return SourceUnreadable(
        f"{file}: the data is nested more than {MOST_NESTED} levels deep; save what matters of it as text."
    )


def _check(file: str, tree: Tree) -> None:
    waiting: list[tuple[Tree, int]] = [(tree, 1)]
    values = 0
    while waiting:
        node, depth = waiting.pop()
        values += 1
        if depth > MOST_NESTED and isinstance(node, dict | list):
            raise too_deep(file)
        if values > _MOST_VALUES:
            raise SourceUnreadable(
                f"{file}: the file holds more than {_MOST_VALUES:,} values; split it into smaller ones."
            )
        children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        waiting += [(child, depth + 1) for child in children]


def _body(node: Tree, level: int) -> Iterator[Block]:
    if isinstance(node, dict):
        yield from _fields(node, level)
    elif isinstance(node, list):
        yield from _items(node, level)
    else:
        yield from _text(_said(node))


def _fields(node: dict[str, Tree], level: int) -> Iterator[Block]:
    """Yield an object's fields. After a field with a heading the next ones need one too, or would stand below it."""
    headed = False
    for name, child in node.items():
        if _is_section(child, level):
            headed = True
            yield _heading(name, level)
            yield from _body(child, level + 1)
        else:
            if headed:
                yield _heading(name, level)
            yield from _values((name,), child)


def _items(node: list[Tree], level: int) -> Iterator[Block]:
    """Yield a list's items: rows and lines where they are short, else a section each, named by what they call it."""
    headed = False
    for number, item in enumerate(node, start=1):
        row = _row(item)
        if row is None and level <= _LEVELS:
            headed = True
            yield _heading(_label(item, number), level)
            yield from _body(item, level + 1)
            continue
        if headed:
            yield _heading(_label(item, number), level)
        yield from [row] if row else _values((str(number),), item)


def _values(path: tuple[str, ...], node: Tree) -> Iterator[Block]:
    """Yield a paragraph for each value below `node`, with the way to it."""
    way = HEADING_SEPARATOR.join(map(_clean, path))
    if isinstance(node, dict) and node:
        for name, child in node.items():
            yield from _values((*path, name), child)
    elif isinstance(node, list) and node:
        line = _joined(node)
        if line is not None:
            yield from _text(f"{way}: {line}")
            return
        for number, child in enumerate(node, start=1):
            row = _row(child)
            yield from [Block("text", f"{way} {number}: {row.text}")] if row else _values((*path, str(number)), child)
    else:
        words = _said(node)
        yield from _text(f"{way}:\n{words}" if "\n" in words else f"{way}: {words}")


def _row(item: Tree) -> Block | None:
    """Return a short item as one line, None where it is too much for one."""
    if not isinstance(item, dict | list):
        words = _said(item)
        return Block("item", f"- {words}") if "\n" not in words else None
    cells = list(islice(_cells((), item), _LONG))
    line = _CELLS.join(cell or "" for cell in cells)
    if None in cells or len(line) > _LONG or "\n" in line or not line.strip():
        return None
    return Block("row" if len(cells) > 1 else "text", line)


def _cells(path: tuple[str, ...], node: Tree) -> Iterator[str | None]:
    """Yield the values of an item with the way to each; None for what does not go into a cell."""
    if isinstance(node, dict):
        for name, child in node.items():
            yield from _cells((*path, name), child)
        return
    words = _joined(node) if isinstance(node, list) else _said(node)
    way = HEADING_SEPARATOR.join(map(_clean, path))
    yield f"{way}: {words}" if words is not None and way else words


def _joined(node: list[Tree]) -> str | None:
    """Return a short list of plain values on one line, None for any other list."""
    if any(isinstance(item, dict | list) for item in node):
        return "[]" if not node else None
    line = "; ".join(map(_said, node)) if node else "[]"
    return line if len(line) <= _LONG and "\n" not in line else None


def _is_section(node: Tree, level: int) -> bool:
    if level > _LEVELS or not node:
        return False
    if isinstance(node, dict | list):
        return (level == 1 or _is_large(node)) and not (isinstance(node, list) and _joined(node) is not None)
    words = _said(node)
    return len(words) > _LONG or "\n" in words


def _is_large(node: dict[str, Tree] | list[Tree]) -> bool:
    """Whether there are more values below the node than a few."""
    waiting: list[Tree] = [node]
    values = 0
    while waiting and values <= _SMALL:
        child = waiting.pop()
        if isinstance(child, dict | list):
            waiting += child.values() if isinstance(child, dict) else child
        else:
            values += 1
    return values > _SMALL


def _heading(name: str, level: int) -> Block:
    return Block("heading", clean_title(_clean(name)) or '""', min(level, _LEVELS))


def _label(item: Tree, number: int) -> str:
    return (_own_name(item, _NAMING) if isinstance(item, dict) else "") or str(number)


def _own_name(node: dict[str, Tree], names: Sequence[str]) -> str:
    said = (value for name in names if isinstance(value := node.get(name), str) and len(value) <= _LONG)
    return next(filter(None, (clean_title(_clean(value)) for value in said)), "")


def _text(words: str) -> Iterator[Block]:
    for paragraph in _BLANK_LINES.split(words.strip("\n")):
        if paragraph.strip():
            yield Block("text", paragraph.strip("\n").rstrip())


def _said(node: Tree) -> str:
    """Return a plain value as its file writes it."""
    if isinstance(node, dict | list):
        return "[]" if isinstance(node, list) else "{}"
    if node is None or isinstance(node, bool):
        return "null" if node is None else str(node).lower()
    return _clean(node).strip()


def _clean(words: str) -> str:
    """Return text without what no text may hold: control characters, and halves of characters."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", _LINE_END.sub("\n", words))
