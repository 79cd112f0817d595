"""One text as Word document, book, web page and PDF: the same answers, with the same headings or the right pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import Any

import pytest
from pypdf import PdfReader

from bot.answering.answer import Answer, Question
from index.embedding.minilm import MiniLM
from tests.support.apps import AppWith
from tests.support.checks import assert_proven
from tests.support.office_files import book_file, word_file
from tests.support.pdfs import Layout, typeset

TITLE = "Handbook of the Alder Lane allotments"
SECTIONS = {
    "How the gardens began": [
        "The gardens on Alder Lane were laid out in 1911 by the parish of Westmere on a field that flooded every "
        "spring. Margaret Ellery, a schoolteacher, drew the first plan with forty plots and a shared well in the "
        "middle.",
        "During the war the plots fed more than two hundred families. The old pump house was built in 1943 and "
        "serves as the tool store today. The association bought the land from the parish in 1987 for 12,400 "
        "pounds.",
    ],
    "Renting a plot": [
        "A full plot costs 84 pounds a year and a half plot costs 45 pounds. Rent is due on 1 March and is paid "
        "by bank transfer to the treasurer, Tomas Varga.",
        "New tenants wait about eighteen months for a plot, because only five or six come free each year. A "
        "tenant who leaves a plot untended for ninety days receives a letter, and after a second letter the plot "
        "goes to the next person on the list.",
    ],
    "Water and fire": [
        "Water is turned on from April to October. Hoses are not allowed between noon and six in the evening, "
        "because the pressure falls for everyone else on the lane.",
        "Bonfires may be lit only on the first Saturday of November and in the month of February. The fire "
        "brigade must be told a day before, on the number painted on the gate.",
    ],
    "Bees and animals": [
        "Six beehives stand behind the orchard under the care of Joanna Okafor. Honey is sold at the gate in "
        "September, and the money pays for the repair of the fences.",
        "Hens may be kept on plots of more than 150 square metres. Cockerels are forbidden, since a complaint by "
        "the neighbours in 2004 led to a hearing before the town council.",
    ],
    "Running the association": [
        "The committee has seven members and meets on the second Thursday of each month in the pump house. The "
        "chair is elected for two years and may serve three terms in a row.",
        "The yearly meeting takes place in January. A change to these rules needs two thirds of the votes cast. "
        "The auditor, Helen Marsh, examines the accounts before that meeting.",
    ],
}
QUESTIONS = {
    "Who drew the first plan of the gardens?": "How the gardens began",
    "When was the pump house built?": "How the gardens began",
    "How much does a half plot cost?": "Renting a plot",
    "When is the rent due?": "Renting a plot",
    "Why are hoses not allowed between noon and six?": "Water and fire",
    "Who takes care of the beehives?": "Bees and animals",
    "How many members does the committee have?": "Running the association",
    "What does a change to these rules need?": "Running the association",
    "What is the wingspan of a condor?": "",
}


def as_word(document: Any) -> None:
    document.core_properties.title = TITLE
    document.add_heading(TITLE, 0)
    for heading, paragraphs in SECTIONS.items():
        document.add_heading(heading, 2)
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)


def as_html(sections: dict[str, list[str]]) -> str:
    return "".join(
        f"<h2>{heading}</h2>" + "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        for heading, paragraphs in sections.items()
    )


def as_book() -> bytes:
    chapters = {"title.xhtml": f"<h1>{TITLE}</h1>"}
    chapters |= {
        f"{number}.xhtml": as_html({heading: SECTIONS[heading]}) for number, heading in enumerate(SECTIONS, start=1)
    }
    return book_file(chapters, title=TITLE)


def as_page() -> bytes:
    body = f"<body><main><h1>{TITLE}</h1>{as_html(SECTIONS)}</main></body>"
    return f"<html><head><title>{TITLE}</title></head>{body}</html>".encode()


def as_pdf() -> bytes:
    lines = [line for heading, paragraphs in SECTIONS.items() for line in (f"# {heading}", *paragraphs)]
    return typeset([f"# {TITLE}", *lines], Layout(size=15, title=TITLE))


FILES = {
    "handbook.docx": lambda: word_file(as_word),
    "handbook.epub": as_book,
    "handbook.html": as_page,
    "handbook.pdf": as_pdf,
}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory, minilm: MiniLM) -> Iterator[AppWith]:
    """An App with a library for each of the files."""
    app = AppWith(tmp_path_factory.mktemp("data"), minilm)
    for name, data in FILES.items():
        app.library(name).add_bytes("handbook", name, data())
    yield app
    app.close()


@cache
def ask(app: AppWith, name: str, question: str) -> Answer:
    answer = app.ask(name, Question(question))
    assert_proven(answer, app.library(name))
    return answer


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_text_gives_the_same_answers_in_every_format(app: AppWith, question: str) -> None:
    answers = [ask(app, name, question) for name in FILES]
    said = [(answer.status, [words(claim.text) for claim in answer.claims]) for answer in answers]
    assert [answer for answer, _ in groupby(said)] == said[:1]
    quoted = [[words(citation.quote.text) for citation in answer.citations] for answer in answers]
    assert [quotes for quotes, _ in groupby(quoted)] == quoted[:1]
    assert bool(said[0][1]) is bool(QUESTIONS[question])


@pytest.mark.parametrize("name", [name for name in FILES if name != "handbook.pdf"])
@pytest.mark.parametrize(("question", "heading"), [pair for pair in QUESTIONS.items() if pair[1]])
def test_every_citation_stands_under_its_heading(app: AppWith, name: str, question: str, heading: str) -> None:
    first = ask(app, name, question).citations[0]
    assert (first.quote.heading, first.quote.page) == (heading, None)


@pytest.mark.parametrize("question", [question for question, heading in QUESTIONS.items() if heading])
def test_every_citation_of_a_pdf_stands_on_its_page(app: AppWith, question: str) -> None:
    first = ask(app, "handbook.pdf", question).citations[0].quote
    pages = [page.extract_text() for page in PdfReader(BytesIO(as_pdf())).pages]
    assert len(pages) >= 3
    letters = re.sub(r"[\s-]", "", first.text)
    where = [number for number, page in enumerate(pages, start=1) if letters[:30] in re.sub(r"[\s-]", "", page)]
    assert where == [first.page]


def test_the_files_are_called_alike(app: AppWith) -> None:
    titles = {document.title for name in FILES for document in app.library(name).documents()}
    assert titles == {TITLE}
