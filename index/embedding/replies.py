"""One request for vectors, and what comes back for it, of which nothing is believed before it is looked at."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from index.embedding import Vectors
from index.errors import EndpointError, LibraryError

if TYPE_CHECKING:
    from openai import APIStatusError, AsyncOpenAI

MEASURE: Final = r"(?:length|size|context|tokens|token (?:limit|count)|characters|inputs?|items)\b"
ABOUT_LENGTH: Final = re.compile(
    r"too (?:long|large|many)\b|context[ _](?:length|window|size)|batch size|max_?length|max_tokens_per"
    rf"|\b(?:max(?:imum)?|at most|(?:less|fewer|more|longer|larger) than)\b[^.]{{0,40}}?\b{MEASURE}"
    rf"|\bexceed\w*[^.]{{0,60}}?\b{MEASURE}",
    re.IGNORECASE,
)
"""In the refusal of a text that is longer than a model's window: a bound, and what it bounds. One word is no sign: a
token that is refused may be a key, and what is exceeded a budget."""

REFUSING: Final = {400, 413, 422, 500}
"""What servers answer then; 500 is llama.cpp's."""

CHOOSE: Final = "check that EMBEDDING_MODEL names a model that embeds."


class TooLong(LibraryError):
    """One of the texts is longer than the model's window; the server does not say which."""


def asking(model: str, texts: Sequence[str]) -> Callable[[AsyncOpenAI], Awaitable[Vectors]]:
    """Return what asks `model` for the vectors of `texts` and checks them; for Endpoint.call. Raises TooLong."""

    async def vectors(client: AsyncOpenAI) -> Vectors:
        from openai import APIStatusError

        try:
            reply = await client.embeddings.create(model=model, input=list(texts))
        except APIStatusError as error:
            if not _is_about_length(error):
                raise
        else:
            return _unit(_rows(reply.data, len(texts)))
        raise TooLong("A text is longer than the embedding model takes.")

    return vectors


def _is_about_length(error: APIStatusError) -> bool:
    return error.status_code in REFUSING and (
        error.status_code == 413 or ABOUT_LENGTH.search(f"{error.code} {error.message}") is not None
    )


def _rows(data: Any, count: int) -> list[Any]:
    """Return the vectors in the order of the texts, whatever order they came in. Raises EndpointError."""
    found = {getattr(each, "index", None): getattr(each, "embedding", None) for each in data}
    if len(data) != count or found.keys() != set(range(count)):
        raise EndpointError(f"The embedding server did not send one vector for each of {count} texts: {CHOOSE}")
    return [found[at] for at in range(count)]


def _unit(rows: list[Any]) -> Vectors:
    """Return the vectors at length 1, of shape (texts, dimensions). Raises EndpointError for what is no vector."""
    try:
        numbers: NDArray[np.float64] = np.array(rows, dtype=np.float64)
    except (TypeError, ValueError):  # of different lengths, or no numbers at all
        numbers = np.empty(0)
    if numbers.ndim != 2 or not numbers.size:
        raise EndpointError(f"The embedding server sent something else than vectors: {CHOOSE}")
    largest = np.abs(numbers).max(axis=1, keepdims=True)
    if not np.isfinite(largest).all() or not largest.all():
        raise EndpointError(f"The embedding server sent vectors without a direction: {CHOOSE}")
    numbers /= largest  # or the squares of very large numbers would be infinite
    unit: Vectors = (numbers / np.linalg.norm(numbers, axis=1, keepdims=True)).astype(np.float32)
    return unit
