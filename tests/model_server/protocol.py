"""The public description of the API, as far as it is spoken here: what a request may hold and what a reply must.

Names of parameters and the form of replies come from the types that the openai package generates from that description;
the form of the parameters a program like this one sends is written out from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from pydantic import BaseModel, ValidationError

TEXT = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 1}
PART = {
    "type": "object",
    "properties": {"type": {"const": "text"}, "text": {"type": "string"}},
    "required": ["type", "text"],
    "additionalProperties": False,
}
MESSAGE = {
    "type": "object",
    "properties": {
        "role": {"enum": ["system", "developer", "user", "assistant"]},
        "content": {"anyOf": [{"type": "string"}, {"type": "array", "items": PART, "minItems": 1}]},
        "name": TEXT,
    },
    "required": ["role", "content"],
    "additionalProperties": False,
}
JSON_SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "pattern": "^[a-zA-Z0-9_-]{1,64}$"},
        "description": {"type": "string"},
        "schema": {"type": "object"},
        "strict": {"type": ["boolean", "null"]},
    },
    "required": ["name"],
    "additionalProperties": False,
}
RESPONSE_FORMAT = {
    "type": "object",
    "properties": {"type": {"enum": ["text", "json_object", "json_schema"]}, "json_schema": JSON_SCHEMA},
    "required": ["type"],
    "additionalProperties": False,
    "if": {"properties": {"type": {"const": "json_schema"}}},
    "then": {"required": ["json_schema"]},
}
CHAT = {
    "type": "object",
    "properties": {
        "model": TEXT,
        "messages": {"type": "array", "items": MESSAGE, "minItems": 1},
        "stream": {"type": ["boolean", "null"]},
        "stream_options": {
            "type": ["object", "null"],
            "properties": {"include_usage": {"type": "boolean"}, "include_obfuscation": {"type": "boolean"}},
            "additionalProperties": False,
        },
        "temperature": {"type": ["number", "null"], "minimum": 0, "maximum": 2},
        "top_p": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
        "max_tokens": COUNT,
        "max_completion_tokens": COUNT,
        "seed": {"type": ["integer", "null"]},
        "n": {"type": "integer", "minimum": 1, "maximum": 128},
        "stop": {
            "anyOf": [{"type": ["string", "null"]}, {"type": "array", "items": {"type": "string"}, "maxItems": 4}]
        },
        "response_format": RESPONSE_FORMAT,
    },
    "required": ["model", "messages"],
}
EMBEDDINGS = {
    "type": "object",
    "properties": {
        "model": TEXT,
        "input": {"anyOf": [TEXT, {"type": "array", "items": TEXT, "minItems": 1, "maxItems": 2048}]},
        "dimensions": COUNT,
        "encoding_format": {"enum": ["float", "base64"]},
        "user": {"type": "string"},
    },
    "required": ["model", "input"],
}


def chat_problem(body: Any) -> str | None:
    """Return what is wrong with a request for a chat completion, or None."""
    problem = _problem(CHAT, _chat_parameters(), body)
    if problem is None and "stream_options" in body and not body.get("stream"):
        return "stream_options without stream"
    if problem is None and "max_tokens" in body and "max_completion_tokens" in body:
        return "max_tokens and max_completion_tokens"
    if problem is None and body.get("response_format", {}).get("type") == "json_schema":
        described = body["response_format"]["json_schema"]
        return next(_unfit_for_strictness(described.get("schema", {})), None) if described.get("strict") else None
    return problem


def embeddings_problem(body: Any) -> str | None:
    """Return what is wrong with a request for embeddings, or None."""
    from openai.types.embedding_create_params import EmbeddingCreateParams

    return _problem(EMBEDDINGS, frozenset(EmbeddingCreateParams.__annotations__), body)


def reply_problem(kind: type[BaseModel], payload: Mapping[str, Any]) -> str | None:
    """Return what is wrong with a reply of ours, by the openai package's own type for it, or None."""
    try:
        read = kind.model_validate(payload, strict=True)
    except ValidationError as error:
        return str(error)
    return f"unknown in a reply: {sorted(read.model_extra)}" if read.model_extra else None


@cache
def _chat_parameters() -> frozenset[str]:
    from openai.types.chat.completion_create_params import CompletionCreateParamsStreaming

    return frozenset(CompletionCreateParamsStreaming.__annotations__)


def _problem(schema: Mapping[str, Any], known: frozenset[str], body: Any) -> str | None:
    for error in Draft202012Validator(schema).iter_errors(body):
        return f"{'.'.join(map(str, error.path)) or 'the request'}: {error.message[:300]}"
    unknown = sorted(body.keys() - known)
    return f"no such parameter: {unknown}" if unknown else None


def _unfit_for_strictness(schema: Any) -> Iterator[str]:
    """Yield what strict mode refuses: an object with properties that are not required, or that may have others."""
    if isinstance(schema, list):
        for each in schema:
            yield from _unfit_for_strictness(each)
    if not isinstance(schema, dict):
        return
    if schema.get("type") == "object":
        properties = schema.get("properties", {})
        if schema.get("additionalProperties") is not False or set(schema.get("required", ())) != set(properties):
            yield f"not fit for strict mode: an object with {sorted(properties)}"
    for each in schema.values():
        yield from _unfit_for_strictness(each)
