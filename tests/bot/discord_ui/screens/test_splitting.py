"""Long texts are cut where a reader would cut them, and never where that would change what is shown."""

import re
import time

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from bot.discord_ui.screens.escaping import safe
from bot.discord_ui.screens.splitting import border, length, shortened, split
from tests.support.discord_text import read

PIECES = [
    "word ", "Sentence one. ", "Is it? ", "Yes! ", "\n\n", "\n", "*bold* ", "`x`", "\\", "[1]", "x" * 40, "\u200b",
    "e\u0301", "👩\u200d🚀", "🇫🇷🇩🇪", "क्षि", "天地，宇宙。", "- item\n", "1. one\n", "# h\n", " - ", " # ", " 2. ",
    "<@1> ", "@everyone ",
]  # fmt: skip

escaped_texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=60).map("".join).map(safe)
marked_texts = st.lists(
    st.tuples(escaped_texts.filter(str.strip), st.integers(1, 120)).map(lambda pair: f"{pair[0]} **[{pair[1]}]**"),
    max_size=6,
).map(" ".join)
limits = st.integers(40, 400)


def without_space(text):
    return re.sub(r"\s", "", text)


@given(marked_texts | escaped_texts, limits)
@example("\\*" * 300, 41)
@example(("a" * 39 + "\\*") * 9, 40)
@example("😀" * 300, 41)
@example("e\u0301" * 300, 41)
@example("z" + "\u0301" * 300, 40)
def test_every_piece_fits_and_nothing_but_white_space_is_lost(text, limit):
    pieces = split(text, limit)

    assert all(0 < length(piece) <= limit for piece in pieces)
    assert without_space("".join(read(piece).shown for piece in pieces)) == without_space(read(text).shown)


@given(marked_texts, limits)
def test_no_citation_mark_is_cut(text, limit):
    marks = re.compile(r"(?<!\\)\*\*\[[0-9]+\]\*\*")

    assert [mark for piece in split(text, limit) for mark in marks.findall(piece)] == marks.findall(text)


@given(escaped_texts, limits)
def test_what_took_no_effect_before_the_cut_takes_none_after_it(text, limit):
    assert all(read(piece).live == () for piece in split(text, limit))


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join).map(safe), limits)
def test_no_grapheme_is_cut(text, limit):
    graphemes = regex.findall(r"\X", read(text).shown)
    pieces = [regex.findall(r"\X", read(piece).shown) for piece in split(text, limit)]

    kept = [each for each in graphemes if each.strip()]
    assert [each for piece in pieces for each in piece if each.strip()] == kept


@given(st.text(st.characters()), st.integers(2, 60))
def test_a_shortened_text_fits_and_says_that_it_goes_on(text, limit):
    short = shortened(text, limit)

    assert length(short) <= limit
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("", 10, []),
        (" \n ", 10, []),
        ("short", 10, ["short"]),
        ("One two. Three.\n\nFour five six seven.", 30, ["One two. Three.", "Four five six seven."]),
        ("One two three. Four five six seven.", 26, ["One two three.", "Four five six seven."]),
        ("one two three four five six", 12, ["one two", "three four", "five six"]),
        ("It cost 3.50 in all that year", 12, ["It cost 3.50", "in all that", "year"]),
        ("天地，宇宙。洪荒，日月。", 8, ["天地，宇宙。", "洪荒，日月。"]),
        ("It sails. **[1]** **[2]** It returns. **[3]**", 40, ["It sails. **[1]** **[2]**", "It returns. **[3]**"]),
        ("It sails at noon **[1]** and no later", 18, ["It sails at", "noon **[1]** and", "no later"]),
    ],
)  # fmt: skip
def test_cuts_come_at_paragraphs_or_else_sentences_or_else_words(text, limit, pieces):
    assert split(text, limit) == pieces


@pytest.mark.parametrize("opening", ["- b", "+ b", "# b", "## b", "> b", "12. b", "3) b", "-# b"])
def test_a_piece_that_would_become_a_list_or_a_heading_is_escaped(opening):
    first, second = split(f"{'a' * 20} {opening}", 21)

    assert first == "a" * 20
    assert read(second).live == ()
    assert read(second).shown == opening


def test_lengths_are_counted_as_discord_counts_them():
    assert length("a😀é") == 4
    assert length("\ud83d") == 1


def test_a_border_lies_in_the_second_half_where_one_is():
    assert border("One. " + "two " * 30, 60) > 30
    assert border("a b" + "c" * 200, 60) == 60


@pytest.mark.parametrize("piece", ["a", "\\*", " ", "a ", ". ", "\n", "9", "e\u0301", "😀", "**[1]** ", "\u0301"])
def test_long_texts_are_cut_in_linear_time(piece):
    def seconds(size):
        text = piece * (size // len(piece))
        started = time.process_time()
        split(text, 500)
        return time.process_time() - started

    small = min(seconds(1 << 13) for _ in range(3))
    assert seconds(1 << 16) < 30 * small + 0.05
