"""The replies of the API, as data."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from index.embedding import Vectors
from tests.model_server.asking import Asked

TOKEN = re.compile(r"\w{1,6}|[^\w\s]")
CREATED = 1_700_000_000


def tokens_of(text: str) -> int:
    """Return how many tokens a text counts for on this server."""
    return sum(1 for _ in TOKEN.finditer(text))


def chunk(
    asked: Asked,
    delta: Mapping[str, Any] | None = None,
    finish: str | None = None,
    usage: Mapping[str, int] | None = None,
    *,
    with_usage: bool = False,
) -> dict[str, Any]:
    """Return one piece of a streamed completion; the one that holds the usage has no choices."""
    choice = {"index": 0, "delta": delta or {}, "logprobs": None, "finish_reason": finish}
    piece = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": CREATED,
        "model": asked.body["model"],
        "choices": [] if usage else [choice],
    }
    return {**piece, "usage": usage} if with_usage else piece


def completion(asked: Asked, text: str, finish: str) -> dict[str, Any]:
    """Return a completion in one piece."""
    message = {"role": "assistant", "content": text, "refusal": None}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": CREATED,
        "model": asked.body["model"],
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": finish}],
        "usage": usage(asked, text),
    }


def usage(asked: Asked, text: str) -> dict[str, int]:
    """Return what a completion cost."""
    read, written = tokens_of(asked.prompt), tokens_of(text)
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def error(message: str, kind: str, code: str | None = None, param: str | None = None) -> dict[str, Any]:
    """Return an error as the API describes it."""
    return {"error": {"message": message, "type": kind, "param": param, "code": code}}


def models(names: Sequence[str]) -> dict[str, Any]:
    """Return the list of models."""
    return {
        "object": "list",
        "data": [{"id": name, "object": "model", "created": CREATED, "owned_by": "test"} for name in names],
    }


def embeddings(asked: Asked, vectors: Vectors, *, numbers: bool) -> dict[str, Any]:
    """Return vectors, as numbers or as their bytes in base64."""
    rows = [row.tolist() if numbers else base64.b64encode(row.astype("<f4").tobytes()).decode() for row in vectors]
    count = sum(map(tokens_of, asked.texts))
    return {
        "object": "list",
        "model": asked.body["model"],
        "data": [{"object": "embedding", "index": at, "embedding": row} for at, row in enumerate(rows)],
        "usage": {"prompt_tokens": count, "total_tokens": count},
    }


def projected(vectors: Vectors, dimensions: int) -> Vectors:
    """Return unit vectors of another number of dimensions, about as near each other as those given."""
    if dimensions == vectors.shape[1]:
        return vectors
    directions = np.random.default_rng(dimensions).standard_normal((vectors.shape[1], dimensions))
    turned = (vectors @ directions).astype(np.float32)
    unit: Vectors = turned / np.linalg.norm(turned, axis=1, keepdims=True)
    return unit
