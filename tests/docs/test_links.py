"""Links of the docs lead somewhere, and the files they name are there."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "decisions").glob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
MODULE = re.compile(r"`((?:[\w-]+/)*[\w-]+\.py)(?:::\w+)?`")
FOLDER = re.compile(r"`((?:bot|index|prompts|tests|docs)/[\w/]*)`")
FILES = [
    path.relative_to(ROOT).as_posix()
    for folder in ("bot", "index", "prompts", "tests")
    for path in (ROOT / folder).rglob("*.py")
]
LAYOUT = re.compile(r"^( *)(\S+) {2,}\S")


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as code hosts make them: a second heading of the same words ends in -1."""
    found: Counter[str] = Counter()
    names = set()
    for title in re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE):
        name = re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
        names.add(f"{name}-{found[name]}" if found[name] else name)
        found[name] += 1
    return names


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_page_or_a_heading_leads_somewhere(page: Path) -> None:
    broken = []
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if "://" not in link and not (target.exists() and (not anchor or anchor in anchors(target))):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_module_and_folder_a_page_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    assert [name for name in MODULE.findall(text) if not any(f"/{file}".endswith(f"/{name}") for file in FILES)] == []
    assert [name for name in FOLDER.findall(text) if not (ROOT / name).exists()] == []


def test_the_layout_of_the_project_is_as_the_page_on_its_architecture_draws_it() -> None:
    drawing = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("## Layout")[2].split("```")[1]
    above: list[str] = []
    missing = []
    lines = [found for line in drawing.splitlines() if (found := LAYOUT.match(line))]
    for line in lines:
        above = [*above[: len(line[1]) // 2], line[2]]
        if not (ROOT / "".join(above)).exists():
            missing.append("".join(above))

    assert len(lines) > 50
    assert missing == []
