"""A passage on the screen: the whole of it, the quote in it highlighted, and the way on from there."""

import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.discord_ui.screens.actions import custom_id
from bot.discord_ui.screens.escaping import safe, shown
from bot.discord_ui.screens.passage_rendering import (
    PassageView,
    gone_screen,
    highlighted,
    leaf_at,
    leaves,
    passage_screen,
)
from bot.discord_ui.screens.screen import Button, Link, Row, Screen, Text
from index.documents import Passage, Span
from tests.support.discord_text import read
from tests.support.screens import inert_texts
from tests.support.texts import any_text

WRITTEN = datetime(2026, 3, 3, tzinfo=UTC)
CHANGED = datetime(2026, 3, 9, tzinfo=UTC)
LEAF = "The ferry *sails* at noon.\nIt returns."


def view(text=LEAF, quote=None, start=100, **fields):
    values = {
        "title": "Guide", "source": "guide.md", "version": 2, "version_date": WRITTEN, "changed_at": None,
        "heading": "Harbour › Ferries", "page": 3, "line": 40, "previous": None, "next": None,
    }  # fmt: skip
    return PassageView(**{**values, **fields}, text=text, start=start, quote=quote)


def passage(text, start=0):
    return Passage(Span(start, start + len(text)), text, "", 1, ())


def lines_without_space(text):
    return [re.sub(r"[\s\u200b]", "", line) for line in text.split("\n")]


def test_a_passage_is_shown_in_its_place_with_the_quote_highlighted():
    previous, following = custom_id("leaf", 1, "a", 1, 0), custom_id("leaf", 1, "a", 1, 300)
    screen = passage_screen(view(quote=Span(104, 117), previous=previous, next=following))

    assert screen == Screen(
        (
            Text(f"**Guide** › Harbour › Ferries\n-# page 3 · line 40 · version 2 of <t:{int(WRITTEN.timestamp())}:D>"),
            Text("> The **__ferry \\*sails\\*__** at noon.\n> It returns."),
            Row((Button("◀ Previous passage", previous), Button("Next passage ▶", following))),
        ),
        "answer",
    )
    assert inert_texts(screen)


def test_a_version_that_was_replaced_is_marked_as_old():
    screen = passage_screen(view(changed_at=CHANGED))

    assert screen.accent == "not_found"
    assert inert_texts(screen)[0].endswith(
        f"\n⚠️ **An older version:** the document has changed since, on <t:{int(CHANGED.timestamp())}:D>."
    )


def test_the_buttons_stop_at_the_ends_and_are_left_out_where_there_is_one_passage_alone():
    first = passage_screen(view(next=custom_id("leaf", 1, "a", 1, 300)))
    (row,) = [block for block in first.blocks if isinstance(block, Row)]

    assert [(button.label, button.disabled) for button in row.buttons] == [
        ("◀ Previous passage", True),
        ("Next passage ▶", False),
    ]
    assert inert_texts(first)
    assert not [block for block in passage_screen(view()).blocks if isinstance(block, Row)]


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("https://x.example/a?b=1#top", "https://x.example/a?b=1#top:~:text=sails"),
        ("http://x.example/", "http://x.example/#:~:text=sails"),
        ("guide.md", None),
        ("/home/ana/guide.md", None),
        ("javascript:alert(1)", None),
        ("https://ana:secret@x.example/", None),
    ],
)
def test_a_web_source_can_be_opened_at_the_quote(source, url):
    screen = passage_screen(view("It sails.", Span(103, 108), source=source))

    assert [button for block in screen.blocks if isinstance(block, Row) for button in block.buttons] == (
        [Link("Open source", url)] if url else []
    )
    assert inert_texts(screen)


def test_without_a_quote_a_web_source_is_opened_at_its_beginning():
    screen = passage_screen(view(source="https://x.example/a"))

    assert screen.blocks[-1] == Row((Link("Open source", "https://x.example/a"),))


@pytest.mark.parametrize(
    ("text", "quote", "markdown"),
    [
        ("one two three", Span(4, 7), "> one **__two__** three"),
        ("one two three", Span(3, 8), "> one **__two__** three"),
        ("one\ntwo\nthree", Span(1, 9), "> o**__ne__**\n> **__two__**\n> **__t__**hree"),
        ("one\n\n two \n", Span(0, 11), "> **__one__**\n> \n>  **__two__** \n> "),
        ("one\r\ntwo", Span(4, 8), "> one\n> **__two__**"),
        ("one\r\ntwo", Span(0, 4), "> **__one__**\n> two"),
        ("> quoted", Span(0, 8), "> **__\\> quoted__**"),
        ("a - b", Span(2, 5), "> a **__\\- b__**"),
        ("<@1>", Span(1, 4), "> \\<**__@1>__**"),
        ("@everyone", Span(1, 9), "> @**__everyone__**"),
        ("_a_", Span(0, 3), "> **__\\_a\\___**"),
        ("one", None, "> one"),
    ],
)
def test_the_quote_is_highlighted_line_by_line(text, quote, markdown):
    assert highlighted(text, quote) == markdown


