"""Text to vectors. `Embedder` is what the library needs of a model; `minilm.py` is the one that ships, `remote.py` asks
a server.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Row vectors of shape (texts, dimensions), float32, each of length 1, so that a dot product is a cosine."""

Progress = Callable[[], object]
"""Called each time one more text is finished."""


class Embedder(Protocol):
    """A model that turns texts into vectors. `name` is stored with every vector; vectors of two names never mix."""

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return one unit vector a text, in order. A vector depends on its own text alone, never on its neighbours."""
        ...

    def tokens(self, text: str) -> list[int]:
        """Return the model's tokens of `text`, uncut, without special tokens: what a passage's size is counted in."""
        ...


@runtime_checkable
class Distant(Protocol):
    """What an embedder over a network has besides: there, `name`, `dimensions` and `embed` raise EndpointError.

    `batch` is the most texts that it sends in one request.
    """

    @property
    def batch(self) -> int: ...

    def embed_soon(self, texts: Sequence[str]) -> Vectors | None:
        """Return what `embed` returns, or None where that would take longer than somebody who asks is to wait."""
        ...

    def close(self) -> None:
        """Break off what is being asked, and ask no more."""
        ...


def embedded_soon(embedder: Embedder | None, texts: Sequence[str]) -> Vectors | None:
    """Return the vectors of texts that somebody waits for; None where there is no model, or it does not answer."""
    if embedder is None:
        return None
    return embedder.embed_soon(texts) if isinstance(embedder, Distant) else embedder.embed(texts)


def is_of_model(embedding_key: str | None, model: str) -> bool:
    """Tell whether vectors stored under this key (`model:digest`) were made by the model named."""
    return embedding_key is not None and embedding_key.rpartition(":")[0] == model
