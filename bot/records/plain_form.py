"""Dataclasses to JSON and back, exactly: whatever the nouns of an answer hold comes back equal.

The JSON is UTF-8 in which half a surrogate pair may stand for itself: written as an escape, two halves that happen to
be neighbours would come back as one character.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_bytes(value: Any) -> bytes:
    """Return a dataclass of texts, numbers, times, enumerations, tuples, mappings by text, and its like, as JSON."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def from_bytes(kind: type[T], data: bytes) -> T:
    """Return the `kind` that was written; a field that did not exist then has its default."""
    made: T = _made(kind, json.loads(data.decode("utf-8", "surrogatepass")))
    return made


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def _made(kind: Any, plain: Any) -> Any:
    if plain is None:
        return None
    if get_origin(kind) in (Union, UnionType):
        kind = next(each for each in get_args(kind) if each is not type(None))
    if get_origin(kind) is tuple:
        return tuple(_made(get_args(kind)[0], each) for each in plain)
    if isinstance(kind, type) and is_dataclass(kind):
        kinds = _kinds(kind)
        return kind(**{name: _made(kinds[name], each) for name, each in plain.items() if name in kinds})
    if kind is datetime:
        return datetime.fromisoformat(plain)
    return kind(plain) if isinstance(kind, type) and issubclass(kind, Enum) else plain


@cache
def _kinds(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
