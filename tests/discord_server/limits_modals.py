"""The limits of a modal."""

from __future__ import annotations

from typing import Any

from tests.discord_server.bits import SELECTS, Kind
from tests.discord_server.components import walk
from tests.discord_server.limits_components import check_ids, check_select
from tests.discord_server.limits_names import bounded
from tests.discord_server.refusals import Path, Problems

MOST_FIELDS = 5
LONGEST_TITLE = 45
LONGEST_LABEL = 45
LONGEST_VALUE = 4000
IN_LABEL = {
    Kind.TEXT_INPUT,
    Kind.FILE_UPLOAD,
    Kind.RADIO_GROUP,
    Kind.CHECKBOX_GROUP,
    Kind.CHECKBOX,
    *SELECTS,
}
ON_TOP = {Kind.ROW, Kind.LABEL, Kind.TEXT}

Component = dict[str, Any]


def check_modal(data: dict[str, Any]) -> None:
    """Refuse a modal that Discord would refuse."""
    problems = Problems()
    bounded(problems, ("data", "title"), data.get("title"), 1, LONGEST_TITLE)
    bounded(problems, ("data", "custom_id"), data.get("custom_id"), 1, 100)
    fields = data.get("components") or []
    path = ("data", "components")
    if not 1 <= len(fields) <= MOST_FIELDS:
        problems.length(path, 1, MOST_FIELDS)
    for index, field in enumerate(fields):
        _field(problems, (*path, index), field)
    check_ids(problems, path, list(walk(fields)))
    problems.refuse()


def _field(problems: Problems, path: Path, field: Component) -> None:
    kind = field.get("type")
    if kind == Kind.TEXT:
        bounded(problems, (*path, "content"), field.get("content"), 1, 4000)
    elif kind == Kind.ROW:
        inputs = field.get("components") or []
        if len(inputs) != 1 or inputs[0].get("type") != Kind.TEXT_INPUT:
            problems.length((*path, "components"), 1, 1)
            return
        bounded(problems, (*path, "components", 0, "label"), inputs[0].get("label"), 1, LONGEST_LABEL)
        _input(problems, (*path, "components", 0), inputs[0])
    elif kind == Kind.LABEL:
        _label(problems, path, field)
    else:
        problems.add((*path, "type"), "UNION_TYPE_CHOICES", 'Value of field "type" must be one of [1, 10, 18].')


def _label(problems: Problems, path: Path, label: Component) -> None:
    bounded(problems, (*path, "label"), label.get("label"), 1, LONGEST_LABEL)
    if label.get("description") is not None:
        bounded(problems, (*path, "description"), label["description"], 1, 100)
    inner, where = label.get("component") or {}, (*path, "component")
    kind = inner.get("type")
    if kind not in IN_LABEL:
        choices = sorted(int(kind) for kind in IN_LABEL)
        problems.add((*where, "type"), "UNION_TYPE_CHOICES", f'Value of field "type" must be one of {choices}.')
    elif kind in SELECTS:
        check_select(problems, where, inner)
    elif kind == Kind.TEXT_INPUT:
        if inner.get("label"):
            problems.add((*where, "label"), "TEXT_INPUT_LABEL_NOT_ALLOWED", "The label around it has the words")
        _input(problems, where, inner)
    else:
        bounded(problems, (*where, "custom_id"), inner.get("custom_id"), 1, 100)
        _file_counts(problems, where, inner)


def _input(problems: Problems, path: Path, field: Component) -> None:
    bounded(problems, (*path, "custom_id"), field.get("custom_id"), 1, 100)
    if field.get("style") not in {1, 2}:
        problems.one_of((*path, "style"), (1, 2))
    for name, most in (("value", LONGEST_VALUE), ("placeholder", 100)):
        if field.get(name):
            bounded(problems, (*path, name), field[name], 0, most)
    least, most = field.get("min_length") or 0, field.get("max_length") or LONGEST_VALUE
    if not 0 <= least <= most <= LONGEST_VALUE:
        problems.add(path, "TEXT_INPUT_INVALID_RANGE", f"min_length {least} and max_length {most} do not fit")
    if field.get("value") and not least <= len(field["value"]) <= most:
        problems.length((*path, "value"), least, most)


def _file_counts(problems: Problems, path: Path, field: Component) -> None:
    least = 1 if field.get("min_values") is None else field["min_values"]
    most = 1 if field.get("max_values") is None else field["max_values"]
    if field["type"] == Kind.FILE_UPLOAD and not (0 <= least <= 10 and 1 <= most <= 10 and least <= most):
        problems.add(path, "FILE_UPLOAD_INVALID_RANGE", f"min_values {least} and max_values {most} do not fit")
