from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError, SourceUnreadable
from index.reading import read

LINES = st.sampled_from(
    """# One|## Two ##|Three\n===|Four\nmore\n---|```|~~~~|words||> # quoted|- # listed|---|    # code|<!-- # hidden -->
    |<div>|\ufeff# mark|#|###### *Six* `x`|[a]: /b|title: x|\t# x""".replace("\n    |", "|").split("|")
)
WORD = re.compile(r"\w+")
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def headings(text: str) -> list[tuple[int, str, str]]:
    reading = read("notes.md", text.encode())
    assert reading.text == text
    return [(heading.level, heading.text, heading.span.of(text)) for heading in reading.headings]


def furniture(text: str) -> list[str]:
    return [span.of(text) for span in read("notes.md", text.encode()).furniture]


def test_headings_of_both_kinds_have_their_level_words_and_whole_lines() -> None:
    text = "Title\n=====\n\nwords\n\n## Fees ##\n\nwords\n\nSecond\npart\n---\n\n  ### Guests\nwords\n"
    assert headings(text) == [
        (1, "Title", "Title\n====="),
        (2, "Fees", "## Fees ##"),
        (2, "Second part", "Second\npart\n---"),
        (3, "Guests", "  ### Guests"),
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_headings_are_found_where_they_stand_whatever_ends_the_lines(end: str) -> None:
    text = "# Rules\n\nBe kind.\n\nFees\n----\n\nTwenty euros.\n\n## Last\n".replace("\n", end)
    assert headings(text) == [(1, "Rules", "# Rules"), (2, "Fees", f"Fees{end}----"), (2, "Last", "## Last")]


def test_line_separators_that_markdown_does_not_know_do_not_shift_headings() -> None:
    text = "a\x0bb\x0cc\u2028d\u0085e\n\n# Rules\n"
    assert headings(text) == [(1, "Rules", "# Rules")]


def test_a_byte_order_mark_hides_no_heading() -> None:
    assert headings("\ufeff# Rules\n\nBe kind.\n") == [(1, "Rules", "# Rules")]


def test_a_heading_says_what_a_reader_sees() -> None:
    text = '## The *second* [law](https://example.org "x") of `f(x)` &amp; <b>more</b> ![pic](a.png)\n'
    assert headings(text)[0][:2] == (2, "The second law of f(x) & more pic")


def test_a_heading_may_refer_to_a_link_defined_later() -> None:
    assert headings("## See [the law][1]\n\nwords\n\n[1]: https://example.org\n")[0][1] == "See the law"


@pytest.mark.parametrize(
    "text",
    [
        "```\n# code\n```\n",
        "~~~python\n# code\n",
        "    # indented code\n",
        "> # quoted\n",
        "- # listed\n",
        "<!--\n# hidden\n-->\nwords\n",
        "#hashtag\n",
        "#\n\nwords\n",
        "\\# not one\n",
    ],
)
def test_what_only_looks_like_a_heading_is_none(text: str) -> None:
    assert headings(text) == []


@given(st.lists(LINES), ENDS)
def test_every_heading_says_its_words_on_whole_lines_of_the_untouched_text(lines: list[str], end: str) -> None:
    text = "\n".join(lines).replace("\n", end)
    try:
        found = headings(text)
    except SourceError:
        return
    for level, words, line in found:
        assert 1 <= level <= 6
        assert all(word in line for word in WORD.findall(words.replace("x", "")))  # "[a]: b" says "a: b"
        start = text.index(line)
        assert start == 0 or text[start - 1] in "\r\n\ufeff" or text.count(line) > 1


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("## Two\n\n# House *rules*\n\n# Other\n", "House rules"),
        ("---\ntitle: 'From the top'\n---\n\n# From a heading\n", "From a heading"),
        ('---\nauthor: Ann\ntitle: "From the top"\n---\n\n## Two\n', "From the top"),
        ("\ufeff---\r\ntitle: From the top\r\n---\r\nwords", "From the top"),
        ("words\n\n## Two\n", "house rules"),
        ("---\ntitle:\n---\nwords", "house rules"),
    ],
)
def test_the_title_is_the_first_top_heading_or_stands_in_front_or_is_the_name(text: str, title: str) -> None:
    assert read("house-rules.md", text.encode()).title == title


def test_front_matter_is_furniture_and_its_comments_are_no_headings() -> None:
    text = "---\n# made by hand\ntitle: Rules\ntags:\n  - one\n- two\n---\n# Rules\n\nBe kind.\n"
    assert furniture(text) == [text[: text.index("# Rules")].rstrip()]
    assert headings(text) == [(1, "Rules", "# Rules")]


@pytest.mark.parametrize(
    "text", ["---\nA rule above prose.\n---\nmore\n", "---\ntitle: never closed\n\nwords\n", "---\n---\nwords\n"]
)
def test_a_rule_at_the_top_is_not_front_matter(text: str) -> None:
    assert furniture(text) == []


def test_comments_are_furniture_within_a_line_and_over_several() -> None:
    text = "<!-- one\r\ntwo -->\r\n\r\nBe <!-- very --> kind.\r\n\r\n- item <!-- three -->\r\n"
    assert furniture(text) == ["<!-- one\r\ntwo -->", "<!-- very -->", "<!-- three -->"]


@pytest.mark.parametrize(
    "text",
    [
        "Write `<!-- note -->` to leave a note.\n",
        "```html\n<!-- note -->\n```\n",
        "    <!-- note -->\n",
        "Never closed: <!-- note\n",
    ],
)
def test_code_that_shows_a_comment_is_not_one(text: str) -> None:
    assert furniture(text) == []


def test_a_backtick_without_its_fellow_hides_no_comment() -> None:
    assert furniture("A `` here and <!-- note --> there, `<!-- code -->` too.\n") == ["<!-- note -->"]


@pytest.mark.parametrize("text", ["---\ntitle: Rules\n---\n", "<!-- nothing else -->\n", "---\ntitle: Rules\n---"])
def test_a_file_with_nothing_to_read_in_it_is_refused(text: str) -> None:
    with pytest.raises(SourceUnreadable, match="holds no text"):
        read("notes.md", text.encode())


@pytest.mark.soak
@pytest.mark.parametrize("piece", ["> ", "- ", "[", "![[", "` `` ", "<!-- ", "1. ", "# a\n", "a\n=\n", "<div>\n"])
def test_deep_and_repeated_markup_is_read(piece: str) -> None:
    text = piece * 20_000 + "end"
    assert read("notes.md", text.encode()).text == text


def test_the_sample_document_has_a_title_and_headed_sections_and_no_clutter() -> None:
    path = Path(__file__).parents[3] / "docs" / "sample" / "ai-travel-guidance.md"
    reading = read(path.name, path.read_bytes())
    assert reading.title == reading.headings[0].text == "China's Travel Guidance for AI Experts"
    assert [heading.level for heading in reading.headings] == [1, 2, 2, 2, 2, 2, 2]
    assert all(span.of(reading.text).startswith("<!--") for span in reading.furniture)
