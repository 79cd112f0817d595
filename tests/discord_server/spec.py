"""Discord's own description of its API, as a check on every request and every answer.

The description is not part of the project. It is read where it lies beside the checkout; without it nothing is checked
and `load_spec` says so.
"""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import FormatChecker
from jsonschema.exceptions import best_match
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.discord_server.spec_shortcuts import SpecValidator, shortened

SPEC_FILE = Path(__file__).parents[3] / "shared" / "discord" / "openapi.json"
MISSING = "Discord's API description (../shared/discord/openapi.json) is not here: requests and answers go unchecked"

FORMATS = FormatChecker(formats=())


@FORMATS.checks("date-time")
def _is_time(value: object) -> bool:
    if not isinstance(value, str):
        return True
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


@FORMATS.checks("uri")
def _is_address(value: object) -> bool:
    return not isinstance(value, str) or bool(urllib.parse.urlsplit(value).scheme)


class Spec:
    """The description, compiled operation by operation as they are used."""

    def __init__(self, document: dict[str, Any]) -> None:
        document = shortened(document)
        self._paths: dict[str, Any] = document["paths"]
        # Snowflakes are strings in the description; Discord takes integers too, and discord.py sends them.
        lenient = json.loads(json.dumps(document))
        snowflake = lenient["components"]["schemas"]["SnowflakeType"]
        snowflake["type"] = ["string", "integer"]
        self._documents = {"request": lenient, "answer": document}
        self._registries = {
            name: Registry().with_resource(f"urn:{name}", Resource(contents, DRAFT202012))
            for name, contents in self._documents.items()
        }
        self._validators: dict[tuple[str, ...], Any] = {}

    def knows(self, method: str, template: str) -> bool:
        return method.lower() in self._paths.get(template, {})

    def request_problem(self, method: str, template: str, body: Any) -> str | None:
        """What of a body is against the description; files that came with it are not looked at."""
        if not self.knows(method, template):
            return "no such operation"
        operation = self._paths[template][method.lower()]
        described = operation.get("requestBody", {})
        if body is None:
            return "a body is required" if described.get("required") else None
        if "application/json" not in described.get("content", {}):
            return None
        where = ("paths", template, method.lower(), "requestBody", "content", "application/json", "schema")
        return self._problem("request", where, body)

    def query_problem(self, method: str, template: str, values: dict[str, str]) -> str | None:
        """What of the parameters in path and query is against the description."""
        for index, place, parameter in self._parameters(method, template):
            value: Any = values.get(parameter["name"])
            if value is None:
                continue
            kind = parameter["schema"].get("type")
            if kind == "boolean":
                value = {"true": True, "1": True, "false": False, "0": False}.get(value.lower(), value)
            elif kind == "integer" and value.isdigit():
                value = int(value)
            problem = self._problem("request", (*place, str(index), "schema"), value)
            if problem:
                return f"parameter {parameter['name']}: {problem}"
        return None

    def _parameters(self, method: str, template: str) -> Iterator[tuple[int, tuple[str, ...], dict[str, Any]]]:
        places = [("paths", template, "parameters"), ("paths", template, method.lower(), "parameters")]
        path = self._paths.get(template, {})
        for place, found in zip(places, (path, path.get(method.lower(), {})), strict=True):
            for index, parameter in enumerate(found.get("parameters", [])):
                yield index, place, parameter

    def answer_problem(self, method: str, template: str, status: int, body: Any) -> str | None:
        """What of an answer is against the description."""
        if not self.knows(method, template) or status >= 500:
            return None
        if status >= 400 and isinstance(body, dict):
            # The description wants numbers for the codes in the tree of errors; Discord sends words, as documented.
            body = {name: value for name, value in body.items() if name != "errors"}
        answers = self._paths[template][method.lower()]["responses"]
        key = str(status) if str(status) in answers else f"{status // 100}XX"
        if key not in answers:
            return f"status {status} is not described"
        place: tuple[str, ...] = ("paths", template, method.lower(), "responses", key)
        if "$ref" in answers[key]:
            place = tuple(answers[key]["$ref"].removeprefix("#/").split("/"))
        content = self._at(place).get("content", {})
        if "application/json" not in content:
            return None if body is None else "an answer without a body is described"
        return self._problem("answer", (*place, "content", "application/json", "schema"), body)

    def _at(self, place: tuple[str, ...]) -> dict[str, Any]:
        node: Any = self._documents["answer"]
        for step in place:
            node = node[step]
        return node

    def _problem(self, side: str, place: tuple[str, ...], body: Any) -> str | None:
        key = (side, *place)
        if key not in self._validators:
            self._validators[key] = self._compile(side, place)
        validator = self._validators[key]
        if validator is None or validator.is_valid(body):
            return None
        error = best_match(validator.iter_errors(body))
        return f"{error.json_path}: {error.message[:300]}"

    def _compile(self, side: str, place: tuple[str, ...]) -> Any:
        pointer = "/".join(urllib.parse.quote(step.replace("~", "~0").replace("/", "~1"), safe="~") for step in place)
        schema = {"$ref": f"urn:{side}#/{pointer}"}
        return SpecValidator(schema, registry=self._registries[side], format_checker=FORMATS)


@cache
def load_spec() -> Spec | None:
    """The description, read once; None where it is not (say MISSING)."""
    return Spec(json.loads(SPEC_FILE.read_text("utf-8"))) if SPEC_FILE.is_file() else None
