"""The questions this project was given, asked of the article they were given with and of the sample that ships."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.answer import Answer, Question, Status
from index.embedding.minilm import MiniLM
from tests.conftest import ROOT
from tests.support.apps import AppWith
from tests.support.checks import assert_proven

SAMPLE = ROOT / "docs" / "sample"
FURNITURE = ("Leave a Reply", "email address", "Required fields", "Image source", "unsplash")

UNANSWERABLE = [
    "What is the capital of Peru?",
    "How much did Alibaba earn last year?",
    "Who is the chief executive of Microsoft?",
    "When was the University of Bologna founded?",
]
ANSWERABLE = [
    "Which hubs issued guidance?",
    "Who attended the February 17 meeting?",
    "Why are officials worried about AI experts travelling?",
    "What must travellers do before they leave?",
    "Who founded Unitree?",
    "What happened to Huawei?",
    "Which newspaper reported that experts must avoid travel?",
    "Is there a ban on international travel?",
    "Where is the CES trade show?",
    "Why did Liang not go to Paris?",
]


@pytest.fixture(scope="module", params=["article", "sample"])
def app(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, minilm: MiniLM) -> Iterator[AppWith]:
    """An App whose library holds the article alone, or the shipped sample alone."""
    if request.param == "article":
        files = [request.getfixturevalue("article")]
    else:
        files = sorted(path for path in SAMPLE.iterdir() if path.suffix == ".md")
    app = AppWith(tmp_path_factory.mktemp("data"), minilm)
    for path in files:
        app.library("local").add(path)
    yield app
    app.close()


def ask(app: AppWith, text: str) -> Answer:
    answer = app.ask("local", Question(text))
    assert_proven(answer, app.library("local"))
    return answer


def quotes(answer: Answer) -> list[str]:
    return [citation.quote.text for citation in answer.citations]


def test_the_hubs_are_cited_in_one_sentence(app: AppWith) -> None:
    found = quotes(ask(app, "Which hubs issued guidance?"))

    assert any(all(hub in quote for hub in ("Shanghai", "Beijing", "Zhenjiang")) for quote in found)


def test_everyone_named_at_the_meeting_is_named_with_a_quote(app: AppWith) -> None:
    answer = ask(app, "Who attended the February 17 meeting?")

    for name in ("Xi Jinping", "Liang", "Wang Xingxing"):
        assert name in answer.text
        assert any(name in quote for quote in quotes(answer))


def test_why_liang_did_not_go_is_answered_with_what_the_text_says_and_no_more(app: AppWith) -> None:
    answer = ask(app, "Why did Liang not go to Paris?")

    assert answer.status is Status.NOT_FOUND or any("Liang" in q and "Paris" in q for q in quotes(answer))
    said = [" ".join(quote.split()) for quote in quotes(answer)]
    assert [claim.text for claim in answer.claims] == said


@pytest.mark.parametrize("question", ANSWERABLE)
def test_what_the_text_says_is_answered_in_one_to_three_sentences(app: AppWith, question: str) -> None:
    answer = ask(app, question)

    assert answer.status is Status.ANSWERED
    assert 1 <= len(answer.claims) <= 3


@pytest.mark.parametrize("question", UNANSWERABLE)
def test_what_the_text_does_not_say_is_not_found(app: AppWith, question: str) -> None:
    answer = ask(app, question)

    assert (answer.status, answer.claims, answer.citations) == (Status.NOT_FOUND, (), ())


@pytest.mark.parametrize(
    "question", ["Can I leave a comment?", "Leave a Reply", "Which fields are required?", "Whose image is it?"]
)
def test_page_furniture_is_never_cited(app: AppWith, question: str) -> None:
    answer = ask(app, question)

    shown = [citation.quote.text for citation in (*answer.citations, *answer.closest)]
    assert not any(words in quote for quote in shown for words in FURNITURE)


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("Who founded Unitree?", "Wang Xingxing"),
        ("Which newspaper reported that experts must avoid travel?", "Wall Street Journal"),
        ("Where is the CES trade show?", "Las Vegas"),
        ("What happened to Huawei?", "Huawei"),
        ("Why are officials worried about AI experts travelling?", "sensitive information"),
    ],
)
def test_the_answer_holds_what_was_asked_for(app: AppWith, question: str, held: str) -> None:
    assert held in ask(app, question).text


def test_the_sample_keeps_no_sentence_of_the_article(article: Path) -> None:
    theirs = {" ".join(line.split()) for line in article.read_text(encoding="utf-8").split(".") if len(line) > 40}
    ours = " ".join(" ".join(path.read_text(encoding="utf-8").split()) for path in SAMPLE.glob("*.md"))

    assert not any(sentence in ours for sentence in theirs)
