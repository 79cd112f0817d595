from __future__ import annotations

import pytest

from index.errors import SourceUnreadable
from index.reading import read


def page(charset: str, words: str, encoding: str | None = None) -> bytes:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}<title>x</title></head><body><p>{words}</p></body></html>".encode(encoding or charset)


@pytest.mark.parametrize(
    ("charset", "words"),
    [
        ("utf-8", "Straße – “naïve” 日本"),
        ("iso-8859-1", "Straße, naïve"),
        ("windows-1252", "Straße – “naïve” €5"),
        ("iso-8859-15", "Straße €5"),
        ("windows-1251", "Привет, мир"),
        ("koi8-r", "Привет, мир"),
        ("shift_jis", "こんにちは世界"),
        ("euc-jp", "こんにちは世界"),
        ("gb2312", "你好世界"),
        ("gbk", "你好世界"),
        ("big5", "你好世界"),
        ("euc-kr", "안녕하세요"),
    ],
)
def test_a_page_is_read_in_the_encoding_it_declares(charset: str, words: str) -> None:
    assert read("page.html", page(charset, words)).text == words


def test_a_page_that_says_latin_1_means_the_windows_characters_as_browsers_do() -> None:
    assert read("page.html", page("iso-8859-1", "“quoted” – €5", "windows-1252")).text == "“quoted” – €5"


@pytest.mark.parametrize(
    "head",
    [
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">',
        "<META CHARSET=windows-1252>",
        '<?xml version="1.0" encoding="windows-1252"?>',
    ],
)
def test_the_encoding_is_found_in_every_way_a_page_may_declare_it(head: str) -> None:
    data = f"{head}<html><body><p>Straße – fünf</p></body></html>".encode("windows-1252")
    assert read("page.html", data).text == "Straße – fünf"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_counts_for_more_than_the_declaration(encoding: str) -> None:
    assert read("page.html", page("windows-1252", "Straße – 日本", encoding)).text == "Straße – 日本"


def test_valid_utf_8_counts_for_more_than_a_wrong_declaration() -> None:
    assert read("page.html", page("windows-1251", "Straße – 日本", "utf-8")).text == "Straße – 日本"


@pytest.mark.parametrize("charset", ["", "utf-8", "x-unknown", "utf-7", "idna", "unicode_escape", "zlib", "utf-16"])
def test_a_page_whose_bytes_are_not_what_it_declares_is_refused(charset: str) -> None:
    with pytest.raises(SourceUnreadable, match="save it as UTF-8"):
        read("page.html", page(charset, "Straße", "latin-1"))
