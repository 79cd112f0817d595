from __future__ import annotations

import random

import pytest

from index.reading.encodings.charsets import charset_of
from tests.support.languages import ARTICLE_ONE, WRITTEN_IN

CASES = [(language, encoding) for language, encodings in WRITTEN_IN.items() for encoding in encodings]


def told(data: bytes) -> str | None:
    """Return the text that the bytes are taken for, None where they leave a doubt."""
    charset = charset_of(data)
    return data.decode(charset.codec) if charset else None


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_a_page_is_read_in_the_encoding_it_was_written_in(language: str, encoding: str) -> None:
    words = "\n".join([ARTICLE_ONE[language]] * 3)
    assert told(words.encode(encoding)) == words


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_a_long_text_in_ascii_with_one_paragraph_in_another_language_is_read(language: str, encoding: str) -> None:
    words = "The club meets on Tuesdays, and all may come.\n" * 2000 + ARTICLE_ONE[language] * 3
    assert told(words.encode(encoding)) == words


def check_pieces(seed: int, pieces: int) -> int:
    """Check that pieces of the sentences, of any length, are read right or not at all; return how many are read."""
    made = random.Random(seed)
    read = 0
    for language, encoding in CASES:
        words = ARTICLE_ONE[language]
        for _ in range(pieces):
            start = made.randrange(len(words))
            piece = words[start : start + made.randint(1, 150)]
            data = piece.encode(encoding)
            try:
                data.decode("utf-8")
            except UnicodeDecodeError:
                text = told(data)
                assert text in {piece, None}, (language, encoding, piece, text)
                read += text is not None
    return read


def test_a_piece_of_a_text_is_read_right_or_not_at_all() -> None:
    assert check_pieces(seed=1, pieces=6) > 80


@pytest.mark.soak
def test_thousands_of_pieces_are_read_right_or_not_at_all() -> None:
    assert check_pieces(seed=2, pieces=300) > 3_000


@pytest.mark.parametrize("data", [b"caf\xe9", b"\xff", b"na\xefve", b"\x81\x81", b"\xe0", b"a\xc0\xafb"])
def test_a_single_odd_byte_tells_nothing(data: bytes) -> None:
    assert charset_of(data) is None


def test_bytes_without_meaning_are_no_text() -> None:
    made = random.Random(3)
    assert not any(charset_of(made.randbytes(200)) for _ in range(50))


def test_a_line_that_never_ends_is_told_from_its_beginning() -> None:
    words = ARTICLE_ONE["Russian"] + " "
    assert told((words * 1000).encode("cp1251")) == words * 1000


@pytest.mark.parametrize(
    ("first", "second"), [("Russian", "Greek"), ("German", "Russian"), ("Chinese, simplified", "Thai")]
)
def test_a_file_with_lines_in_two_encodings_is_not_read(first: str, second: str) -> None:
    before = ARTICLE_ONE[first].encode(WRITTEN_IN[first][0])
    assert charset_of(before + b"\n" + ARTICLE_ONE[second].encode() + b"\n" + before) is None


@pytest.mark.parametrize("language", ARTICLE_ONE)
def test_utf_8_with_a_byte_missing_is_not_read_as_something_else(language: str) -> None:
    data = ARTICLE_ONE[language].encode()
    first = next(number for number, byte in enumerate(data) if byte >= 0x80)
    assert charset_of(data[:first] + data[first + 1 :]) is None
