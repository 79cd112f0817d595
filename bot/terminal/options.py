"""The options several commands share."""

from __future__ import annotations

import shlex
from typing import Annotated, Final

import typer

from index.errors import LibraryError

DEFAULT_LIBRARY: Final = "local"
LONGEST_LIBRARY_NAME: Final = 64


def library_option(library: str) -> str:
    """Return what to add to a command that is suggested to a person, so that it works with this library."""
    return "" if library == DEFAULT_LIBRARY else f" --library {shlex.quote(library)}"


def _library_name(name: str) -> str:
    if not name.strip() or not name.isprintable() or len(name) > LONGEST_LIBRARY_NAME:
        raise LibraryError(f"A library's name has 1 to {LONGEST_LIBRARY_NAME} printable characters; give another one.")
    return name


LibraryName = Annotated[
    str, typer.Option("--library", metavar="NAME", callback=_library_name, help="The library to work with.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for confirmation.")]
Reference = Annotated[
    str, typer.Argument(metavar="REF", help="The document's id, title or file name.", show_default=False)
]
OptionalReference = Annotated[
    str | None, typer.Argument(metavar="REF", help="The document's id, title or file name.", show_default=False)
]
