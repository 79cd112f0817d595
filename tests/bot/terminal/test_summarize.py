"""`footnote summarize`: what it shows, writes and refuses, and what is left when it is stopped."""

import json
import re
import signal
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.answering.answer import Answer, Citation, Claim, Quote, Status
from bot.answering.summaries.request import Length, Scope, SummaryRequest
from bot.answering.summaries.summary import Coverage, Part, Summary
from bot.terminal.plain_summary import plain_summary
from bot.terminal.progress import NoBar
from bot.terminal.styled_summary import styled_summary
from bot.terminal.watched_summary import AtTheTerminal
from index.documents import Document, Span

ROOT = Path(__file__).parents[3]
GUIDE = Document("d1", "local", "Guide", "/guide.md", 3, datetime(2026, 1, 2, tzinfo=UTC), 100, 2)
LONG = "The members of the kite club meet on every Tuesday of the year, whatever the weather may be like."
BRIEF = """# Kite club handbook

## Meetings

Ada Lovell founded the club in 1921.

## Money

Grace Okoro collects the fee of 12 euros in March.
"""
CHAT = {
    "guild": {"id": "1", "name": "Kite club"},
    "channel": {"id": "2", "type": "GuildTextChat", "name": "general"},
    "messages": [
        {
            "id": str(number),
            "type": kind,
            "timestamp": f"2026-02-17T09:0{number}:00+00:00",
            "content": words,
            "author": {"id": "5", "name": name},
            "attachments": [],
            "embeds": [],
        }
        for number, (kind, name, words) in enumerate(
            [
                ("Default", "Ada", "We decided to meet on Saturday 21 February at six."),
                ("Default", "Cem", "How much is the fee this year?"),
                ("Default", "Bob", "It is 15 euros, Grace collects it in March."),
                ("RecipientAdd", "Bob", "joined"),
            ]
        )
    ],
    "messageCount": 4,
}


@pytest.fixture
def documents(footnote, handbook, monkeypatch):
    """The handbook, as it came on the first of January."""
    with monkeypatch.context() as patch:
        patch.setattr("index.catalogue.now", lambda: datetime(2026, 1, 1, 12, tzinfo=UTC))
        footnote("library", "add", handbook)
    return handbook


@pytest.fixture
def chat(tmp_path):
    path = tmp_path / "general.json"
    path.write_text(json.dumps(CHAT), encoding="utf-8")
    return path


def of_text(*texts, title="", scope=Scope.DOCUMENT, **places):
    """Return a summary whose sentences are these."""
    quotes = [
        Quote(**{"document": GUIDE, "span": Span(0, 1), "text": text, "heading": "", "line": 3, "page": None, **places})
        for text in texts
    ]
    claims = tuple(Claim(quote.text, (number,)) for number, quote in enumerate(quotes, 1))
    citations = tuple(Citation(number, quote) for number, quote in enumerate(quotes, 1))
    named = "Summary of “Guide”"
    answer = Answer(named, named, Status.ANSWERED, claims, citations, (), 1.0, "extractive")
    coverage = Coverage(4, 4, "section", "of version 3")
    return Summary(SummaryRequest(scope), "Guide", answer, (Part(title, claims),), coverage)


def on_terminal(summary, width=60, **options):
    console = Console(file=StringIO(), width=width, **options)
    console.print(styled_summary(summary, console))
    return console.file.getvalue()


def test_a_document_is_summarised_with_what_was_read_each_sentence_on_a_line_and_each_quote(footnote, handbook):
    handbook.write_text(BRIEF, encoding="utf-8")
    footnote("library", "add", handbook)

    result = footnote("summarize", "handbook.md", "--length", "full")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "Summary of “Kite club handbook”",
        "Read 2 of 2 sections of version 1.",
        "",
        "Meetings",
        "Ada Lovell founded the club in 1921. [1]",
        "",
        "Money",
        "Grace Okoro collects the fee of 12 euros in March. [2]",
        "",
        '[1] Kite club handbook › Meetings, line 5: "Ada Lovell founded the club in 1921."',
        '[2] Kite club handbook › Money, line 9: "Grace Okoro collects the fee of 12 euros in March."',
        "",
        "Quoted from the documents.",
    ]


def test_without_a_document_the_whole_library_is_summarised(footnote, documents, tmp_path):
    (tmp_path / "rules.md").write_text("# Rules\n\nNobody flies a kite in a thunderstorm near the harbour.\n")
    footnote("library", "add", tmp_path / "rules.md")

    lines = footnote("summarize").stdout.splitlines()

    assert lines[:2] == ["Summary of the whole library", "Read 3 of 3 sections of 2 documents."]
    assert any("thunderstorm" in line for line in lines)


