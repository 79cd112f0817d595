"""The options several commands share."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from index.errors import LibraryError

DEFAULT_LIBRARY: Final = "local"
LONGEST_LIBRARY_NAME: Final = 64


def _library_name(name: str) -> str:
    if not name.strip() or not name.isprintable() or len(name) > LONGEST_LIBRARY_NAME:
        raise LibraryError(f"A library's name has 1 to {LONGEST_LIBRARY_NAME} printable characters; give another one.")
    return name


LibraryName = Annotated[
    str, typer.Option("--library", metavar="NAME", callback=_library_name, help="The library to work with.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]
