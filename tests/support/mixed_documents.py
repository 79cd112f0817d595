"""Documents of every kind, made up: a library as people have them, most of them short and a few long."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from typing import Any, Final

from tests.support.office_files import book_file, sheet_file, slide_file, word_file
from tests.support.pdfs import typeset
from tests.support.texts import sentence

EVERY_LONG: Final = 100
"""One document in so many is a long one."""


def mixed_documents(count: int, seed: int = 4) -> Iterator[tuple[str, bytes]]:
    """Yield so many documents, a file name and its bytes each, the kinds in turn; the same in every run."""
    chance = random.Random(seed)
    kinds = list(KINDS.items())
    for number in range(count):
        kind, build = kinds[number % len(kinds)]
        long = number % EVERY_LONG == EVERY_LONG // 2
        paragraphs = [_paragraph(chance) for _ in range(120 if long else chance.randint(1, 12))]
        yield f"{number:04}-{chance.choice(WORDS)}.{kind}", build(f"Report {number}", paragraphs)


WORDS = ("ferry", "mill", "harbour", "archive", "bakery", "lighthouse")


def _paragraph(chance: random.Random) -> str:
    return " ".join(f"{sentence(chance)}." for _ in range(chance.randint(1, 5)))


def _plain(title: str, paragraphs: Sequence[str]) -> bytes:
    return "\n\n".join((title, *paragraphs)).encode()


def _markdown(title: str, paragraphs: Sequence[str]) -> bytes:
    parts = [f"## Part {at}\n\n{text}" if at % 4 == 0 else text for at, text in enumerate(paragraphs)]
    return "\n\n".join((f"# {title}", *parts)).encode()


def _web_page(title: str, paragraphs: Sequence[str]) -> bytes:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    page = f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
    return page.encode()


def _rows(title: str, paragraphs: Sequence[str]) -> list[list[str]]:
    return [["Number", "Where", "What"], *([str(at), title, text] for at, text in enumerate(paragraphs))]


def _csv(title: str, paragraphs: Sequence[str]) -> bytes:
    file = StringIO()
    csv.writer(file).writerows(_rows(title, paragraphs))
    return file.getvalue().encode()


def _json(title: str, paragraphs: Sequence[str]) -> bytes:
    return json.dumps({"title": title, "parts": [{"text": text} for text in paragraphs]}, indent=1).encode()


def _yaml(title: str, paragraphs: Sequence[str]) -> bytes:
    return "\n".join((f"title: {title}", "parts:", *(f"  - {json.dumps(text)}" for text in paragraphs))).encode()


def _python(title: str, paragraphs: Sequence[str]) -> bytes:
    functions = [f'def part_{at}():\n    """{text}"""\n    return {at}\n' for at, text in enumerate(paragraphs)]
    return "\n\n".join((f'"""{title}."""', *functions)).encode()


def _word(title: str, paragraphs: Sequence[str]) -> bytes:
    def write(document: Any) -> None:
        document.add_heading(title, 1)
        for text in paragraphs:
            document.add_paragraph(text)

    return word_file(write)


def _slides(title: str, paragraphs: Sequence[str]) -> bytes:
    def write(show: Any) -> None:
        for at, text in enumerate(paragraphs):
            slide = show.slides.add_slide(show.slide_layouts[1])
            slide.shapes.title.text = f"{title}, part {at}"
            slide.placeholders[1].text = text

    return slide_file(write)


def _sheet(title: str, paragraphs: Sequence[str]) -> bytes:
    return sheet_file(_rows(title, paragraphs))


def _book(title: str, paragraphs: Sequence[str]) -> bytes:
    body = f"<h1>{title}</h1>" + "".join(f"<p>{text}</p>" for text in paragraphs)
    return book_file({"one.xhtml": body}, {"one.xhtml": title}, title)


def _pdf(title: str, paragraphs: Sequence[str]) -> bytes:
    return typeset([f"# {title}", *paragraphs])


KINDS: Final[dict[str, Callable[[str, Sequence[str]], bytes]]] = {
    "txt": _plain,
    "md": _markdown,
    "html": _web_page,
    "csv": _csv,
    "json": _json,
    "yaml": _yaml,
    "py": _python,
    "docx": _word,
    "pptx": _slides,
    "xlsx": _sheet,
    "epub": _book,
    "pdf": _pdf,
}