def test_a_topic_is_summarised_where_the_documents_deal_with_it_and_else_that_is_said(footnote, documents):
    found, missing = footnote("summarize", "--topic", "fee"), footnote("summarize", "--topic", "volcanoes")

    assert "collects the fee in March. [" in found.stdout
    assert (missing.exit_code, missing.stderr) == (0, "")
    assert missing.stdout.endswith("\nThe documents do not deal with “volcanoes”.\n")
    assert missing.stdout.count("do not deal") == 1


def test_what_changed_is_told_with_the_version_of_each_quote(footnote, documents):
    documents.write_text(documents.read_text().replace("12 euros", "15 euros"))
    footnote("library", "add", documents)

    result = footnote("summarize", "--since", "2026-01-02")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Summary of what changed since 2026-01-02",
        "Read 1 of 1 document for changes since 2026-01-02. 1 document changed (0 sentences new, 1 altered, 0 gone). "
        "Documents that were removed are not kept and not counted.",
        "",
        "Kite club handbook (version 1 to 2)",
        "Was: “Members pay 12 euros a year.” Now: “Members pay 15 euros a year.” [1][2]",
        "",
        '[1] Kite club handbook › Money, line 9 of version 1: "Members pay 12 euros a year."',
        '[2] Kite club handbook › Money, line 9 of version 2: "Members pay 15 euros a year."',
        "",
        "Quoted from the documents.",
    ]
    assert footnote("summarize", "--changes").stdout.splitlines()[3:] == result.stdout.splitlines()[3:]
    assert footnote("summarize", "handbook.md", "--since", "2026-01-02").stdout.startswith(
        "Summary of what changed in “Kite club handbook” since 2026-01-02\n"
    )


def test_where_nothing_changed_that_is_all_that_is_said(footnote, documents):
    result = footnote("summarize", "--changes")

    assert result.exit_code == 0
    assert "Nothing has changed since then." in result.stdout
    assert result.stdout.count("\n") == 2


def test_a_focus_of_nothing_is_none(footnote, documents):
    assert footnote("summarize", "--focus", "  ").stdout.startswith("Summary of the whole library\n")


def test_an_exported_chat_is_summarised_with_who_said_what(footnote, chat):
    result = footnote("summarize", "--discussion", chat)

    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[1] == (
        "Read 3 of 3 messages of #general of Kite club from 2026-02-17 09:00 to 09:02 UTC. "
        "Left out: 1 announcement of Discord (joins, pins and the like)."
    )
    assert "Ada: “We decided to meet on Saturday 21 February at six.” [1]" in lines
    assert '[1] Ada, 2026-02-17 09:00 UTC: "We decided to meet on Saturday 21 February at six."' in lines
    assert lines[-1] == "Quoted from the messages."


def test_json_is_the_object_of_an_answer_with_scope_and_coverage_added(footnote, documents):
    shown = json.loads(footnote("summarize", "handbook.md", "--json").stdout)
    asked = json.loads(footnote("ask", "Who founded the club?", "--json").stdout)

    assert asked.keys() <= shown.keys()
    assert (shown["scope"], shown["length"], shown["title"]) == ("document", "short", "Kite club handbook")
    assert shown["coverage"] == {
        "read": 2,
        "of": 2,
        "unit": "section",
        "whole": True,
        "failed": [],
        "text": "Read 2 of 2 sections of version 1.",
    }
    for citation in shown["citations"]:
        assert documents.read_text()[citation["start"] : citation["end"]] == citation["quote"]


def test_an_export_is_a_new_markdown_file_and_never_takes_the_place_of_one(footnote, documents, tmp_path):
    file = tmp_path / "summary.md"

    first = footnote("summarize", "handbook.md", "--export", file)
    written = file.read_text(encoding="utf-8")
    again = footnote("summarize", "--export", file)

    assert (first.exit_code, first.stderr) == (0, f"Written to {file}.\n")
    assert written.startswith("# Summary of “Kite club handbook”\n\nRead 2 of 2 sections of version 1.\n\n- ")
    assert (again.exit_code, again.stdout) == (1, "")
    assert again.stderr == f"{file} is there already and stays as it is; give another name.\n"
    assert file.read_text(encoding="utf-8") == written
    assert footnote("summarize", "--export", tmp_path / ("x" * 300)).stderr.endswith(
        "cannot be written: file name too long. Give another name.\n"
    )
    assert footnote("summarize", "--export", tmp_path / "nowhere" / "x.md").stderr.endswith(
        "cannot be written: there is no such folder. Give another name.\n"
    )


def test_an_empty_library_has_nothing_to_summarise_and_says_how_to_add_something(footnote):
    result = footnote("summarize", "--library", "club")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "The library club holds no documents yet: add some with `footnote library add SOURCE --library club`.\n"
    )


