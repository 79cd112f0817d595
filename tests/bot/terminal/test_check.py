import json
from io import StringIO

import pytest
from rich.console import Console

from bot.answering.checking.checked import CheckedClaim, CheckedText, Standing
from bot.terminal.styled_check import styled_check

TEXT = "The club was founded by Ada Lovell. Members pay 15 euros a year. The chairs are made of oak. Is that right?"


@pytest.fixture(autouse=True)
def documents(footnote, handbook):
    footnote("library", "add", handbook)


def test_each_claim_is_a_line_with_its_verdict_and_its_reason_and_each_quote_one_below(footnote):
    result = footnote("check", TEXT)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "supported: The club was founded by Ada Lovell. [1] (The documents say so.)",
        "contradicted: Members pay 15 euros a year. [2] (The documents say “12 euros a year”, not “15 euros a year”.)",
        "unsupported: The chairs are made of oak. (The documents do not say this.)",
        "",
        '[1] Kite club handbook › Meetings, line 5: "Ada Lovell founded the club in 1921."',
        '[2] Kite club handbook › Money, line 9: "Members pay 12 euros a year."',
        "",
        "1 sentence that states nothing was left out.",
    ]


def test_json_is_one_object_with_citations_as_answers_have_them(footnote):
    result = footnote("check", TEXT, "--json")

    checked = json.loads(result.stdout)
    asked = json.loads(footnote("ask", "Who founded the club?", "--json").stdout)
    assert list(checked) == ["claims", "citations", "note"]
    assert [(claim["verdict"], claim["citations"]) for claim in checked["claims"]] == [
        ("supported", [1]),
        ("contradicted", [2]),
        ("unsupported", []),
    ]
    assert all(set(claim) == {"text", "verdict", "reason", "citations"} for claim in checked["claims"])
    assert checked["citations"][0] == asked["citations"][0]


def test_a_text_comes_from_stdin_and_from_files_without_their_headings(footnote, tmp_path):
    page = tmp_path / "claims.html"
    page.write_text("<h1>The club pays you.</h1><p>Ada Lovell founded the club.</p>", encoding="utf-8")

    for result in (footnote("check", page), footnote("check", "-", typed="Ada Lovell founded the club.\n")):
        assert result.stdout.splitlines()[0] == "supported: Ada Lovell founded the club. [1] (The documents say so.)"
        assert "pays you" not in result.stdout


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        ("claims.md", "claims.md: there is no such file; check the path.\n"),
        (".", "folder: this is not a regular file.\n"),
    ],
)
def test_a_file_that_is_not_there_and_a_folder_are_refused(footnote, tmp_path, monkeypatch, argument, told):
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path / "folder")

    result = footnote("check", argument)

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", told)


@pytest.mark.parametrize("text", ["Is it open?", "", " \x00 ", "word " * 3000 + "?"])
def test_a_text_that_states_nothing_is_said_to(footnote, text):
    result = footnote("check", "-", typed=text)

    assert (result.exit_code, result.stdout) == (0, "There is nothing in this text to check: it states nothing.\n")


def test_an_argument_that_is_empty_is_a_text_and_not_the_folder_one_is_in(footnote):
    result = footnote("check", "")

    assert (result.exit_code, result.stdout) == (0, "There is nothing in this text to check: it states nothing.\n")


def test_where_there_are_no_documents_a_hint_says_how_to_add_some(footnote):
    result = footnote("check", TEXT, "--library", "cellar")

    assert result.stdout.startswith("unsupported: ")
    assert result.stderr.startswith("The library cellar holds no documents yet: ")


def test_libraries_do_not_know_of_each_other(footnote, tmp_path):
    (tmp_path / "oak.txt").write_text("The chairs are made of oak.\n", encoding="utf-8")
    footnote("library", "add", tmp_path / "oak.txt", "--library", "cellar")

    assert footnote("check", "The chairs are made of oak.").stdout.startswith("unsupported: ")
    assert footnote("check", "The chairs are made of oak.", "--library", "cellar").stdout.startswith("supported: ")


def test_at_a_terminal_each_verdict_has_a_sign_and_nothing_in_a_text_is_obeyed():
    text = "The \x1b]0;pwned\x07kites are [bold]red."
    checked = CheckedText(
        tuple(CheckedClaim(text, each, "Because\x9b31m.", ()) for each in Standing), (), "Some\x1b[2Jthing."
    )
    console = Console(file=StringIO(), width=60, force_terminal=True, color_system="standard")

    console.print(styled_check(checked, console))

    shown = console.file.getvalue()
    assert all(sign in shown for sign in ("✓ supported", "✗ contradicted", "? unsupported", "[bold]red"))
    assert not any(evil in shown for evil in ("\x1b]", "\x07", "\x9b", "\x1b[2J"))
