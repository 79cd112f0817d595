"""The embedded model: all-MiniLM-L6-v2, int8, on the processor, with no key and no network."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.embedding import Progress, Vectors
from index.embedding.weights import RECIPE, load_model_files

logger = logging.getLogger(__name__)

FEW_TEXTS = 16
"""Texts, such as a question and some clauses, that are embedded sooner than threads are started for them."""

MAX_TOKENS = 256
"""Word pieces the model reads of a text, its two special tokens included; what comes after is not seen."""


class MiniLM:
    """Embeds texts one by one, several at a time.

    One text a run: int8 activations are scaled by the largest value in the batch, so in a larger batch a text's vector
    would depend on its neighbours, and the same passage would get another vector after an edit elsewhere. On two cores
    this is also the fastest way measured (136 passages/s against 131 in batches of 4 and 80 in batches of 32).
    """

    name = f"all-MiniLM-L6-v2/{RECIPE}"
    dimensions = 384

    def __init__(
        self,
        cache: Path,
        *,
        download: bool = False,
        notify: Callable[[str], object] = logger.info,
        threads: int | None = None,
    ) -> None:
        """Load the model; raises ModelError when there are no usable weights.

        `threads` is how many texts are embedded at a time, whoever asks; by default as many as there are processors.
        """
        files = load_model_files(cache, download=download, notify=notify)
        self._tokenizer = Tokenizer.from_buffer(files.tokenizer)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._pool = ThreadPoolExecutor(threads or os.cpu_count(), thread_name_prefix="embedding")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(files.model, options, providers=["CPUExecutionProvider"])

    def embed(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return unit vectors of shape (len(texts), 384) in the order of `texts`."""
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for row, vector in enumerate(self._each(texts)):
            vectors[row] = vector
            if progress:
                progress()
        return vectors

    def tokens(self, text: str) -> list[int]:
        """Return the word pieces of the whole text, without special tokens."""
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def _each(self, texts: Sequence[str]) -> Iterator[NDArray[np.float32]]:
        if len(texts) <= FEW_TEXTS:
            yield from map(self._embed_one, texts)
            return
        begun = [self._pool.submit(self._embed_one, text) for text in texts]
        try:
            for vector in begun:
                yield vector.result()
        finally:
            for vector in begun:  # after Ctrl-C nothing that has not begun is waited for
                vector.cancel()

    def _embed_one(self, text: str) -> NDArray[np.float32]:
        ids = self._tokenizer.encode(text.encode(errors="replace").decode()).ids  # a question may hold half a character
        if len(ids) > MAX_TOKENS:
            ids = [*ids[: MAX_TOKENS - 1], ids[-1]]
        tokens = np.array([ids], dtype=np.int64)
        outputs = self._session.run(["embedding"], {"input_ids": tokens, "attention_mask": np.ones_like(tokens)})
        vector: NDArray[np.float32] = outputs[0][0]
        return vector