def test_a_document_without_a_sentence_is_one_line_and_a_failure(footnote, tmp_path):
    (tmp_path / "empty.md").write_text("# Nothing\n")
    footnote("library", "add", tmp_path / "empty.md")

    for arguments in ((), ("empty.md",), ("empty.md", "--json")):
        result = footnote("summarize", *arguments)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("nobody.md",), "There is no document called “nobody.md”"),
        (("--since", "some day"), "Say since when as 2026-02-17"),
        (("--since", "2999-01-01"), "2999-01-01 is yet to come"),
        (("--topic", " "), "Say which topic to summarise."),
        (("--topic", "fee", "--since", "3d"), "Ask for one thing at a time"),
        (("handbook.md", "--topic", "fee"), "Ask for one thing at a time"),
        (("--discussion", "handbook.md", "--changes"), "Ask for one thing at a time"),
        (("--discussion", "handbook.md"), "“handbook.md” holds no messages with their times"),
        (("--discussion", "nobody.json"), "nobody.json: there is no such file"),
        (("--focus", "x" * 300), "A topic and a focus have at most 200 characters"),
    ],
)
def test_what_cannot_be_summarised_is_refused_in_one_line(footnote, documents, arguments, why):
    result = footnote("summarize", *arguments)

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)
    assert result.stderr.startswith(why)


def test_ctrl_c_leaves_what_was_read_said_to_be_no_more_than_that(footnote, documents, monkeypatch, tmp_path):
    monkeypatch.setattr(AtTheTerminal, "progress", lambda *_: signal.raise_signal(signal.SIGINT))
    before = signal.getsignal(signal.SIGINT)

    result = footnote("summarize", "handbook.md", "--export", tmp_path / "part.md")

    assert result.exit_code == 130
    shown = ("Read 1 of 2 sections of version 1. This summary is not whole.", "kite club meets", "Stopped.")
    for text in (result.stdout, (tmp_path / "part.md").read_text(encoding="utf-8")):
        assert all(each in text for each in shown)
    assert "Grace Okoro" not in result.stdout
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_before_anything_was_read_leaves_one_line(footnote, documents, monkeypatch):
    monkeypatch.setattr(AtTheTerminal, "stopped", property(lambda _: True, lambda *_: None), raising=False)

    result = footnote("summarize", "handbook.md")

    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "Stopped.\n")


def test_a_second_ctrl_c_ends_what_is_under_way():
    watcher = AtTheTerminal(NoBar())
    watcher.interrupt()

    assert watcher.stopped
    with pytest.raises(KeyboardInterrupt):
        watcher.interrupt()


@pytest.mark.parametrize("width", [30, 60, 100])
def test_on_a_terminal_sentences_hang_behind_their_point_and_no_line_is_too_wide(width):
    lines = [line.rstrip() for line in on_terminal(of_text(LONG, title="Meetings"), width).splitlines()]

    start = lines.index("Meetings") + 1
    end = lines.index("", start)
    assert lines[start].startswith("• The members")
    assert all(line.startswith("  ") for line in lines[start + 1 : end])
    assert " ".join(line[2:] for line in lines[start:end]) == f"{LONG} [1]"
    assert "[1] Guide, line 3" in lines
    assert max(map(len, lines)) <= width
    assert lines[-1] == "Quoted from the documents."


@pytest.mark.parametrize("show", [plain_summary, lambda summary: on_terminal(summary, force_terminal=True)])
def test_nothing_a_document_says_reaches_the_terminal_as_a_command(show):
    evil = "\x1b]0;pwned\x07\x9b31m\x1b[2J\u202e[bold]evil[/bold]"

    shown = show(of_text(f"Q{evil}.", title=f"T{evil}", heading=f"H{evil}"))

    assert "[bold]evil[/bold]" in shown
    assert "\x1b]" not in shown
    assert "\x1b[2J" not in shown
    assert not {*shown} & {"\x07", "\x9b", "\u202e"}


def test_lengths_are_the_three_there_are(footnote, documents):
    assert [str(each) for each in Length] == ["headline", "short", "full"]
    assert footnote("summarize", "--length", "long").exit_code == 2
    assert footnote("summarize", "--length", "headline").stdout.count("[1]") == 2


def test_the_transcript_in_the_documentation_is_what_the_program_prints(footnote):
    footnote("library", "add", ROOT / "docs" / "sample")
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    [transcript] = re.findall(
        r"^\$ footnote summarize ai-travel-guidance.md --length headline\n(.*?)^```", page, re.M | re.S
    )

    assert footnote("summarize", "ai-travel-guidance.md", "--length", "headline").stdout == transcript


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("own.json", '[{"ID": 111111111111111111, "Timestamp": "2026-02-17 09:00:00", "Contents": "We meet at six."}]'),
        (
            "c.csv",
            'AuthorID,Author,Date,Content,Attachments,Reactions\n"5","You","2026-02-17T09:00","We meet at six.","",""',
        ),
    ],
)
def test_chats_are_read_from_what_discord_and_others_export(footnote, tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")

    assert "You: “We meet at six.” [1]" in footnote("summarize", "--discussion", tmp_path / name).stdout
