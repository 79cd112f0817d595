"""Writes what Footnote found and answered, one JSON object a line, for others to score."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import Any

from bot.errors import EvaluationError
from bot.evaluation.asking import Asked
from index.documents import Hit
from index.names import shown_name

Write = Callable[[Asked], object]


@contextmanager
def writing(path: Path | None) -> Iterator[Write]:
    """Give a function that writes one prediction; `path` holds all of them at the end, and on any error is as it was.

    Raises EvaluationError when the file cannot be written. Without a path nothing is.
    """
    if path is None:
        yield lambda _: None
        return
    if path.is_dir():
        raise EvaluationError(f"{shown_name(path.name)}: this is a folder; name a file for the predictions.")
    partial = path.with_name(f"{path.name}.{token_hex(4)}.partial")
    with _plain_errors(path):
        file = partial.open("x", encoding="utf-8", newline="\n")

    def write(asked: Asked) -> None:
        with _plain_errors(path):
            file.write(json.dumps(_record(asked), ensure_ascii=False) + "\n")

    try:
        yield write
        with _plain_errors(path):
            file.close()
            partial.replace(path)
    finally:
        with suppress(OSError):  # a full disk has been told of by now
            file.close()
        partial.unlink(missing_ok=True)


@contextmanager
def _plain_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EvaluationError(f"{shown_name(path.name)} cannot be written: {error.strerror}.") from error


def _record(asked: Asked) -> dict[str, Any]:
    return {
        "id": asked.gold.id,
        "passages": [_passage(hit) for hit in asked.findings.hits],
        "answer": asked.answer.as_json(),
    }


def _passage(hit: Hit) -> dict[str, Any]:
    span = hit.passage.span
    return {"document": hit.document.source, "start": span.start, "end": span.end, "score": hit.score}
