"""What README and docs show is what the program says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.answer import Question
from bot.app import App
from bot.settings import Settings
from bot.terminal.plain_answer import plain_answer

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/commands.md")
SHELL_BLOCK = re.compile(r"^```(?:console)?\n(\$ footnote .*?)^```$", re.MULTILINE | re.DOTALL)
ASKED = re.compile(r'\$ footnote ask "([^"]+)"\n(.*?)(?=\n+\$ |\Z)', re.DOTALL)
PYTHON_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def sample_app(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Iterator[App]:
    app = App(Settings(footnote_data_dir=tmp_path_factory.mktemp("data"), footnote_cache_dir=model_cache))
    app.library("local").add(ROOT / "docs" / "sample" / "ai-travel-guidance.md")
    yield app
    app.close()


def transcripts(page: str) -> list[tuple[str, str]]:
    blocks = SHELL_BLOCK.findall((ROOT / page).read_text(encoding="utf-8"))
    return [exchange for block in blocks for exchange in ASKED.findall(block)]


@pytest.mark.parametrize("page", PAGES)
def test_each_page_shows_an_answer_and_an_honest_no(page: str) -> None:
    assert ["The documents do not say." in shown for _, shown in transcripts(page)] == [False, True]


@pytest.mark.parametrize(("question", "shown"), [exchange for page in PAGES for exchange in transcripts(page)])
def test_a_page_shows_what_the_program_answers(sample_app: App, question: str, shown: str) -> None:
    assert plain_answer(sample_app.ask("local", Question(question))).strip() == shown.strip()


def test_the_python_in_the_docs_runs(sample_app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    (block,) = PYTHON_BLOCK.findall((ROOT / "docs" / "llama-index.md").read_text(encoding="utf-8"))
    monkeypatch.setenv("FOOTNOTE_DATA_DIR", str(sample_app.settings.footnote_data_dir))
    monkeypatch.setenv("FOOTNOTE_CACHE_DIR", str(sample_app.settings.footnote_cache_dir))
    printed: list[tuple[object, ...]] = []
    exec(compile(block, "docs/llama-index.md", "exec"), {"print": lambda *words: printed.append(words)})  # noqa: S102
    assert printed[0][1:] == ("China's Travel Guidance for AI Experts", 17)
    assert printed[-1] == (384,)
