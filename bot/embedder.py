"""The embedding model that the settings name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from index.errors import ModelError

if TYPE_CHECKING:
    from bot.settings import Settings
    from index.embedding import Embedder

Notify = Callable[[str], object]
"""Told, in one sentence each, what a person should know and need not act on."""

LEAST_REPLY_BYTES: Final = 1_000_000
BYTES_A_VECTOR: Final = 100_000
"""More than 4,096 dimensions take, written out as numbers."""

RETRIES_FOR_A_QUESTION: Final = 1
"""For a connection that has gone stale; keywords answer sooner than a server that has to be asked again and again."""


def load_embedder(settings: Settings, notify: Notify) -> Embedder | None:
    """Load the embedding model the settings name; None, with a notice, where it cannot be.

    One at a server is asked nothing yet.
    """
    if settings.embedding_model.casefold() == "none":
        return None
    if settings.embedding_model.casefold() != "minilm":
        return _embedder_at_a_server(settings, notify)
    from index.embedding.minilm import MiniLM  # loads onnxruntime, which not every command needs

    try:
        folder = settings.footnote_cache_dir.expanduser()
        return MiniLM(folder, download=settings.embedding_download, notify=notify, threads=settings.embedding_threads)
    except ModelError as error:
        notify(f"{error} Footnote searches by keywords alone until there is one.")
        return None


def _embedder_at_a_server(settings: Settings, notify: Notify) -> Embedder:
    from index.embedding.remote import RemoteEmbedder
    from index.endpoint.address import Address, SettingNames
    from index.endpoint.endpoint import Endpoint

    own_key, own_url, proxy = settings.embedding_api_key, settings.embedding_base_url, settings.openai_proxy
    key = own_key or (None if own_url else settings.openai_api_key)  # one server's key is not another's to see
    address = Address(
        base_url=own_url or settings.openai_base_url,
        api_key=key.get_secret_value() if key else "",
        proxy=proxy.get_secret_value() if proxy else None,
        names=SettingNames(
            url="EMBEDDING_BASE_URL" if own_url else "OPENAI_BASE_URL",
            key="EMBEDDING_API_KEY" if own_key or own_url else "OPENAI_API_KEY",
            model="EMBEDDING_MODEL",
        ),
    )
    batch = settings.embedding_batch
    patient, prompt = (
        Endpoint(address, retries=retries, most_bytes=LEAST_REPLY_BYTES + BYTES_A_VECTOR * batch)
        for retries in (settings.model_retries, min(settings.model_retries, RETRIES_FOR_A_QUESTION))
    )
    embedder = RemoteEmbedder(patient, prompt, settings.embedding_model, batch=batch, notify=notify)
    embedder.open()
    return embedder
