"""Where the model comes from, and what becomes of one that is damaged, forged or nowhere."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from pathlib import Path

import numpy as np
import pytest

from index.embedding import onnx_graph, weights
from index.embedding.minilm import MiniLM
from index.errors import ModelError


@pytest.fixture
def cache(model_cache: Path, tmp_path: Path) -> Path:
    """A cache folder of this test's own that holds the model."""
    return Path(shutil.copytree(model_cache, tmp_path / "cache"))


@pytest.fixture
def no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the pip package that carries the weights."""
    monkeypatch.setattr(weights, "PACKAGE", "no_such_package_anywhere")


@pytest.fixture
def quick_build(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Stand in for the seconds that making the model takes; returns what it was made from."""
    made_from: list[Path] = []

    def build(safetensors: Path) -> bytes:
        made_from.append(safetensors)
        return b"a model"

    monkeypatch.setattr(onnx_graph, "build_int8_model", build)
    return made_from


def load(cache: Path, *, download: bool = False) -> bytes:
    """Return the model that is used with this cache."""
    return weights.load_model_files(cache, download=download, notify=lambda _: None).model


def file_of(cache: Path, name: str) -> Path:
    (path,) = cache.rglob(name)
    return path


def test_a_cached_model_needs_nothing_else(cache: Path, no_package: None, quick_build: list[Path]) -> None:
    assert MiniLM(cache).embed(["noon"]).shape == (1, 384)
    assert quick_build == []


@pytest.mark.soak
def test_a_damaged_cached_model_is_made_anew_with_the_same_vectors(cache: Path, minilm: MiniLM) -> None:
    model = file_of(cache, "model.onnx")
    whole = model.read_bytes()
    model.write_bytes(whole[:1000] + bytes([whole[1000] ^ 1]) + whole[1001:])

    again = MiniLM(cache)

    assert np.abs(again.embed(["The ferry leaves at noon."]) - minilm.embed(["The ferry leaves at noon."])).max() < 1e-6
    assert model.read_bytes() != whole[:1000] + bytes([whole[1000] ^ 1]) + whole[1001:]
    seal = json.loads(file_of(cache, "sha256.json").read_text(encoding="utf-8"))
    assert seal["model"] == hashlib.sha256(model.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "sha256.json"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff\xfe"])
def test_a_cache_with_a_file_missing_or_wrong_is_made_anew_once(
    tmp_path: Path, quick_build: list[Path], name: str, content: bytes | None
) -> None:
    load(tmp_path)
    file_of(tmp_path, name).unlink()
    if content is not None:
        next(tmp_path.glob("all-minilm*")).joinpath(name).write_bytes(content)

    assert [load(tmp_path), load(tmp_path)] == [b"a model"] * 2
    assert len(quick_build) == 2


def test_making_the_model_is_told_of_and_using_it_is_not(tmp_path: Path, quick_build: list[Path]) -> None:
    told: list[str] = []

    for _ in range(2):
        weights.load_model_files(tmp_path, download=False, notify=told.append)

    assert told == ["Making the embedding model, once; this takes a few seconds."]


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_weights_that_are_not_the_published_ones_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_build: list[Path], name: str
) -> None:
    forged = tmp_path / "package" / "model"
    forged.mkdir(parents=True)
    package = weights._published_folder(download=False)
    for each in ("model.safetensors", "tokenizer.json"):
        (forged / each).symlink_to(package / each)
    (forged / name).unlink()
    (forged / name).write_bytes((package / name).read_bytes() + b" ")
    monkeypatch.setattr(weights, "_published_folder", lambda download: forged)

    with pytest.raises(ModelError, match=f"{name} is not the published file") as refusal:
        load(tmp_path / "cache")
    assert str(forged) not in str(refusal.value)
    assert quick_build == []
    assert not (tmp_path / "cache").exists()


def test_without_weights_anywhere_the_refusal_says_where_it_looked(tmp_path: Path, no_package: None) -> None:
    with pytest.raises(ModelError, match="cache or as a pip package, and downloading is off"):
        MiniLM(tmp_path / "cache")


def test_a_cache_that_cannot_be_written_costs_time_and_never_the_model(
    tmp_path: Path, quick_build: list[Path], caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        for _ in range(2):
            assert load(tmp_path / "file" / "cache") == b"a model"

    assert len(quick_build) == 2
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]


def test_a_cache_on_a_full_disk_is_left_without_half_a_file(
    tmp_path: Path, quick_build: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", no_room)

    assert load(tmp_path / "cache") == b"a model"
    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == []


def test_a_disk_too_full_to_make_the_model_is_a_plain_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(safetensors: Path) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(onnx_graph, "build_int8_model", no_room)

    with pytest.raises(ModelError, match="No space left on device"):
        load(tmp_path / "cache")


def test_the_hub_is_asked_only_where_downloading_is_allowed_and_its_silence_is_a_plain_refusal(
    tmp_path: Path, no_package: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    import huggingface_hub

    asked: list[str] = []

    def unreachable(repository: str, name: str, **_: object) -> str:
        asked.append(repository)
        raise OSError("unreachable")

    monkeypatch.setattr(huggingface_hub, "hf_hub_download", unreachable)

    with pytest.raises(ModelError, match="downloading is off"):
        load(tmp_path)
    assert asked == []
    with pytest.raises(ModelError, match="hub cannot be reached"):
        load(tmp_path, download=True)
    assert asked == [weights.HUB_REPOSITORY]
