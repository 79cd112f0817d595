from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import LibraryError, SourceUnreadable
from index.reading import read
from index.reading.spans import outside

BLOG = """<!doctype html><html><head><meta charset="utf-8"><title>Club rules | The Club</title></head><body>
<header><div class="top"><a href="/">Home</a> <a href="/news">News</a></div>
<nav><ul><li><a href="/a">About</a></li></ul></nav></header>
<div id="cookie-banner"><p>We use cookies to improve your experience.</p><button>Accept all cookies</button></div>
<main><article><h1>Club <em>rules</em></h1><p class="by">By Ann Lee, 3 May</p>
<p>Members meet on <b>Tuesdays</b> at seven.<br>Doors open at <a href="/x">six thirty</a>, or earlier in summer.</p>
<h2>Fees<a class="headerlink" href="#fees">¶</a></h2>
<p>The fee is 20 euros a year, payable in January by bank transfer to the treasurer.</p>
<ul><li>Students pay <i>10 euros</i>.</li><li><p>Children pay nothing.</p><p>Not even for guests.</p></li></ul>
<table><caption>The rooms</caption><tr><th>Room</th><th>Seats</th></tr>
<tr><td>Blue <b>hall</b></td><td>40</td></tr></table>
<pre>def f(x):
    return x  <br>print(f(2))
</pre>
<figure><img src="a.jpg" alt="hall"><figcaption>Photo by Ann Lee on Unsplash</figcaption></figure>
<h3>Guests</h3><details><summary>May I bring a guest?</summary><p>Guests are welcome twice a year, and they must
sign the book at the door.</p></details></article></main>
<div class="related"><h3>Related posts</h3><ul><li><a href="/1">How we chose the hall</a></li></ul></div>
<div id="comments"><h3>Leave a Reply</h3><p>Your email address will not be published.</p><label>Name *</label></div>
<footer>© 2024 The Club. All rights reserved.</footer><script>alert("never")</script></body></html>"""


def shown(html: str) -> str:
    return read("page.html", f"<html><body>{html}</body></html>".encode()).text


def searched(html: str) -> str:
    """Return what of a page is left to search."""
    reading = read("page.html", html.encode())
    return "".join(outside(reading.text, reading.furniture))


def test_a_blog_post_is_written_out_block_by_block() -> None:
    reading = read("club.html", BLOG.encode())
    assert reading.title == "Club rules"
    assert (
        """Club rules

By Ann Lee, 3 May

Members meet on Tuesdays at seven.
Doors open at six thirty, or earlier in summer.

Fees

The fee is 20 euros a year, payable in January by bank transfer to the treasurer.

- Students pay 10 euros.
- Children pay nothing.
Not even for guests.

The rooms

Room | Seats
Blue hall | 40

def f(x):
    return x
print(f(2))

Photo by Ann Lee on Unsplash

Guests

May I bring a guest?

Guests are welcome twice a year, and they must sign the book at the door."""
        in reading.text
    )


def test_headings_have_their_level_and_stand_at_their_span() -> None:
    reading = read("club.html", BLOG.encode())
    found = [(heading.level, heading.text) for heading in reading.headings]
    assert found == [(1, "Club rules"), (2, "Fees"), (3, "Guests")]
    assert all(heading.span.of(reading.text) == heading.text for heading in reading.headings)


@pytest.mark.parametrize(
    "clutter",
    ["Home", "News", "About", "cookies", "Unsplash", "Related", "How we chose", "Leave a Reply", "Name", "©", "never"],
)
def test_what_stands_around_the_article_is_not_left_to_search(clutter: str) -> None:
    assert clutter not in searched(BLOG)


@pytest.mark.parametrize(
    "words", ["Club rules", "By Ann Lee", "Blue hall | 40", "return x", "May I bring", "the door."]
)
def test_all_of_the_article_is_left_to_search(words: str) -> None:
    assert words in searched(BLOG)


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Notice</h1><p>Closed on Friday.</p>",
        "<h1>Hours</h1><table><tr><td>Mon</td><td>9 to 5</td></tr><tr><td>Tue</td><td>9 to 5</td></tr></table>",
        "<h1>FAQ</h1>" + "<details><summary>How much?</summary><p>It is forty euros a year for all.</p></details>" * 9,
        "<h1>Terms</h1><dl><dt>Chair</dt><dd>Runs the meeting of all members.</dd><dt>Quorum</dt><dd>Ten.</dd></dl>",
        "<h1>A</h1>" + "".join(f"<h2>Part {n}</h2><p>Short text number {n}.</p>" for n in range(9)),
        "<h1>Links</h1><ul>" + "".join(f"<li><a href='/{n}'>Rule {n}: be kind</a></li>" for n in range(9)) + "</ul>",
        "<h1>Song</h1>Line one<br>Line two<br><br>Second stanza<br>last line",
        "<div>Just some words in a box</div>",
        "<p>The club is a place for all who like to play chess.</p><p>H<sub>2</sub>O: free</p><pre>reset --hard</pre>",
    ],
)
def test_nothing_of_a_simple_page_is_lost(body: str) -> None:
    assert read("page.html", f"<html><body>{body}</body></html>".encode()).furniture == ()


def test_where_trafilatura_fails_the_whole_page_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    assert "Members meet on Tuesdays" in searched(BLOG)


def test_what_a_browser_does_not_show_is_not_read() -> None:
    unseen = [
        "<script>no</script>",
        "<style>no</style>",
        "<template>no</template>",
        "<noscript>no</noscript>",
        "<p hidden>no</p>",
        "<p style='color:red; DISPLAY : none'>no</p>",
        "<span aria-hidden='true'>no</span>",
        "<nav>no</nav>",
        "<div role='dialog'>no</div>",
        "<!-- no -->",
        "<select><option>no</option></select>",
        "<span class='mw-editsection'>[<a href='/edit'>no</a>]</span>",
        "<svg><title>no</title></svg>",
    ]
    assert shown(f"Before {' '.join(unseen)} after.") == "Before after."


