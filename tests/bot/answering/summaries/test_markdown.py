"""A summary as a Markdown file, read by a Markdown parser: every text shows as itself, and none takes effect."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.answering.answer import Answer, Citation, Claim, Quote, Status
from bot.answering.summaries.markdown import as_markdown, escaped
from bot.answering.summaries.request import Length, Scope, SummaryRequest
from bot.answering.summaries.summary import Coverage, Part, Summary
from index.documents import Document, Span
from index.names import UNSEEN
from tests.support.discord_text import raw_tokens
from tests.support.hostile import HOSTILE

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
GUIDE = Document("d1", "local", "Guide", "/guide.md", 3, datetime(2026, 1, 2, tzinfo=UTC), 100, 2)
WHOLE = Coverage(4, 4, "section", "of version 3")
LINK = "https://discord.com/channels/1/2/3"


def quote(text, **place):
    where = {"document": GUIDE, "heading": "", "line": 3, "page": None, **place}
    return Quote(span=Span(0, len(text)), text=text, **where)


def summary(*parts, named="Summary of “Guide”", coverage=WHOLE, scope=Scope.DOCUMENT, **answer):
    """Return a summary with a part for each title and its quotes, each of which is a claim."""
    quotes = [each for _, found in parts for each in found]
    numbers = {each: number for number, each in enumerate(quotes, 1)}
    told = tuple(Part(title, tuple(Claim(q.text, (numbers[q],)) for q in found)) for title, found in parts)
    claims = tuple(claim for part in told for claim in part.claims)
    citations = tuple(Citation(number, each) for each, number in numbers.items())
    status = Status.ANSWERED if claims else Status.NOT_FOUND
    given_answer = Answer(named, named, status, claims, citations, (), 1.0, "extractive")
    return Summary(
        SummaryRequest(scope, Length.FULL, "d1", "tides"), "Guide", replace(given_answer, **answer), told, coverage
    )


def blocks(markdown):
    """Return (kind, text) of each block as a reader of Markdown sees it. Fails where anything but text is in one."""
    tokens = PARSER.parse(markdown)
    found = []
    for before, token in pairwise(tokens):
        if token.type == "inline":
            assert {child.type for child in token.children} <= {"text"}, token.children
            kinds = {each.type for each in tokens[: tokens.index(token)]}
            assert not kinds & {"fence", "code_block", "html_block", "hr", "ordered_list_open", "table_open"}
            found.append((before.tag, "".join(child.content for child in token.children)))
    return found


def test_it_holds_the_title_the_coverage_the_sentences_under_their_titles_and_the_quotes_with_their_places():
    first = quote("It opens\n at noon.", heading="Guide › Hours", page=2, line=12)
    second = quote("Dogs stay out.")

    assert as_markdown(summary(("Hours", [first]), ("Animals", [second]))) == (
        "# Summary of “Guide”\n\nRead 4 of 4 sections of version 3.\n\n"
        "## Hours\n\n- It opens at noon. [1]\n\n## Animals\n\n- Dogs stay out. [2]\n\n"
        "## Quotes\n\n[1] Guide, version 3, Hours, page 2, line 12:\n\n> It opens at noon.\n\n"
        "[2] Guide, version 3, line 3:\n\n> Dogs stay out.\n\nQuoted from the documents.\n"
    )


def test_a_models_summary_says_so_and_sets_a_quote_in_the_place_of_a_sentence_apart():
    written = summary(("", [quote("It opens at noon.")]), writer="generative", model="m_1")

    shown = blocks(as_markdown(written))

    assert ("p", "“It opens at noon.” [1]") in shown
    assert shown[-1] == ("p", "Written by m_1 and checked: 1 sentence, 1 quoted, 0 in own words.")


def test_what_people_said_is_not_set_in_quotation_marks_a_second_time():
    written = summary(("", [quote("We meet at six.")]), scope=Scope.DISCUSSION, writer="generative", model="m_1")

    assert "- We meet at six. [1]" in as_markdown(written)


def test_what_a_person_should_know_of_it_is_the_last_line():
    assert blocks(as_markdown(summary(("", [quote("One.")]), note="Stopped.")))[-1] == ("p", "Stopped.")


def test_a_message_is_quoted_with_its_link():
    message = replace(GUIDE, title="Ada, 2026-02-17 09:30", source=LINK)
    forged = replace(message, source="https://evil.example/)[x](javascript:1)")

    shown = as_markdown(
        summary(
            ("", [quote("We meet at six.", document=message), quote("No.", document=forged)]), scope=Scope.DISCUSSION
        )
    )

    assert f"[1] Ada, 2026-02-17 09:30, <{LINK}>:\n" in shown
    links = [child.attrs["href"] for token in PARSER.parse(shown) for child in token.children or () if child.attrs]
    assert links == [LINK]


def test_a_summary_of_nothing_says_so():
    assert ("p", "The documents do not deal with “Guide”.") in blocks(as_markdown(summary(scope=Scope.TOPIC)))
    assert ("p", "There is nothing to be told.") in blocks(as_markdown(summary()))


def test_what_the_coverage_says_of_an_empty_summary_is_not_said_again():
    said = "The documents do not deal with “Guide”."
    empty = replace(summary(scope=Scope.TOPIC), coverage=Coverage(0, 0, "section", note=said))
    assert [words for _, words in blocks(as_markdown(empty))].count(said) == 1


SEEN = "".join(HOSTILE).join("\n#-+>=*_ ")
texts = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(st.sampled_from(SEEN)), st.text()), min_size=1, max_size=3)


def seen(text):
    """Return a text on one line, as far as it can be shown."""
    kept = "\u00ad\u200c\u200d"
    shown = (c if c.isspace() or c in kept else "\ufffd" if unicodedata.category(c) in UNSEEN else c for c in text)
    return " ".join("".join(shown).split())


@given(texts.map("".join))
def test_any_text_shows_as_itself_wherever_it_stands(text):
    wanted = seen(text)
    for kind, before in (("p", ""), ("p", "- "), ("p", "> "), ("h2", "## ")):
        shown = blocks(f"{before}{escaped(text)}\n\nThe end.")
        assert shown[:-1] == ([(kind, wanted)] if wanted else shown[:-1])
        assert shown[-1] == ("p", "The end.")


@given(texts.map("".join))
def test_nothing_of_a_text_takes_effect_where_the_file_is_pasted(text):
    assert not raw_tokens(escaped(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_documents_hold_the_file_keeps_its_shape(text):
    document = replace(GUIDE, title=text, source=text)
    told = summary(
        (text, [quote(f"{text} first.", document=document, heading=text), quote(f"Second {text}.", document=document)]),
        named=f"Summary of “{text}”",
        coverage=Coverage(1, 2, "section", failed=(text,)),
        note=text,
    )

    markdown = as_markdown(told)

    lines = markdown.splitlines()
    assert [line for line in lines if line.startswith("# ")] == [lines[0]]
    assert sum(line.startswith("> ") for line in lines) == sum(line.startswith("- ") for line in lines) == 2
    assert blocks(markdown)
