"""The pictures in the docs are those that the bot's messages give today, and every one of them is shown."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from index.embedding.minilm import MiniLM
from tests.support.pictures.components import Column, draw_all
from tests.support.pictures.drawing import Paper
from tests.support.pictures.gallery import FOLDER, ROOT, gallery
from tests.support.pictures.lettering import Look, width
from tests.support.pictures.markdown import lines
from tests.support.pictures.setting import rows

STORED = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.svg")}
PAGES = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
SHOWN = re.compile(r"!\[([^\]]*(?:\[\d\][^\]]*)?)\]\((?:docs/)?pictures/([a-z-]+)\.svg\)")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, minilm: MiniLM) -> dict[str, str]:
    return gallery(tmp_path_factory.mktemp("data"), minilm)


def test_every_picture_is_what_the_bot_shows_today(drawn: dict[str, str]) -> None:
    stale = sorted(name for name in drawn.keys() | STORED.keys() if drawn.get(name) != STORED.get(name))
    assert stale == [], "look at what changed: `make pictures`, then the pictures themselves"


def test_the_pages_show_every_picture_with_words_for_who_cannot_see_it_and_no_other() -> None:
    shown = [found for page in PAGES for found in SHOWN.findall(page.read_text(encoding="utf-8"))]
    assert {name for _, name in shown} == STORED.keys()
    assert all(words.strip() for words, _ in shown)


@pytest.mark.parametrize("name", STORED)
def test_a_picture_is_small_and_needs_nothing_from_outside(name: str) -> None:
    root = ET.fromstring(STORED[name])  # noqa: S314 - our own file
    links = [key for element in root.iter() for key in element.attrib if key.endswith("href")]

    assert len(STORED[name].encode()) < 60_000
    assert links == []
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        *("svg", "title", "style", "clipPath", "g"),
        *("rect", "circle", "path", "text"),
    }


def test_text_is_broken_so_that_every_line_fits() -> None:
    look = Look(14)
    text = "**The hubs** that issued `travel guidance` include __Shanghai, Beijing and Zhenjiang__. **[1]** " * 5
    for room in (120, 200, 440):
        set_ = list(rows(lines(text, look), room))
        assert len(set_) > 2
        assert all(sum(width(span.text, span.look) for span in row.spans) <= room for row in set_)
        assert (
            " ".join("".join(span.text for span in row.spans) for row in set_).split()
            == re.sub(r"\*\*|__|`", "", text).split()
        )


def test_what_is_escaped_is_shown_and_what_is_marked_looks_so() -> None:
    (line,) = lines(r"\*\*no\*\* **yes** <t:1772449200:D> `-# code`", Look(14))

    assert "".join(span.text for span in line.spans) == "**no** yes March 2, 2026 -# code"
    assert [span.text for span in line.spans if span.look.bold] == ["yes"]
    assert [span.text for span in line.spans if span.look.code] == ["-# code"]


def test_a_component_nobody_has_said_the_look_of_is_refused() -> None:
    gallery_of_media = {"type": 12, "items": []}
    with pytest.raises(KeyError):
        draw_all(Column(Paper(560), 0, 400), [gallery_of_media], 0)


def test_the_readme_shows_an_answer() -> None:
    assert [name for _, name in SHOWN.findall((ROOT / "README.md").read_text(encoding="utf-8"))] == ["ask"]
