"""Components as data: walking them, finding one, and filling in what Discord fills in."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from tests.discord_server.bits import SELECTS, Kind

Component = dict[str, Any]

DEFAULTS: dict[int, dict[str, Any]] = {
    Kind.BUTTON: {"disabled": False},
    Kind.THUMBNAIL: {"description": None, "spoiler": False},
    Kind.FILE: {"spoiler": False},
    Kind.SEPARATOR: {"spacing": 1, "divider": True},
    Kind.CONTAINER: {"accent_color": None, "spoiler": False},
} | {kind: {"min_values": 1, "max_values": 1, "disabled": False} for kind in SELECTS}

MediaUrl = Callable[[str], dict[str, Any]]


def walk(components: list[Component]) -> Iterator[Component]:
    """Every component, nested ones included, in the order they are shown."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        for inner in ("accessory", "component"):
            if component.get(inner):
                yield from walk([component[inner]])


def texts(components: list[Component]) -> list[str]:
    """The contents of the text displays."""
    return [part["content"] for part in walk(components) if part["type"] == Kind.TEXT]


def of_kinds(components: list[Component], kinds: set[int]) -> list[Component]:
    return [part for part in walk(components) if part["type"] in kinds]


def find(components: list[Component], wanted: str | Component) -> Component:
    """The component by its label, its placeholder, or how its custom id begins. Raises LookupError."""
    if isinstance(wanted, dict):
        return wanted
    pressable = [part for part in walk(components) if part.get("custom_id") or part.get("url")]
    for matches in (
        lambda part: part.get("label") == wanted,
        lambda part: part.get("placeholder") == wanted,
        lambda part: part.get("custom_id", "").startswith(wanted),
    ):
        found = [part for part in pressable if matches(part)]
        if found:
            return found[0]
    there = [part.get("label") or part.get("placeholder") or part.get("custom_id") for part in pressable]
    raise LookupError(f"no component {wanted!r}; there are {there}")


def completed(components: list[Component], media: MediaUrl) -> list[Component]:
    """What Discord sends back for the components it was sent: every one with its id and its defaults."""
    components = copy.deepcopy(components)
    taken = {part["id"] for part in walk(components) if part.get("id")}
    free = (number for number in range(1, 1 << 31) if number not in taken)
    for part in walk(components):
        _complete(part, media)
        if not part.get("id"):
            part["id"] = next(free)
    return components


def _complete(part: Component, media: MediaUrl) -> None:
    defaults = DEFAULTS.get(part["type"], {})
    for name in [name for name, value in part.items() if value is None]:
        del part[name]
    part.pop("required", None)
    for name, value in defaults.items():
        part.setdefault(name, value)
    for value in part.get("default_values", []):
        value["id"] = str(value["id"])
    for option in part.get("options", []):
        for name in [name for name, value in option.items() if value is None]:
            del option[name]
    _complete_media(part, media)


def _complete_media(part: Component, media: MediaUrl) -> None:
    if part["type"] == Kind.THUMBNAIL:
        part["media"] = media(part["media"]["url"])
    elif part["type"] == Kind.GALLERY:
        for item in part["items"]:
            item["media"] = media(item["media"]["url"])
            item.setdefault("description", None)
            item.setdefault("spoiler", False)
    elif part["type"] == Kind.FILE:
        part["file"] = media(part["file"]["url"])
        part["name"] = part["file"].pop("name", None)
        part["size"] = part["file"].pop("size", None)
