"""A modal filled in by a person, as Discord's app would send it; and what is chosen from a menu."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.discord_server import components as parts
from tests.discord_server.bits import SELECTS, Kind
from tests.discord_server.command_lines import NotOffered
from tests.discord_server.interaction_payloads import Resolved
from tests.discord_server.interactions import Modal

Json = dict[str, Any]


def chosen(menu: Json, values: Sequence[Any], resolved: Resolved) -> list[str]:
    """The values as ids and option values. Raises NotOffered for a text that is no option."""
    if menu["type"] != Kind.STRING_SELECT:
        return [resolved.anything(value) for value in values]
    by_name = {option["label"]: option["value"] for option in menu["options"]}
    by_name |= {option["value"]: option["value"] for option in menu["options"]}
    for value in values:
        if value not in by_name:
            raise NotOffered(f"{value!r} is none of {list(by_name)}")
    return [by_name[value] for value in values]


def filled(modal: Modal, values: dict[str, Any], resolved: Resolved) -> Json:
    """The data of a submission. Raises NotOffered where the app would not send it."""
    rest = dict(values)
    fields = []
    # The app gives every component its id, in the order they are shown.
    components = parts.completed(modal.components, lambda url: {"url": url})
    for field, sent in zip(components, modal.components, strict=True):
        fields.append(_field(field, sent, rest, resolved))
    if rest:
        raise NotOffered(f"no field {list(rest)}; there are {modal.labels()}")
    return {"custom_id": modal.custom_id, "components": fields}


def _field(field: Json, sent: Json, rest: Json, resolved: Resolved) -> Json:
    if field["type"] == Kind.TEXT:
        return {"type": field["type"], "id": field["id"]}
    if field["type"] == Kind.ROW:
        inner = field["components"][0] | {"required": sent["components"][0].get("required")}
        answer = _answer(inner, inner.get("label", ""), rest, resolved)
        return {"type": field["type"], "id": field["id"], "components": [answer]}
    inner = field["component"] | {"required": sent["component"].get("required")}
    answer = _answer(inner, field["label"], rest, resolved)
    return {"type": field["type"], "id": field["id"], "component": answer}


def _answer(inner: Json, label: str, rest: Json, resolved: Resolved) -> Json:
    name = label if label in rest else inner["custom_id"]
    given = rest.pop(name, None)
    answer = {"type": inner["type"], "id": inner["id"], "custom_id": inner["custom_id"]}
    required = inner["required"] is not False
    if inner["type"] == Kind.TEXT_INPUT:
        return answer | {"value": _text(inner, label, given, required=required)}
    if inner["type"] in SELECTS or inner["type"] == Kind.FILE_UPLOAD:
        several = [] if given is None else list(given) if isinstance(given, list | tuple) else [given]
        least = inner.get("min_values", 1) if required else 0
        if not least <= len(several) <= inner.get("max_values", 1):
            raise NotOffered(f"{len(several)} values do not fit the field {label!r}")
        return answer | {"values": chosen(inner, several, resolved)}
    return answer | {"values" if inner["type"] == Kind.CHECKBOX_GROUP else "value": given}


def _text(inner: Json, label: str, given: Any, *, required: bool) -> str:
    text = inner.get("value", "") if given is None else str(given)
    if required and not text:
        raise NotOffered(f"the field {label!r} is required")
    if text and not inner.get("min_length", 0) <= len(text) <= inner.get("max_length", 4000):
        raise NotOffered(f"the text in {label!r} is too short or too long")
    return text
