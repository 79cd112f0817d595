"""What README and docs show is what the program says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.answering.answer import Question
from bot.app import App
from bot.settings import Settings
from bot.terminal.main import footnote
from bot.terminal.plain_answer import plain_answer
from bot.terminal.plain_check import plain_check

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/commands.md")
SHELL_BLOCK = re.compile(r"^```(?:console)?\n(\$ footnote .*?)^```$", re.MULTILINE | re.DOTALL)
ASKED = re.compile(r'\$ footnote ask "([^"]+)"\n(.*?)(?=\n+\$ |\Z)', re.DOTALL)
CHECKED = re.compile(r'\$ footnote check "([^"]+)"\n(.*?)(?=^```|\n+\$ )', re.MULTILINE | re.DOTALL)
VERIFIED = re.compile(r"^\$ cat \S+\n(.*?)^\$ footnote verify --json < \S+\n(.*?)^```", re.MULTILINE | re.DOTALL)
SCORE = re.compile(r'"score": [\d.]+, ')
"""As precise as the page need not be."""
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


def test_every_field_of_an_answer_is_on_the_commands_page(sample_app: App) -> None:
    section = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8").split("\n## ")[2]
    answer = sample_app.ask("local", Question("Which hubs issued guidance?")).as_json()
    assert section.startswith("footnote ask\n")
    for each in (answer, answer["claims"][0], answer["counts"], answer["citations"][0]):
        assert [name for name in each if f'"{name}": ' not in section] == []


def test_the_commands_page_shows_how_a_text_is_checked(sample_app: App) -> None:
    ((text, shown),) = CHECKED.findall((ROOT / "docs" / "commands.md").read_text(encoding="utf-8"))
    assert plain_check(sample_app.check("local", text)) == shown.strip()


def test_the_commands_page_shows_how_pairs_are_verified() -> None:
    ((pairs, shown),) = VERIFIED.findall((ROOT / "docs" / "commands.md").read_text(encoding="utf-8"))
    printed = CliRunner().invoke(footnote, ["verify", "--json"], input=pairs).stdout
    assert SCORE.sub("", printed) == SCORE.sub("", shown)


def test_the_python_in_the_docs_runs(sample_app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    (block,) = PYTHON_BLOCK.findall((ROOT / "docs" / "llama-index.md").read_text(encoding="utf-8"))
    monkeypatch.setenv("FOOTNOTE_DATA_DIR", str(sample_app.settings.footnote_data_dir))
    monkeypatch.setenv("FOOTNOTE_CACHE_DIR", str(sample_app.settings.footnote_cache_dir))
    printed: list[tuple[object, ...]] = []
    exec(compile(block, "docs/llama-index.md", "exec"), {"print": lambda *words: printed.append(words)})  # noqa: S102
    assert printed[0][1:] == ("China's Travel Guidance for AI Experts", 17)
    assert printed[-1] == (384,)
