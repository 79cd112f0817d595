"""Bytes to text with positions: `read` picks the reader for a file, one small module a format.

The readers are imported when one of these names is first used: what only answers questions does not need them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.reading.formats import SUPPORTED, kinds, main_endings, read

__all__ = ["SUPPORTED", "kinds", "main_endings", "read"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module("index.reading.formats"), name)
