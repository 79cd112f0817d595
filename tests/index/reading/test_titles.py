from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.reading.titles import clean_title, title_from


@given(st.text())
def test_a_title_is_one_line_of_bounded_length(words: str) -> None:
    title = clean_title(words)
    assert len(title.splitlines()) <= 1
    assert len(title) <= 200
    title.encode("utf-8")


@given(st.text(min_size=1))
def test_every_file_name_gives_a_title(name: str) -> None:
    assert title_from(name)


def test_a_title_loses_what_turns_or_breaks_the_line_and_keeps_joined_emoji() -> None:
    assert clean_title(" House\u202e\nrules\x00 👩\u200d💻\ud800 ") == "House rules 👩\u200d💻"
