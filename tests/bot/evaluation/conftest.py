"""The small set on the disk, and settings to measure it with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from tests.bot.evaluation.small_set import DOCUMENTS, QUESTIONS, SetMaker


@pytest.fixture
def make_set(tmp_path: Path) -> SetMaker:
    """Return a function that writes a set, by default the small one, and returns its folder."""

    def write(
        documents: dict[str, str | bytes] | None = None, questions: Iterable[dict[str, Any] | str] | None = None
    ) -> Path:
        folder = tmp_path / "set"
        (folder / "documents").mkdir(parents=True)
        for name, content in (DOCUMENTS if documents is None else documents).items():
            data = content.encode() if isinstance(content, str) else content
            (folder / "documents" / name).write_bytes(data)
        lines = [each if isinstance(each, str) else json.dumps(each) for each in questions or QUESTIONS]
        (folder / "questions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        return folder

    return write


@pytest.fixture
def keywords_only(tmp_path: Path) -> Settings:
    """Settings of someone with no model and no library yet."""
    return Settings(_env_file=None, footnote_data_dir=tmp_path / "mine", embedding_model="none")