def test_white_space_and_characters_without_a_glyph_do_not_split_words() -> None:
    assert shown("<p>Treas\u00adur\u200ber\n\t of&nbsp;the <b>cl</b>ub\ufeff</p>") == "Treasurer of the club"


def test_a_nested_list_gives_each_item_its_line() -> None:
    assert (
        shown("<ul><li>one<ul><li>two</li></ul>more</li></ul><ol><li>three</li></ol>") == "- one\n- two\nmore\n- three"
    )


def test_a_table_that_lays_out_the_page_is_read_as_paragraphs() -> None:
    html = "<table><tr><td>Left words</td><td><h1>Rules</h1><p>Be kind.</p></td></tr></table>"
    assert shown(html) == "Left words\n\nRules\n\nBe kind."


def test_a_table_keeps_empty_cells_and_drops_empty_rows() -> None:
    html = "<table><tr><td>a</td><td></td><td><p>c</p><p>d</p></td></tr><tr><td></td></tr></table>"
    assert shown(html) == "a |  | c d"


def test_preformatted_text_keeps_its_spaces_and_blank_lines() -> None:
    assert shown("<p>See:</p><pre><code>a  b\n\n    c</code></pre>") == "See:\n\na  b\n\n    c"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Rules | Club</title>", "<h1>Rules</h1>x", "Rules"),
        ("<title>Club news</title>", "<h1>Rules</h1>x", "Club news"),
        ("<title>Club</title><meta property='og:title' content=' The rules '>", "x", "The rules"),
        ("<title>Fish &amp; <b>chips</title>", "x", "Fish & <b>chips"),
        ("<title> </title>", "<h2>Two</h2><h1>One</h1>x", "One"),
        ("", "x", "club rules"),
    ],
)
def test_the_title_is_declared_or_the_top_heading_or_the_name(head: str, body: str, title: str) -> None:
    assert read("club-rules.html", f"<html><head>{head}</head><body>{body}</body></html>".encode()).title == title


@pytest.mark.parametrize(
    "html", ["<html><body></body></html>", "<script>x</script>", "<!-- x -->", "<p>&nbsp;</p>", "<a <a"]
)
def test_a_page_that_shows_no_text_is_refused(html: str) -> None:
    with pytest.raises(SourceUnreadable):
        read("page.html", html.encode())


@pytest.mark.parametrize(
    "html",
    [
        *(f"<html><body>before {('<' + tag + '>') * 100_000}words" for tag in ("div", "b", "ul", "blockquote")),
        f"<html><body>before <p title='{'x' * 11_000_000}'>words</p> after</body></html>",
        f"<html><body>before <p>{'word ' * 2_200_000}</p> after</body></html>",
    ],
)
def test_a_page_beyond_the_limits_of_the_parser_is_refused_rather_than_cut(html: str) -> None:
    with pytest.raises(SourceUnreadable, match="too long or nested too deeply"):
        read("page.html", html.encode())


@pytest.mark.parametrize("piece", ["<p>words", "<a href=x>words</a> ", "words<br>", "<li>words", "<!-- x -->words "])
def test_a_page_of_very_many_elements_is_read(piece: str) -> None:
    assert read("page.html", f"<html><body>{piece * 5_000}</body></html>".encode()).text.count("words") == 5_000


TAGS = [
    "<p>",
    "<li>",
    "<ul>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<h2>",
    "</h2>",
    "<pre>",
    "</pre>",
    "<nav>",
]


@given(st.lists(st.sampled_from([*TAGS, "</nav>", "<br>", "<div hidden>", "</div>", "words ", "more\n", "&nbsp;"])))
def test_headings_stand_at_their_spans_however_broken_the_markup_is(pieces: list[str]) -> None:
    html = f"<html><body>start {''.join(pieces)}</body></html>"
    reading = read("page.html", html.encode())
    assert "start" in reading.text
    assert all(heading.span.of(reading.text) == heading.text for heading in reading.headings)
    assert "\n\n\n" not in reading.text or "<pre>" in pieces


def test_third_party_pages_and_texts_are_read_or_refused_and_nothing_else(shared: Path) -> None:
    office, text = shared / "attacks" / "office", shared / "attacks" / "text"
    pages = sorted(office.glob("*.html"))
    assert pages
    files = [*pages, *office.glob("*.txt"), *office.glob("*TXT*"), *text.iterdir(), office / "random.bin"]
    for path in files:
        for extension in (".html", ".md", ".txt"):
            read_or_refused(path.name + extension, path.read_bytes())


@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.soak)])
def test_naughty_strings_are_read_or_refused_as_text_and_as_names(shared: Path, every: int) -> None:
    for words in json.loads((shared / "attacks" / "text" / "naughty-strings.json").read_text("utf-8"))[::every]:
        for extension in (".html", ".md", ".txt"):
            read_or_refused(f"words{extension}", words.encode("utf-8", "surrogatepass"))
            read_or_refused(words + extension, b"plain words")


def read_or_refused(name: str, data: bytes) -> None:
    with suppress(LibraryError):
        assert read(name, data).text.strip()


@pytest.mark.parametrize("element", ["main", "article", "section", "div"])
def test_a_page_that_leaves_out_its_body_is_read(element: str) -> None:
    page = f"<!DOCTYPE html><title>Ferries</title><{element}><h1>Times</h1><p>It sails at noon.</p></{element}>"

    reading = read("ferries.html", page.encode())

    assert (reading.title, reading.text) == ("Ferries", "Times\n\nIt sails at noon.")