@pytest.mark.parametrize(
    ("quote", "part"),
    [
        (Span(90, 103), "**__The__** ferry"),
        (Span(130, 900), "**__returns.__**"),
        (Span(0, 900), "**__The ferry \\*sails\\* at noon.__**\n> **__It returns.__**"),
        (Span(100, 100), None),
        (Span(0, 100), None),
        (Span(900, 950), None),
        (Span(126, 127), None),
    ],
)
def test_of_a_quote_that_goes_beyond_the_passage_the_part_inside_is_highlighted(quote, part):
    text = inert_texts(passage_screen(view(quote=quote)))[1]

    assert part in text if part else "__" not in text


@pytest.mark.parametrize("at", range(8))
def test_an_empty_quote_breaks_no_escape(at):
    for text in ("<@1> x", "@here x", "```x", "[1](x)"):
        assert inert_texts(passage_screen(view(text, Span(100 + at, 100 + at))))[1] == f"> {safe(text)}"


@given(any_text.filter(str.strip), st.integers(0, 200), st.integers(0, 200))
@example("a\r\nb", 2, 1)
@example("a\n- b\n1. c <@1>", 3, 6)
def test_taking_the_markup_away_gives_the_passage_again(text, start, size):
    for leaf in leaves([passage(text, 7)]):
        body = text[leaf.start - 7 : leaf.end - 7]
        quote = Span(7 + start, 7 + start + size)
        told = inert_texts(passage_screen(view(body, quote, leaf.start)))[1]
        reading = read(told)
        assert lines_without_space(reading.shown) == lines_without_space(shown(body))
        assert len(reading.of("quote")) == told.count("\n") + 1
        marked = "".join(each.removeprefix("**__").removesuffix("__**") for each in reading.of("bold"))
        inside = text[max(quote.start, leaf.start) - 7 : max(0, min(quote.end, leaf.end) - 7)]
        assert lines_without_space(read(marked).shown) == ["".join(lines_without_space(shown(inside)))]


@given(st.lists(any_text, max_size=4))
def test_leaves_cover_every_word_in_order_and_each_fits_on_the_screen(texts):
    whole = "".join(texts)
    starts = [sum(map(len, texts[:i])) for i in range(len(texts))]
    found = leaves(passage(text, start) for text, start in zip(texts, starts, strict=True))

    assert found == sorted(found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert "".join("".join(leaf.of(whole) for leaf in found).split()) == "".join(whole.split())
    for leaf in found:
        inert_texts(passage_screen(view(leaf.of(whole), leaf, leaf.start, title="*" * 200, heading="_" * 300)))


@pytest.mark.parametrize(
    "text",
    ["a\n" * 3000, "*" * 9000, "😀" * 5000, "word " * 4000, "x" * 20_000, "\n" * 5000 + "end", "z" + "\u0301" * 9000],
)
def test_a_very_long_passage_is_shown_in_parts(text):
    found = leaves([passage(text)])

    assert "".join("".join(leaf.of(text) for leaf in found).split()) == "".join(text.split())
    for leaf in found:
        assert inert_texts(passage_screen(view(leaf.of(text), Span(0, len(text)), leaf.start, changed_at=CHANGED)))


def test_a_passage_that_fits_is_one_leaf():
    assert leaves([passage("First.", 5), passage(" \n ", 11), passage("Second.", 14)]) == [Span(5, 11), Span(14, 21)]


def test_a_leaf_is_found_by_a_character_in_it():
    found = [Span(5, 11), Span(14, 21), Span(21, 30)]

    assert [leaf_at(found, at) for at in (0, 5, 10, 12, 14, 20, 21, 99)] == [0, 0, 0, 0, 1, 1, 2, 2]


def test_a_document_that_was_removed_is_said_to_be_gone():
    (sentence,) = inert_texts(gone_screen("The *old* guide"))

    assert (
        sentence == f"“{safe('The *old* guide')}” was removed from the library, so its passages can no longer be shown."
    )
