from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Reading
from index.errors import SourceError, SourceUnreadable, SourceUnsupported
from index.reading import SUPPORTED, read

ROOT = Path(__file__).parents[3]
ANY_BYTES = st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")))


def assert_sound(reading: Reading) -> None:
    """Check what every reading promises: spans within the text, in order, apart, and headings that say their words."""
    position = 0
    for span in reading.furniture:
        assert position <= span.start < span.end <= len(reading.text)
        position = span.end + 1
    starts = [heading.span.start for heading in reading.headings]
    assert starts == sorted(set(starts))
    for heading in reading.headings:
        assert 1 <= heading.level <= 6
        assert 0 <= heading.span.start < heading.span.end <= len(reading.text)
    assert reading.title
    assert "\n" not in reading.title


def test_an_unknown_extension_is_refused_with_the_extensions_that_are_read() -> None:
    with pytest.raises(SourceUnsupported) as refusal:
        read("minutes.docx", b"PK")
    message = str(refusal.value)
    assert message.startswith("minutes.docx: ")
    assert all(extension in message for extension in SUPPORTED)


@pytest.mark.parametrize("name", ["notes", "notes.", ".md", "", "folder/", "a.md/b"])
def test_a_name_without_an_extension_is_refused(name: str) -> None:
    with pytest.raises(SourceUnsupported):
        read(name, b"words")


@pytest.mark.parametrize("name", ["RULES.TXT", "Rules.Md", "rules.MARKDOWN", "rules.HtM", "rules.Html"])
def test_the_extension_may_be_in_any_case(name: str) -> None:
    assert "be kind" in read(name, b"<p>Rule one: be kind to each other.</p>").text


@pytest.mark.parametrize("extension", SUPPORTED)
@pytest.mark.parametrize("data", [b"", b"  \r\n\t \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
def test_a_file_without_text_is_refused(extension: str, data: bytes) -> None:
    with pytest.raises(SourceUnreadable, match="the file is empty; add one with text in it"):
        read(f"rules{extension}", data)


@pytest.mark.parametrize("extension", SUPPORTED)
@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"words\0words", b"words\x01", b"w\0o\0r\0d\0"])
def test_binary_data_is_refused_whatever_the_file_is_called(extension: str, data: bytes) -> None:
    with pytest.raises(SourceUnreadable):
        read(f"rules{extension}", data)


@pytest.mark.parametrize("extension", [".txt", ".md"])
@pytest.mark.parametrize("encoding", ["latin-1", "utf-16", "shift-jis"])
def test_text_that_is_not_utf_8_is_refused_with_the_advice_to_save_it_as_utf_8(extension: str, encoding: str) -> None:
    words = "こんにちは" if encoding == "shift-jis" else "Straße über den Fluß"
    with pytest.raises(SourceUnreadable, match="save it as UTF-8"):
        read(f"rules{extension}", words.encode(encoding))


def test_overlong_utf_8_is_refused() -> None:
    with pytest.raises(SourceUnreadable):
        read("rules.txt", b"a\xc0\xafb")


def test_terminal_colours_and_form_feeds_are_text() -> None:
    assert read("log.txt", b"\x1b[31mred\x1b[0m\x0cnext page").text == "\x1b[31mred\x1b[0m\x0cnext page"


@pytest.mark.parametrize("name", ["/secret/place/rules.txt", "C:\\secret\\place\\rules.txt", "../../secret/rules.txt"])
def test_an_error_names_the_file_and_never_its_folder(name: str) -> None:
    with pytest.raises(SourceUnreadable) as refusal:
        read(name, b"")
    assert str(refusal.value).startswith("rules.txt: ")
    assert "secret" not in str(refusal.value)


@given(name=st.text(max_size=60), extension=st.sampled_from([*SUPPORTED, ".exe", ""]))
def test_an_error_is_one_line_whatever_the_file_is_called(name: str, extension: str) -> None:
    with pytest.raises(SourceError) as refusal:
        read(name + extension, b"")
    message = str(refusal.value)
    assert len(message.splitlines()) == 1
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", message)


def test_a_very_long_name_is_cut_and_its_extension_still_counts() -> None:
    with pytest.raises(SourceUnreadable) as refusal:
        read("n" * 5000 + ".md", b"")
    assert len(str(refusal.value)) < 250


@given(extension=st.sampled_from(SUPPORTED), data=ANY_BYTES)
def test_any_bytes_give_a_sound_reading_or_a_refusal(extension: str, data: bytes) -> None:
    try:
        reading = read(f"any{extension}", data)
    except SourceError:
        return
    assert_sound(reading)
    if extension in {".txt", ".md", ".markdown"}:
        assert reading.text == data.decode("utf-8")


def test_a_page_that_is_all_furniture_keeps_it_all() -> None:
    reading = read("form.txt", b"Leave a Reply\n\nName *\n\nEmail *\n\nPost Comment\n")
    assert reading.furniture == ()


def test_a_heading_that_is_furniture_is_not_a_heading_of_the_document() -> None:
    text = "# Rules\n\nBe kind to everyone here.\n\n## Leave a Reply\n\nYour email address will not be published.\n"
    reading = read("rules.md", text.encode())
    assert [heading.text for heading in reading.headings] == ["Rules"]
    assert [span.of(text) for span in reading.furniture] == [text[text.index("## Leave") :].rstrip()]


def test_no_parser_is_loaded_before_a_file_needs_it() -> None:
    heavy = {"lxml", "trafilatura", "markdown_it"}
    program = f"import sys, index.reading; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
