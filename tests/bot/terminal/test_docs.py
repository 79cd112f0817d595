"""The documentation names everything there is, nothing there is not, and shows what the program shows."""

import re
from pathlib import Path

import pytest
from dotenv import dotenv_values
from typer.main import get_command

from bot.settings import Settings
from bot.terminal.endings import FAILED, NOBODY_READS, STOPPED
from bot.terminal.main import footnote as tree

ROOT = Path(__file__).parents[3]
COMMANDS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / ".env.example"
SAMPLE = ROOT / "docs" / "sample"
FIELDS = {name.upper(): field for name, field in Settings.model_fields.items()}


def commands(command, path="footnote"):
    children = getattr(command, "commands", None)
    if not children:
        yield path, command
    for name, child in (children or {}).items():
        yield from commands(child, f"{path} {name}")


TREE = dict(commands(get_command(tree)))


def section(path):
    """Return what docs/commands.md says about a command."""
    found = re.search(rf"^## {re.escape(path)}\n(.*?)(?=^## |\Z)", COMMANDS, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def usage(path):
    """Return the line of a command's section that says how to call it."""
    return next((line for line in section(path).splitlines() if line.startswith(f"`{path}")), "")


@pytest.mark.parametrize("path", TREE)
def test_every_command_has_its_section_and_its_line_in_the_overview(path):
    assert section(path)
    assert f"[`{path}`](#{path.replace(' ', '-')})" in COMMANDS


@pytest.mark.parametrize("path", TREE)
def test_every_option_and_argument_of_a_command_is_in_its_usage_and_no_other(path):
    options = {option for each in TREE[path].params for option in each.opts if option.startswith("--")}
    arguments = {each.metavar.strip("[]") for each in TREE[path].params if each.param_type_name == "argument"}

    assert set(re.findall(r"--[a-z]+", usage(path))) == options
    assert arguments <= set(re.findall(r"[A-Z]+", usage(path)))
    for each in TREE[path].params:
        assert all(f"`{option}`" in section(path) for option in each.opts if re.fullmatch("-[a-z]", option))


def test_the_options_before_any_command_are_documented():
    for each in get_command(tree).params:
        assert all(f"footnote {option}" in COMMANDS for option in each.opts)


@pytest.mark.parametrize("code", [0, FAILED, 2, STOPPED, NOBODY_READS])
def test_every_exit_code_is_documented(code):
    assert f"\n| {code} | " in COMMANDS


@pytest.mark.parametrize("name", FIELDS)
def test_every_setting_is_in_the_table_and_in_the_example_with_its_default(name):
    row = next(line for line in SETTINGS.splitlines() if line.startswith(f"| `{name}` |"))
    [example] = re.findall(rf"^#{name}=(.*)$", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)

    default = FIELDS[name].default
    if FIELDS[name].default_factory is None and default is not None:
        shown = (
            f"{default:g}"
            if isinstance(default, float)
            else str(default).lower()
            if isinstance(default, bool)
            else str(default)
        )
        assert row.split("|")[2].strip() == f"`{shown}`"
        assert example == shown


def test_no_setting_is_documented_that_does_not_exist():
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", SETTINGS, re.MULTILINE)) == set(FIELDS)
    assert set(re.findall(r"^#([A-Z_]+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)) == set(FIELDS)


def test_the_example_changes_nothing_until_a_line_is_taken_into_use(tmp_path):
    assert dotenv_values(EXAMPLE) == {}
    used = tmp_path / "used"
    used.write_text(re.sub(r"^#(?=[A-Z_]+=)", "", EXAMPLE.read_text(encoding="utf-8"), flags=re.MULTILINE))

    assert Settings(_env_file=used)


def test_the_transcripts_are_what_the_program_prints(with_model, footnote):
    footnote("library", "add", SAMPLE)
    transcripts = re.findall(r"^\$ footnote ask \"(.*)\"\n(.*)\n", COMMANDS, re.MULTILINE)

    assert transcripts
    for question, first_line in transcripts:
        assert footnote("ask", question).stdout.splitlines()[0] == first_line


def test_every_quote_in_a_transcript_stands_in_the_sample_at_its_line():
    lines = next(SAMPLE.iterdir()).read_text(encoding="utf-8").splitlines()
    quotes = re.findall(r"^\[\d+\] .*, line (\d+): \"(.*)\"$", COMMANDS, re.MULTILINE)

    assert quotes
    for number, quote in quotes:
        assert quote in lines[int(number) - 1]
