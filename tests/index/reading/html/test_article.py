from __future__ import annotations

import time

from index.documents import Span
from index.reading.html.article import around_article
from index.reading.html.blocks import Block
from index.reading.html.page_text import Page

MENU = "Home News Hall"
STORY = "The club meets every Tuesday evening in the blue hall near the river, and all may come."
ASIDE = "Last year the members of the board chose a new place for it."


def page(*blocks: Block) -> Page:
    """Return a page of these blocks, each a hundred characters wide for easy reckoning."""
    return Page("", blocks, tuple(Span(100 * n, 100 * n + 99) for n in range(len(blocks))))


def text(*pieces: str) -> Page:
    return page(*(Block("text", piece) for piece in pieces))


def test_what_lies_before_and_after_the_article_is_around_it() -> None:
    assert around_article(text(MENU, MENU, STORY, MENU, STORY, MENU), [STORY]) == (Span(0, 199), Span(500, 599))


def test_without_an_article_nothing_is_around_it() -> None:
    assert around_article(text(MENU, STORY), []) == ()
    assert around_article(page(), [STORY]) == ()


def test_an_article_that_is_the_smaller_part_of_the_prose_does_not_hide_the_rest() -> None:
    assert around_article(text(ASIDE, STORY, STORY), [ASIDE]) == ()
    assert around_article(text(ASIDE, STORY, STORY), [STORY]) == (Span(0, 99),)


def test_short_lines_the_article_has_belong_to_it() -> None:
    assert around_article(page(Block("text", STORY), Block("row", "Mon | 9 to 5"), Block("text", MENU)), [
        STORY, "Mon", "9 to 5"
    ]) == (Span(200, 299),)  # fmt: skip


def test_short_lines_belong_to_an_article_that_begins_or_goes_on_with_their_words() -> None:
    found = text(MENU, "Fee: 40 €", STORY, "H2O: free", "Call 555", MENU)
    assert around_article(found, [f"Fee: 40 € {STORY} H 2 O: free Call 555"]) == (Span(0, 99), Span(500, 599))
    assert around_article(found, [f"Call 555 {STORY} Fee: 40 €"]) == (Span(0, 199), Span(300, 599))


def test_very_many_short_lines_cost_no_more_than_their_number() -> None:
    lines = [f"Line {n}" for n in range(20_000)]
    begun = time.process_time()
    assert around_article(text(*lines, STORY, *lines), [" ".join([*lines, STORY, *lines])]) == ()
    assert time.process_time() - begun < 2


def test_the_article_begins_at_the_top_heading_above_it() -> None:
    heading, byline = Block("heading", "Club rules", 1), Block("text", "By Ann Lee")
    assert around_article(page(Block("text", MENU), heading, byline, Block("text", STORY)), [STORY]) == (Span(0, 99),)


def test_the_article_begins_at_the_heading_or_the_question_right_above_it() -> None:
    heading, question = Block("heading", "Meetings", 2), Block("text", "When do you meet?")
    assert around_article(page(Block("text", MENU), heading, question, Block("text", STORY)), [STORY]) == (Span(0, 99),)
