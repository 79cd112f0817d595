from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError
from index.reading import read


@given(st.text(min_size=1))
def test_the_text_is_the_file_decoded_and_nothing_else(text: str) -> None:
    try:
        reading = read("notes.txt", text.encode("utf-8", "surrogatepass"))
    except SourceError:
        return
    assert reading.text == text


def test_byte_order_mark_and_line_ends_stay() -> None:
    data = b"\xef\xbb\xbfone\r\ntwo\rthree\n\xe2\x80\xa8four"
    assert read("notes.txt", data).text == data.decode("utf-8")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("china-ai-travel.txt", "china ai travel"),
        ("Board_minutes--2024.txt", "Board minutes 2024"),
        ("rules.v2.txt", "rules.v2"),
        ("---.txt", "---.txt"),
        ("/some/where/House Rules.TXT", "House Rules"),
    ],
)
def test_the_title_is_the_name_of_the_file_in_words(name: str, title: str) -> None:
    assert read(name, b"Be kind.").title == title


def test_a_line_with_a_number_sign_is_no_heading_in_plain_text() -> None:
    assert read("notes.txt", b"# one\n\nwords\n").headings == ()


def test_the_article_loses_its_picture_credits_and_its_comment_form_and_nothing_else(article: Path) -> None:
    reading = read(article.name, article.read_bytes())
    assert reading.text == article.read_text("utf-8")
    marked = [span.of(reading.text) for span in reading.furniture]
    assert len(marked) == 3
    assert [line.split(":")[0] for line in marked[:2]] == ["Image source", "Image source"]
    assert all("\n" not in line for line in marked[:2])
    assert marked[2].startswith("Leave a Reply")
    assert reading.text.endswith(marked[2])
    assert len(marked[2].split()) == 15
