"""The article this project was given, as a PDF: the same answers as from its text, each with the right page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.answering.answer import Question
from index.documents import Reading
from index.embedding.minilm import MiniLM
from index.reading import read
from tests.support.apps import AppWith
from tests.support.pdfs import Layout, typeset

HUBS = "Which hubs issued guidance?"
MEETING = "Who attended the February 17 meeting?"


@pytest.fixture(scope="module")
def pdf_of_article(article: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The article over several pages with a running head, its paragraphs hyphenated where lines end."""
    paragraphs = article.read_text(encoding="utf-8").split("\n\n")
    written = [paragraph.replace("information", "infor\xadmation").replace("\n", " ") for paragraph in paragraphs]
    path = tmp_path_factory.mktemp("article") / "china-ai-travel.pdf"
    path.write_bytes(typeset(written, Layout(size=14, head="Travel of experts", foot="Page {page} of 9")))
    return path


@pytest.fixture(scope="module")
def apps(
    article: Path, pdf_of_article: Path, minilm: MiniLM, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[AppWith, AppWith]]:
    """An App that has the article as text, and one that has it as PDF."""
    opened = []
    for path in (article, pdf_of_article):
        app = AppWith(tmp_path_factory.mktemp("data"), minilm)
        app.library("local").add(path)
        opened.append(app)
    yield opened[0], opened[1]
    for app in opened:
        app.close()


@pytest.fixture(scope="module")
def reading(pdf_of_article: Path) -> Reading:
    return read(pdf_of_article.name, pdf_of_article.read_bytes())


@pytest.mark.parametrize("question", [HUBS, MEETING])
def test_a_pdf_answers_as_its_text_does(apps: tuple[AppWith, AppWith], question: str) -> None:
    from_text, from_pdf = (app.ask("local", Question(question)) for app in apps)

    assert from_pdf.claims
    assert [claim.text for claim in from_pdf.claims] == [claim.text for claim in from_text.claims]


@pytest.mark.parametrize("question", [HUBS, MEETING])
def test_the_quote_stands_on_the_page_it_was_printed_on(
    apps: tuple[AppWith, AppWith], pdf_of_article: Path, reading: Reading, question: str
) -> None:
    quote = apps[1].ask("local", Question(question)).citations[0].quote.text
    opening = " ".join(quote.split()[:4])
    printed = [" ".join(page.extract_text().split()) for page in PdfReader(pdf_of_article).pages]

    read_as = sum(start <= reading.text.index(quote) for start in reading.pages)

    assert [number for number, words in enumerate(printed, 1) if opening in words] == [read_as]


def test_every_sentence_of_the_article_stands_whole_in_its_pdf(article: Path, reading: Reading) -> None:
    for paragraph in article.read_text(encoding="utf-8").split("\n\n"):
        assert " ".join(paragraph.split()) in reading.text
