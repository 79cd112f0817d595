"""A library of documents of every kind: taken in once, found unchanged at next to no cost, and made anew in parts."""

from __future__ import annotations

import random
import resource
from pathlib import Path

import pytest

from index.documents import Reading
from index.embedding.minilm import MiniLM
from index.inspection import inspect
from index.jobs.job import Job, NewItem
from tests.conftest import AppMaker
from tests.support.apps import AppWith
from tests.support.embedders import WordHashes
from tests.support.mixed_documents import KINDS, mixed_documents
from tests.support.texts import sentence

MOST_FOR_NOTHING = 0.03
"""What looking at unchanged documents may cost, as a share of taking them in."""


def written(folder: Path, count: int) -> list[Path]:
    """Write documents into a folder and return their paths."""
    folder.mkdir()
    paths = []
    for name, data in mixed_documents(count):
        paths.append(folder / name)
        paths[-1].write_bytes(data)
    return paths


def add(app: AppWith, paths: list[Path]) -> Job:
    """Add files as the terminal does."""
    return app.jobs.run(app.jobs.submit("local", "add", [NewItem("file", str(path)) for path in paths]))


def outcomes(job: Job) -> list[str]:
    assert [item.outcome.problems for item in job.items if item.outcome.problems] == []
    return [change.outcome for item in job.items for change in item.outcome.changes]


def test_documents_of_every_kind_are_taken_in_once_and_looked_at_for_nothing(
    app: AppWith, tmp_path: Path, embedder: WordHashes, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = written(tmp_path / "documents", len(KINDS))
    assert outcomes(add(app, paths)) == ["added"] * len(paths)
    assert inspect(app.store, "local").faults == []
    embedder.embedded.clear()

    def refuse(*_: object) -> Reading:
        raise AssertionError("an unchanged file was read")

    monkeypatch.setattr(app, "read", refuse)

    for _ in range(2):
        again = add(app, paths)
        assert outcomes(again) == ["unchanged"] * len(paths)
        assert sum(change.embedded for item in again.items for change in item.outcome.changes) == 0
    assert embedder.embedded == []
    library = app.library("local")
    assert [document.version for document in library.documents()] == [1] * len(paths)


@pytest.mark.soak
def test_a_thousand_documents_again_cost_at_most_three_hundredths_of_the_first_time(
    make_app: AppMaker, minilm: MiniLM, tmp_path: Path
) -> None:
    paths = written(tmp_path / "documents", 1000)
    passes = []
    for _ in range(2):
        app = make_app(model=minilm)
        began = _cpu()
        job = add(app, paths)
        app.close()  # with the processes that read, whose time counts
        passes.append((_cpu() - began, outcomes(job), sum(c.embedded for i in job.items for c in i.outcome.changes)))

    (first, came, embedded), (second, again, for_nothing) = passes
    assert (set(came), set(again), for_nothing) == ({"added"}, {"unchanged"}, 0)
    assert embedded > 1000
    assert second <= first * MOST_FOR_NOTHING
    assert inspect(make_app().store, "local").faults == []


def _cpu() -> float:
    """Return the processor time of this process and of those it has waited for, in seconds."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def test_one_paragraph_changed_in_a_long_document_embeds_what_it_touches_alone(
    app: AppWith, tmp_path: Path, embedder: WordHashes
) -> None:
    chance = random.Random(11)
    paragraphs = [" ".join(f"{sentence(chance)}." for _ in range(6)) for _ in range(300)]
    path = tmp_path / "long.md"
    path.write_text("\n\n".join(paragraphs))
    add(app, [path])
    passages = app.library("local").documents()[0].passages
    assert passages > 100
    embedder.embedded.clear()

    paragraphs[150] = " ".join(f"{sentence(chance)}." for _ in range(6))
    path.write_text("\n\n".join(paragraphs))
    job = add(app, [path])

    (change,) = job.items[0].outcome.changes
    assert (change.outcome, change.version, change.replaced) == ("changed", 2, 1)
    assert 1 <= change.embedded <= 3
    assert 1 <= change.went <= change.came + 1 <= 4
    assert len(embedder.embedded) < 60
