"""How answers look: as plain text and on a terminal."""

from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

import pytest
from rich.console import Console

from bot.answering.answer import Answer, Citation, Claim, Quote, Status
from bot.terminal.plain_answer import plain_answer
from bot.terminal.styled_answer import styled_answer
from index.documents import Document, Span

DOCUMENT = Document("d1", "local", "Guide", "/guide.md", 1, datetime(2026, 1, 2, tzinfo=UTC), 100, 2)
LONG = "The members of the kite club meet on every Tuesday of the year, whatever the weather may be like."


def cited(number, text, **place):
    where = {"document": DOCUMENT, "heading": "", "line": 3, "page": None, **place}
    return Citation(number, Quote(span=Span(0, len(text)), text=text, **where))


def answered(*citations):
    claims = tuple(Claim(each.quote.text, (each.number,)) for each in citations)
    return Answer("Q?", "Q?", Status.ANSWERED, claims, citations, (), 0.9, "extractive")


def not_found(*closest):
    return Answer("Q?", "Q?", Status.NOT_FOUND, (), (), closest, 0.1, "extractive")


def on_terminal(answer, width=60, **options):
    console = Console(file=StringIO(), width=width, force_terminal=True, color_system="standard", **options)
    console.print(styled_answer(answer, console))
    return console.file.getvalue()


def without_style(answer, width=60):
    console = Console(file=StringIO(), width=width)
    console.print(styled_answer(answer, console))
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


def test_plain_text_has_the_answer_and_a_line_for_each_citation():
    answer = answered(cited(1, "One\n thing."), cited(2, "Another.", heading="Part › Detail", page=7))

    assert plain_answer(answer) == (
        'One thing. [1] Another. [2]\n\n[1] Guide, line 3: "One thing."\n'
        '[2] Guide › Part › Detail, page 7, line 3: "Another."\n\nQuoted from the documents.'
    )


def test_a_models_answer_says_who_wrote_it_and_how_it_was_checked_and_sets_quotes_apart():
    claims = (Claim("It opened then.", (1,), own_words=True), Claim("Another [3] thing.", (2,)))
    answer = replace(
        answered(cited(1, "One."), cited(2, "Another [3] thing.")),
        claims=claims,
        writer="generative",
        model="m-1\x1b[2J",
    )

    for shown in (plain_answer(answer).splitlines(), without_style(answer, 100)):
        assert shown[0] == "It opened then. [1] “Another (3) thing.” [2]"
        assert shown[-1] == "Written by m-1[2J and checked: 2 sentences, 2 quoted, 1 in own words."


@pytest.mark.parametrize("answer", [answered(cited(1, "One.")), not_found()])
def test_why_a_model_did_not_write_is_the_last_line(answer):
    answer = replace(answer, note="The model server\ndid not answer.")

    assert plain_answer(answer).endswith("\nThe model server did not answer.")
    assert without_style(answer)[-1] == "The model server did not answer."


def test_a_heading_that_is_the_title_is_not_said_twice():
    citation = cited(1, "One.", heading="Guide › Part")

    assert '[1] Guide › Part, line 3: "One."' in plain_answer(answered(citation))


def test_closest_passages_are_labelled_as_no_answers():
    assert plain_answer(not_found(cited(1, "Near."))) == (
        'The documents do not say.\n\nClosest passages (not answers):\n[1] Guide, line 3: "Near."'
    )
    assert plain_answer(not_found()) == "The documents do not say."
    assert without_style(not_found(cited(1, "Near."))) == [
        "The documents do not say.",
        "",
        "Closest passages (not answers):",
        "",
        "[1] Guide, line 3",
        "    ▎ Near.",
    ]


@pytest.mark.parametrize("width", [30, 60, 120])
def test_on_a_terminal_every_line_of_a_quote_has_its_bar_and_none_is_too_wide(width):
    lines = without_style(answered(cited(1, LONG)), width)

    quoted = lines[lines.index("[1] Guide, line 3") + 1 :]
    assert quoted[-2:] == ["", "Quoted from the documents."]
    del quoted[-2:]
    assert all(line.startswith("    ▎ ") for line in quoted)
    assert " ".join(line.removeprefix("    ▎ ") for line in quoted) == LONG
    assert max(map(len, lines)) <= width


def test_markup_in_a_document_is_text():
    shown = without_style(answered(cited(1, "[bold]Not[/bold] :smile: [link=x]markup[/link].")))

    assert "    ▎ [bold]Not[/bold] :smile: [link=x]markup[/link]." in shown


@pytest.mark.parametrize("show", [plain_answer, on_terminal])
def test_nothing_a_document_says_reaches_the_terminal_as_a_command(show):
    evil = "\x1b]0;pwned\x07\x9b31m\x1b[2J\u202eevil"
    document = replace(DOCUMENT, title=f"T{evil}")
    shown = show(answered(cited(1, f"Q{evil}.", document=document, heading=f"H{evil}")))

    assert "\x1b]" not in shown
    assert "\x1b[2J" not in shown
    assert not {*shown} & {"\x07", "\x9b", "\u202e"}


def test_without_colours_no_colour_is_used(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")

    assert "\x1b[3" not in on_terminal(not_found(cited(1, "Near."))).replace("\x1b[3m", "")
