from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceUnreadable
from index.reading import read
from tests.support.languages import ARTICLE_ONE


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


@pytest.mark.parametrize("charset", ["utf-8", "x-unknown", "utf-7", "idna", "unicode_escape", "zlib", "utf-16"])
def test_a_page_whose_bytes_are_not_what_it_declares_is_refused(charset: str) -> None:
    with pytest.raises(SourceUnreadable, match="save it as UTF-8"):
        read("page.html", page(charset, "Straße", "latin-1"))


def test_a_page_that_declares_nothing_is_read_by_its_letters() -> None:
    words = ARTICLE_ONE["Russian"]
    reading = read("page.html", page("", words, "koi8-r"))
    assert reading.text == words
    assert reading.notes == ("The file was read as KOI8-R.",)


@pytest.mark.parametrize("extension", [".txt", ".md"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
    ],
)
def test_a_byte_order_mark_tells_the_encoding(extension: str, encoding: str, mark: bytes) -> None:
    reading = read(f"notes{extension}", mark + "Straße – 日本 🎉".encode(encoding))
    assert reading.text == "Straße – 日本 🎉"
    assert reading.notes == ()


@pytest.mark.parametrize(("encoding", "name"), [("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"), ("utf-32", "UTF-32")])
def test_wide_characters_without_a_mark_are_read_where_the_text_is_plain(encoding: str, name: str) -> None:
    data = ARTICLE_ONE["German"].encode(encoding).removeprefix(codecs.BOM_UTF32_LE)
    reading = read("notes.txt", data)
    assert reading.text == ARTICLE_ONE["German"]
    assert reading.notes == (f"The file was read as {name}.",)


@pytest.mark.parametrize(
    "data", ["日本 語".encode("utf-16-le"), b"a\0b", b"\0", b"\xff\xfea", b"\xff\xfe\0\xd8", b"ab\0\0c"]
)
def test_wide_characters_that_leave_a_doubt_or_break_off_are_refused(data: bytes) -> None:
    with pytest.raises(SourceUnreadable):
        read("notes.txt", data)


def test_text_in_an_older_encoding_is_read_with_a_note_of_which() -> None:
    words = ARTICLE_ONE["Japanese"]
    reading = read("notes.txt", words.encode("shift_jis"))
    assert reading.text == words
    assert reading.notes == ("The file was read as Shift-JIS.",)


def test_japanese_mail_is_read() -> None:
    words = ARTICLE_ONE["Japanese"]
    assert read("notes.txt", words.encode("iso2022_jp")).text == words


@pytest.mark.parametrize("words", ["Grüße", "Olé, señor + señora", "日本", "«1 + 1»"])
def test_utf_7_is_refused(words: str) -> None:
    with pytest.raises(SourceUnreadable, match="save it as UTF-8"):
        read("notes.txt", words.encode("utf-7"))


@pytest.mark.parametrize(
    "text", ["1 + 1 = 2", "call +4915112345678 now", "C++ and c++-", "a+b-c", "x+-y", "+", "+1-800-555"]
)
def test_plus_signs_are_no_utf_7(text: str) -> None:
    assert read("notes.txt", text.encode()).text == text


@pytest.mark.parametrize(
    "data", [b"a\xc0\xafb", b"\xe0\x80\xaf", b"\xf0\x80\x80\xaf", b"\xed\xa0\x80x", b"\xf4\x90\x80\x80x", b"abc\xc3"]
)
def test_bytes_that_only_look_like_utf_8_are_refused(data: bytes) -> None:
    with pytest.raises(SourceUnreadable, match="save it as UTF-8"):
        read("rules.txt", b"The rules of the club. " + data)


@given(st.binary(min_size=1, max_size=200), st.sampled_from(["", "\ufeff", "Grüße"]))
def test_any_bytes_are_their_utf_8_or_a_text_that_can_be_written_back(data: bytes, before: str) -> None:
    data = before.encode() + data
    with suppress(SourceUnreadable):
        reading = read("notes.txt", data)
        if not reading.notes and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            assert reading.text == data.decode("utf-8")
        reading.text.encode("utf-8")
