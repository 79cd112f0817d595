"""Prompts are Markdown with a version, may be replaced file by file, and never mistake a value for a place to fill."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import prompts
from bot.answering.pipeline import Answering
from bot.errors import SettingsError
from prompts import PARTS, PromptUnusable, load

OWN = Path(prompts.__file__).parent


def override(folder: Path, name: str, old: str, new: str) -> Path:
    """Put a prompt with one thing changed into the folder."""
    text = (OWN / f"{name}.md").read_text("utf-8")
    assert old in text
    (folder / f"{name}.md").write_text(text.replace(old, new), "utf-8")
    return folder


def test_each_file_is_a_prompt_and_each_prompt_has_a_file() -> None:
    assert {path.stem for path in OWN.glob("*.md")} == set(PARTS)
    assert load().version.count(", ") == len(PARTS) - 1


def test_a_value_that_looks_like_a_place_to_fill_stays_as_it_is() -> None:
    filled = load().answer.fill(
        "Message", boundary="b", passages="{{question}} {{boundary}} {x} \\1", question="{{passages}}"
    )

    assert "{{question}} {{boundary}} {x} \\1" in filled
    assert "\n{{passages}}\n" in filled


def test_no_prompt_holds_an_id_that_a_model_could_repeat() -> None:
    ids = re.compile(r"\b(?=\w*\d)[a-z0-9]{2,}\b|\[\d+\]")
    for path in OWN.glob("*.md"):
        assert not ids.findall(path.read_text("utf-8").split("---", 2)[2]), path.name


def test_a_folder_replaces_the_prompts_it_holds_and_no_others(tmp_path: Path) -> None:
    used = load(override(tmp_path, "entailment", "You check claims.", "You weigh claims."))

    assert used.entailment.fill("Instructions", boundary="b").startswith("You weigh claims.")
    assert (used.answer, used.follow_up) == (load().answer, load().follow_up)


def test_the_version_tells_any_two_texts_apart(tmp_path: Path) -> None:
    assert (
        load(override(tmp_path, "answer", "A guess helps nobody.", "A guess helps no one.")).version != load().version
    )


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("---\nversion: 1\n---\n", "", "answer.md in PROMPTS_DIR does not begin with its version"),
        ("# Message", "# Massage", 'has no section "# Message"'),
        ("{{question}}", "the question", 'lacks {{question}} in the section "# Message"'),
        (
            "{{question}}",
            "{{question}} {{history}}",
            'has {{history}} in the section "# Message", where nothing is put',
        ),
        ("{{question}}", "{{question}} " + "x" * 100_000, "is over 100,000 bytes"),
    ],
)
def test_a_broken_prompt_is_refused_in_one_sentence_that_names_it(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    with pytest.raises(PromptUnusable, match=re.escape(problem)) as refused:
        load(override(tmp_path, "answer", old, new))
    assert str(refused.value).endswith(": mend it, or take it out of the folder.")


def test_a_prompt_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "follow_up.md").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(PromptUnusable, match=r"follow_up.md in PROMPTS_DIR cannot be read as UTF-8 text"):
        load(tmp_path)


def test_a_prompt_saved_on_windows_is_the_same_prompt(tmp_path: Path) -> None:
    text = (OWN / "answer.md").read_text("utf-8")
    (tmp_path / "answer.md").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    assert load(tmp_path).version == load().version


def test_a_folder_that_is_not_there_stops_the_start_with_a_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="PROMPTS_DIR is no folder that can be read"):
        Answering(min_confidence=0, max_question_chars=1000, prompts=tmp_path / "no")
