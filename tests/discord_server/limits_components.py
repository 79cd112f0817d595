"""The limits of a message's components: nesting, counts, lengths, ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from tests.discord_server.bits import SELECTS, Kind
from tests.discord_server.components import texts, walk
from tests.discord_server.limits_names import bounded, units
from tests.discord_server.refusals import Path, Problems

MOST_COMPONENTS = 40
MOST_ROWS = 5
LONGEST_TEXT = 4000
MOST_OPTIONS = 25
LONGEST_LABEL = 80
LONGEST_URL = 512

IN_CONTAINER = {Kind.ROW, Kind.SECTION, Kind.TEXT, Kind.GALLERY, Kind.FILE, Kind.SEPARATOR}
ON_TOP = IN_CONTAINER | {Kind.CONTAINER}
ON_TOP_LEGACY = {Kind.ROW}
IN_ROW = {Kind.BUTTON, *SELECTS}
ACCESSORIES = {Kind.BUTTON, Kind.THUMBNAIL}

Component = dict[str, Any]
Located = tuple[Path, Component]


def check(problems: Problems, components: list[Component], *, is_v2: bool) -> None:
    """Note everything about the components of a message that Discord would refuse."""
    _check_kinds(problems, ("components",), components, ON_TOP if is_v2 else ON_TOP_LEGACY)
    everything = list(walk(components))
    if not is_v2 and len(components) > MOST_ROWS:
        problems.length(("components",), 0, MOST_ROWS)
    if len(everything) > MOST_COMPONENTS:
        message = f"The number of components ({len(everything)}) exceeds {MOST_COMPONENTS}"
        problems.add(("components",), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", message)
    length = sum(units(text) for text in texts(components) if isinstance(text, str))
    if length > LONGEST_TEXT:
        message = f"The displayable text ({length}) exceeds the maximum size of {LONGEST_TEXT}"
        problems.add(("components",), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", message)
    for path, component in located(("components",), components):
        CHECKS.get(component.get("type", 0), _nothing)(problems, path, component)
    check_ids(problems, ("components",), everything)


def check_ids(problems: Problems, path: Path, everything: list[Component]) -> None:
    """Note custom ids and ids that stand twice."""
    for name, code in (("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"), ("id", "COMPONENT_ID_DUPLICATED")):
        counts = Counter(part[name] for part in everything if part.get(name))
        for value, count in counts.items():
            if count > 1:
                problems.add(path, code, f"Component {name} cannot be duplicated: {value!r}")


def located(path: Path, components: list[Component]) -> Iterator[Located]:
    """Every component with its path, nested ones included."""
    for index, component in enumerate(components):
        here = (*path, index)
        yield here, component
        yield from located((*here, "components"), component.get("components") or [])
        if isinstance(component.get("accessory"), dict):
            yield (*here, "accessory"), component["accessory"]


def media_urls(components: list[Component]) -> Iterator[tuple[Path, str]]:
    """Every address of a picture or file, with its path."""
    for path, part in located(("components",), components):
        for name in ("media", "file"):
            if isinstance(part.get(name), dict):
                yield (*path, name, "url"), part[name].get("url") or ""
        for index, item in enumerate(part.get("items") or []):
            yield (*path, "items", index, "media", "url"), (item.get("media") or {}).get("url") or ""


def _check_kinds(problems: Problems, path: Path, components: list[Component], allowed: set[Kind]) -> None:
    for index, component in enumerate(components):
        if component.get("type") not in allowed:
            choices = sorted(int(kind) for kind in allowed)
            message = f'Value of field "type" must be one of {choices}.'
            problems.add((*path, index, "type"), "UNION_TYPE_CHOICES", message)


def _nothing(problems: Problems, path: Path, component: Component) -> None:
    """Kinds without limits of their own."""


def _row(problems: Problems, path: Path, row: Component) -> None:
    inside = row.get("components") or []
    _check_kinds(problems, (*path, "components"), inside, IN_ROW)
    selects = [part for part in inside if part.get("type") in SELECTS]
    if not 1 <= len(inside) <= 5:
        problems.length((*path, "components"), 1, 5)
    elif selects and len(inside) > 1:
        problems.add((*path, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "A select fills a row by itself")


def _section(problems: Problems, path: Path, section: Component) -> None:
    inside = section.get("components") or []
    _check_kinds(problems, (*path, "components"), inside, {Kind.TEXT})
    if not 1 <= len(inside) <= 3:
        problems.length((*path, "components"), 1, 3)
    if not isinstance(section.get("accessory"), dict):
        problems.required((*path, "accessory"))
    elif section["accessory"].get("type") not in ACCESSORIES:
        message = 'Value of field "type" must be one of [2, 11].'
        problems.add((*path, "accessory", "type"), "UNION_TYPE_CHOICES", message)


def _container(problems: Problems, path: Path, container: Component) -> None:
    inside = container.get("components") or []
    _check_kinds(problems, (*path, "components"), inside, IN_CONTAINER)
    if not inside:
        problems.required((*path, "components"))
    colour = container.get("accent_color")
    if colour is not None and not 0 <= colour <= 0xFFFFFF:
        problems.add((*path, "accent_color"), "NUMBER_TYPE_MAX", "Value should be less than or equal to 16777215.")


def _text(problems: Problems, path: Path, text: Component) -> None:
    bounded(problems, (*path, "content"), text.get("content"), 1, LONGEST_TEXT)


def _button(problems: Problems, path: Path, button: Component) -> None:
    style, custom_id, url = button.get("style"), button.get("custom_id"), button.get("url")
    if style in {1, 2, 3, 4}:
        bounded(problems, (*path, "custom_id"), custom_id, 1, 100)
        if url:
            problems.add((*path, "url"), "BUTTON_COMPONENT_URL_NOT_ALLOWED", "A url is for link buttons only")
    elif style == 5:
        _link(problems, path, url)
        if custom_id:
            message = "A custom id and url cannot both be specified"
            problems.add((*path, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", message)
    elif style != 6:
        problems.one_of((*path, "style"), (1, 2, 3, 4, 5, 6))
    if style != 6 and not button.get("label") and not button.get("emoji"):
        problems.add(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A label or emoji is required")
    elif button.get("label"):
        bounded(problems, (*path, "label"), button["label"], 1, LONGEST_LABEL)


def _link(problems: Problems, path: Path, url: object) -> None:
    bounded(problems, (*path, "url"), url, 1, LONGEST_URL)
    if isinstance(url, str) and not url.startswith(("http://", "https://", "discord://")):
        message = "Scheme is not supported. Scheme must be one of ('http', 'https', 'discord')."
        problems.add((*path, "url"), "URL_TYPE_INVALID_SCHEME", message)


def check_select(problems: Problems, path: Path, select: Component) -> None:
    """Note what is wrong with a select, in a message or in a modal."""
    bounded(problems, (*path, "custom_id"), select.get("custom_id"), 1, 100)
    if select.get("placeholder"):
        bounded(problems, (*path, "placeholder"), select["placeholder"], 0, 150)
    least, most = _range(select)
    if not 0 <= least <= 25 or not 1 <= most <= 25 or least > most:
        problems.add(path, "SELECT_COMPONENT_INVALID_RANGE", f"min_values {least} and max_values {most} do not fit")
    chosen = select.get("default_values") or []
    if chosen and not least <= len(chosen) <= most:
        message = f"The number of defaults must be between {least} and {most}."
        problems.add((*path, "default_values"), "SELECT_COMPONENT_DEFAULTS_OUT_OF_RANGE", message)
    if select.get("type") == Kind.STRING_SELECT:
        _options(problems, (*path, "options"), select.get("options") or [], least, most)


def _range(select: Component) -> tuple[int, int]:
    least, most = select.get("min_values"), select.get("max_values")
    return 1 if least is None else least, 1 if most is None else most


def _options(problems: Problems, path: Path, options: list[Component], least: int, most: int) -> None:
    if not 1 <= len(options) <= MOST_OPTIONS:
        problems.length(path, 1, MOST_OPTIONS)
    if not least <= len(options) or most > max(len(options), 1):
        message = f"min_values {least} and max_values {most} do not fit {len(options)} options"
        problems.add(path, "SELECT_COMPONENT_TOO_FEW_OPTIONS", message)
    for index, option in enumerate(options):
        bounded(problems, (*path, index, "label"), option.get("label"), 1, 100)
        bounded(problems, (*path, index, "value"), option.get("value"), 1, 100)
        if option.get("description") is not None:
            bounded(problems, (*path, index, "description"), option["description"], 1, 100)
    for value, count in Counter(option.get("value") for option in options).items():
        if count > 1:
            message = f"The specified option value is already used: {value!r}"
            problems.add(path, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)
    if sum(bool(option.get("default")) for option in options) > most:
        problems.add(path, "SELECT_COMPONENT_TOO_MANY_DEFAULTS", f"More than {most} defaults")


def _gallery(problems: Problems, path: Path, gallery: Component) -> None:
    if not 1 <= len(gallery.get("items") or []) <= 10:
        problems.length((*path, "items"), 1, 10)


CHECKS: dict[int, Callable[[Problems, Path, Component], None]] = {
    Kind.ROW: _row,
    Kind.SECTION: _section,
    Kind.CONTAINER: _container,
    Kind.TEXT: _text,
    Kind.BUTTON: _button,
    Kind.GALLERY: _gallery,
} | dict.fromkeys(SELECTS, check_select)
