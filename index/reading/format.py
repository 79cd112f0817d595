"""What a format is: the names its files go by, and what reads them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.documents import Reading

Reader = Callable[[str, bytes], Reading]
"""Takes a file's name, fit to be shown in errors, and its bytes. Raises SourceError in one plain sentence.

It runs in a process of its own that may do nothing but compute (sandbox.py); what it costs is limited there.
"""


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file. `name` is what people call it; extensions are in lower case with their dot.

    `rescue` reads what `read` could not, in another process: a second library, for files that the first one gives up
    on, dies of, or finds no text in.
    """

    name: str
    extensions: tuple[str, ...]
    media_types: tuple[str, ...]
    read: Reader
    rescue: Reader | None = None
