"""Two processes on one store: what one has acknowledged the other one knows, and neither undoes the other's work."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from bot.answering.answer import Question
from tests.conftest import AppMaker, ChildStarter
from tests.support.apps import AppWith
from tests.support.checks import assert_proven, assert_whole
from tests.support.processes import Child
from tests.support.texts import sentence
from tests.support.workloads import add_all, converse

NOON = "The ferry to Sorrel Island leaves at noon. Ana Brook steers it."
DAWN = NOON.replace("noon", "dawn")
QUESTION = "When does the ferry to Sorrel Island leave?"


@pytest.fixture
def other(start_child: ChildStarter, app: AppWith, tmp_path: Path) -> Child:
    """The other process, with the store of this test open."""
    child = start_child(converse, tmp_path / "data")
    assert child.receive() == "open"
    return child


def answer_of(app: AppWith) -> dict[str, Any]:
    return {**app.ask("local", Question(QUESTION)).as_json(), "timings_ms": None}


@pytest.fixture
def app(make_app: AppMaker) -> AppWith:
    return make_app(min_confidence=0)


def test_each_knows_at_once_what_the_other_has_changed(app: AppWith, other: Child) -> None:
    assert other.ask("ask", QUESTION)["status"] == answer_of(app)["status"] == "not_found"

    assert other.ask("add", "ferry.txt", NOON) == "added"
    assert "noon" in answer_of(app)["text"]
    assert other.ask("ask", QUESTION) == answer_of(app)

    app.library("local").add_bytes("ferry.txt", "ferry.txt", DAWN.encode())
    assert "dawn" in other.ask("ask", QUESTION)["text"]
    assert other.ask("ask", QUESTION) == answer_of(app)

    assert other.ask("remove", "ferry.txt") == "ferry.txt"
    assert answer_of(app)["status"] == "not_found"
    assert other.ask("ask", QUESTION) == answer_of(app)


def test_a_change_of_the_other_process_is_known_before_the_own_next_one(app: AppWith, other: Child) -> None:
    library = app.library("local")
    library.add_bytes("ferry.txt", "ferry.txt", NOON.encode())
    other.ask("add", "ferry.txt", DAWN)

    assert library.add_bytes("ferry.txt", "ferry.txt", NOON.encode()).document.version == 3
    assert other.ask("texts") == {"ferry.txt": NOON}
    assert_whole(app, {"ferry.txt": NOON})


def test_documents_added_by_several_processes_at_the_same_time_are_all_there(
    start_child: ChildStarter, make_app: AppMaker, tmp_path: Path
) -> None:
    chance = random.Random(2)
    shares = [{f"{who}-{n}.txt": ". ".join(sentence(chance) for _ in range(9)) for n in range(6)} for who in range(3)]
    children = [start_child(add_all, tmp_path / "data", share) for share in shares]
    assert [child.receive() for child in children] == ["ready"] * 3

    for child in children:
        child.send("go")  # the store itself does not exist yet

    assert [child.receive() for child in children] == [["added"] * 6] * 3
    assert_whole(make_app(), {source: text for share in shares for source, text in share.items()})


def test_the_same_documents_added_by_several_processes_at_the_same_time_are_there_once(
    start_child: ChildStarter, make_app: AppMaker, tmp_path: Path
) -> None:
    documents = {f"{n}.txt": f"{NOON} Berth {n}." for n in range(6)}
    children = [start_child(add_all, tmp_path / "data", documents) for _ in range(3)]
    assert [child.receive() for child in children] == ["ready"] * 3

    for child in children:
        child.send("go")

    outcomes = [child.receive() for child in children]
    assert [sorted(each) for each in zip(*outcomes, strict=True)] == [["added", "unchanged", "unchanged"]] * 6
    app = make_app()
    assert_whole(app, documents)
    library = app.library("local")
    assert [len(library.versions(document)) for document in library.documents()] == [1] * 6


def test_questions_during_changes_see_exactly_one_version(app: AppWith, other: Child) -> None:
    library = app.library("local")
    editions = [". ".join(f"Edition {edition} has a sentence {n} on ferries" for n in range(80)) for edition in "AB"]
    other.ask("add", "ferries.txt", editions[0])

    seen = set()
    for round_number in range(40):
        other.send(("add", "ferries.txt", editions[round_number % 2]))
        for _ in range(3):
            hits = library.search("Which edition has a sentence on ferries?", 20).hits
            assert len(hits) > 1
            assert len({(hit.passage.text.split(" has")[0][-1], hit.document.version) for hit in hits}) == 1
            seen.add(hits[0].document.version)
        other.receive()
    assert len(seen) > 5
    answer = app.ask("local", Question("Which edition has a sentence on ferries?"))
    assert answer.claims
    assert_proven(answer, library)
