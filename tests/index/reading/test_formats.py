from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError, SourceUnreadable, SourceUnsupported
from index.reading import SUPPORTED, kinds, main_endings, read
from index.reading.formats import FORMATS
from tests.support.readings import assert_sound

ROOT = Path(__file__).parents[3]
AS_TEXT = [
    ".txt",
    ".md",
    ".markdown",
    ".html",
    ".htm",
    ".csv",
    ".tsv",
    ".json",
    ".jsonl",
    ".yaml",
    ".toml",
    ".py",
    ".sql",
]
"""Extensions of formats that are text in a file, and not an archive or the like."""
UNTOUCHED = [".txt", ".md", ".markdown", ".py", ".sql", ".js"]
ANY_BYTES = st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")))


def test_an_unknown_extension_is_refused_with_the_kinds_of_file_that_are_read() -> None:
    with pytest.raises(SourceUnsupported) as refusal:
        read("film.mp4", b"PK")
    message = str(refusal.value)
    assert message.startswith("film.mp4: ")
    assert len(message) < 500
    assert all(f"{each.name} ({each.extensions[0]})" in message for each in FORMATS)


def test_the_kinds_of_file_can_be_said_at_length_and_in_short() -> None:
    assert kinds().startswith("plain text (.txt), Markdown (.md), ")
    assert main_endings().startswith(".txt, .md, ")
    assert len(main_endings().split(", ")) == len(FORMATS)


def test_no_extension_and_no_media_type_belongs_to_two_formats() -> None:
    for names in ([each.extensions for each in FORMATS], [each.media_types for each in FORMATS]):
        every = [name for of_format in names for name in of_format]
        assert len(every) == len(set(every))
        assert all(name == name.lower() for name in every)


@pytest.mark.parametrize("name", ["notes", "notes.", ".md", "", "folder/", "a.md/b"])
def test_a_name_without_an_extension_is_refused(name: str) -> None:
    with pytest.raises(SourceUnsupported):
        read(name, b"words")


@pytest.mark.parametrize("name", ["RULES.TXT", "Rules.Md", "rules.MARKDOWN", "rules.HtM", "rules.Html"])
def test_the_extension_may_be_in_any_case(name: str) -> None:
    assert "be kind" in read(name, b"<p>Rule one: be kind to each other.</p>").text


@pytest.mark.parametrize("extension", AS_TEXT)
@pytest.mark.parametrize("data", [b"", b"  \r\n\t \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
def test_a_file_without_text_is_refused(extension: str, data: bytes) -> None:
    with pytest.raises(SourceUnreadable, match="the file is empty; add one with text in it"):
        read(f"rules{extension}", data)


@pytest.mark.parametrize("extension", SUPPORTED)
@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"words\0words", b"words\x01", b"\x7fELF\2\1\1\0"])
def test_binary_data_is_refused_whatever_the_file_is_called(extension: str, data: bytes) -> None:
    with pytest.raises(SourceUnreadable):
        read(f"rules{extension}", data)


@pytest.mark.parametrize("extension", [".txt", ".md", ".csv", ".json", ".py"])
@pytest.mark.parametrize("data", ["Straße".encode("latin-1"), b"\xff\xfe\xfd", "你".encode("gb18030"), b"a\xc0\xafb"])
def test_text_in_an_uncertain_encoding_is_refused_with_the_advice_to_save_it_as_utf_8(
    extension: str, data: bytes
) -> None:
    with pytest.raises(SourceUnreadable, match="save it as UTF-8"):
        read(f"rules{extension}", data)


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
    if extension in UNTOUCHED and not reading.notes:
        assert reading.text.encode("utf-8") == data or data.startswith((b"\xff\xfe", b"\xfe\xff"))


def test_a_page_that_is_all_furniture_keeps_it_all() -> None:
    reading = read("form.txt", b"Leave a Reply\n\nName *\n\nEmail *\n\nPost Comment\n")
    assert reading.furniture == ()


def test_a_heading_that_is_furniture_is_not_a_heading_of_the_document() -> None:
    text = "# Rules\n\nBe kind to everyone here.\n\n## Leave a Reply\n\nYour email address will not be published.\n"
    reading = read("rules.md", text.encode())
    assert [heading.text for heading in reading.headings] == ["Rules"]
    assert [span.of(text) for span in reading.furniture] == [text[text.index("## Leave") :].rstrip()]


def test_no_parser_is_loaded_before_a_file_needs_it() -> None:
    heavy = {"lxml", "trafilatura", "markdown_it", "yaml", "docx", "pptx", "pypdf", "python_calamine"}
    program = f"import sys, index.reading; print(*sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
