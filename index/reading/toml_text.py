"""TOML: every value beside its name."""

from __future__ import annotations

import tomllib

from index.documents import Reading
from index.errors import SourceUnreadable
from index.reading.encodings.decoding import decoded
from index.reading.format import Format
from index.reading.tree_text import Tree, too_deep, tree_reading


def read(file: str, data: bytes) -> Reading:
    """Return the file's data as text. Raises SourceUnreadable for a file that breaks the rules of TOML."""
    found = decoded(file, data)
    try:
        values = tomllib.loads(found.text.removeprefix("\ufeff"), parse_float=str)
    except ValueError as error:
        place = str(error).rpartition("(at ")[2].removesuffix(")")
        where = f" ({place})" if place.startswith("line ") else ""
        raise SourceUnreadable(f"{file}: this is not valid TOML{where}; correct it there and add it again.") from None
    except RecursionError:
        raise too_deep(file) from None
    return tree_reading(file, _tree(values), found.notes)


def _tree(value: object) -> Tree:
    """Return the values with numbers and dates as text; tomllib never nests deeper than it can recurse."""
    if isinstance(value, dict):
        return {str(name): _tree(child) for name, child in value.items()}
    if isinstance(value, list):
        return [*map(_tree, value)]
    return value if isinstance(value, bool | str) else str(value)


FORMAT = Format("TOML", (".toml",), ("application/toml",), read)
