"""A model at an OpenAI-compatible server that turns texts into vectors."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Lock
from typing import Final

import numpy as np

from index.embedding import Progress, Vectors
from index.embedding.batches import batches
from index.embedding.outage import Outage
from index.embedding.replies import TooLong, asking
from index.endpoint.endpoint import Endpoint
from index.endpoint.listing import listed
from index.errors import EndpointError
from index.passages import rough_tokens

logger = logging.getLogger(__name__)

SECONDS_A_REQUEST: Final = 60.0
"""The longest that one request of a document is waited for, retries included. Slow machines need it."""

SECONDS_A_QUESTION: Final = 2.0
"""The longest that somebody who asks waits for a vector; keywords find passages too."""

SHORTEST_CUT: Final = 32
"""Characters: a model that refuses even these refuses something else."""

FIRST_TEXT: Final = "Footnote"
"""What is embedded to learn how many dimensions there are, where that must be known before anything else is."""


class RemoteEmbedder:
    """An Embedder over a server. Safe to use from several threads; close it when done.

    Every vector is of as many dimensions as the first; their number is part of the name, since the same name may stand
    for another model at another server.
    """

    def __init__(
        self,
        patient: Endpoint,
        prompt: Endpoint,
        model: str,
        *,
        batch: int,
        notify: Callable[[str], object] = logger.warning,
    ) -> None:
        """Ask for the vectors of up to `batch` texts at a time, those of documents through `patient`.

        Those of questions go through `prompt`, so that a server too slow for them is not left alone with documents.
        `notify` is told when questions have to do without.
        """
        self._patient = patient
        self._prompt = prompt
        self.model = model
        self.batch = batch
        self._lock = Lock()
        self._learned: int | None = None
        self._outage = Outage(notify)

    def open(self) -> None:
        """Load what is needed to ask, which takes most of a second the first time, and asks nothing."""
        with suppress(EndpointError):  # which comes up again when it is asked
            self._prompt.open()

    @property
    def name(self) -> str:
        """The model's name and dimensions. Raises EndpointError, as `dimensions`."""
        return f"{self.model}/{self.dimensions}"

    @property
    def dimensions(self) -> int:
        """The numbers in a vector; asks the server before anything was embedded. Raises EndpointError."""
        return self._learned or self._vectors(self._patient, [FIRST_TEXT], _slowly).shape[1]

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return unit vectors of shape (len(texts), dimensions). Raises EndpointError."""
        told = progress or (lambda: None)
        parts: list[Vectors] = []
        for batch in batches(texts, self.batch):
            parts.append(self._vectors(self._patient, batch, _slowly))
            for _ in batch:
                told()
        return np.concatenate(parts) if parts else np.empty((0, self.dimensions), dtype=np.float32)

    def embed_soon(self, texts: Sequence[str]) -> Vectors | None:
        """Return what `embed` returns, or None where the server does not answer before anybody minds the wait."""
        if self._outage.lasts:
            return None
        try:
            vectors = self.embed_within(SECONDS_A_QUESTION, texts)
        except EndpointError as error:
            self._outage.begin(str(error))
            return None
        self._outage.end()
        return vectors

    def embed_within(self, seconds: float, texts: Sequence[str]) -> Vectors:
        """Return what `embed` returns of at least one text, within `seconds`. Raises EndpointError."""
        self.open()
        ends = time.monotonic() + seconds
        asked = batches(texts, self.batch)
        return np.concatenate([self._vectors(self._prompt, each, lambda: ends - time.monotonic()) for each in asked])

    def models(self, seconds: float) -> tuple[str, ...]:
        """Return the names of the models the server has. Raises EndpointError."""
        return self._prompt.call(listed, seconds)

    def tokens(self, text: str) -> list[int]:
        """Return about as many tokens as the model makes of `text`, of no meaning: each model has its own."""
        return rough_tokens(text)

    def close(self) -> None:
        """Break off what is being asked, and ask no more."""
        self._patient.close()
        self._prompt.close()

    def _vectors(self, endpoint: Endpoint, texts: list[str], left: Callable[[], float]) -> Vectors:
        """Return a batch's vectors, of a text that is too long that of its beginning. Raises EndpointError.

        What a server refuses is halved until it takes it, so that every text is seen as far as possible, whatever it
        was sent with.
        """
        try:
            return self._of_one_size(endpoint.call(asking(self.model, texts), left()))
        except TooLong:
            if len(texts) > 1:
                half = len(texts) // 2
                halves = (texts[:half], texts[half:])
                return np.concatenate([self._vectors(endpoint, each, left) for each in halves])
        if len(texts[0]) <= SHORTEST_CUT:
            raise EndpointError("The embedding server refuses texts as too long that are short: choose another model.")
        return self._vectors(endpoint, [texts[0][: len(texts[0]) // 2]], left)

    def _of_one_size(self, vectors: Vectors) -> Vectors:
        dimensions = vectors.shape[1]
        with self._lock:
            self._learned = self._learned or dimensions
            if dimensions != self._learned:
                raise EndpointError(
                    f"The embedding server has sent vectors of {self._learned} numbers before and of {dimensions} now: "
                    "restart Footnote, then run `footnote library reindex`."
                )
        return vectors


def _slowly() -> float:
    return SECONDS_A_REQUEST
