import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.safe_text import one_line, safe

OBEYED = [*map(chr, range(32)), *map(chr, range(127, 160)), *"\u202a\u202e\u2066\u2069\u061c\u200e\u200f"]


@given(st.text(st.characters()))
def test_nothing_a_terminal_obeys_is_left_but_newlines_and_tabs(text):
    assert not {*safe(text)} & ({*OBEYED} - {"\n", "\t"})
    safe(text).encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs"])))
def test_text_without_controls_is_left_as_it_is(text):
    assert safe(text) == text


@given(st.text(st.characters()))
def test_one_line_is_one_line(text):
    assert len(one_line(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]0;title\x07", "]0;title"),
        ("\x9b31mred", "31mred"),
        ("one\r\ntwo\rthree\ffour", "one two three four"),
        ("first\u202elast", "firstlast"),
        ("half \ud800", "half \N{REPLACEMENT CHARACTER}"),
        ("क्‍ष 👩‍🚀", "क्‍ष 👩‍🚀"),
    ],
)
def test_what_is_left_of_a_text_is_readable(text, shown):
    assert one_line(text) == shown
