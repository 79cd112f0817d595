from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.documents import Heading, Span
from index.reading import read
from index.reading.boilerplate.furniture import find_furniture

BEFORE = "The club meets every Tuesday evening in the blue hall near the river."
AFTER = "New members pay their first fee within thirty days of joining."

FURNITURE = [
    "Image source: Ann Lee / example.org",
    "Image credit: NASA",
    "Featured image courtesy of NASA",
    "Photo: Ann Lee",
    "Photo: Reuters",
    "Photo by Ann Lee on Unsplash",
    "*Photo by Ann Lee*",
    "Leave a Reply",
    "Leave a comment",
    "Leave a Reply to Ann Cancel reply",
    "Your email address will not be published.",
    "Required fields are marked *",
    "Your email address will not be published. Required fields are marked *",
    "Save my name, email, and website in this browser for the next time I comment.",
    "Post Comment",
    "Name *",
    "Email (required)",
    "Website (optional)",
    "Notify me of follow-up comments by email.",
    "Notify me of new posts by email.",
    "Share this:",
    "Share on Facebook",
    "Click to share on X (Opens in new window)",
    "Like this: Loading…",
    "Skip to content",
    "[Skip to content](#main)",
    "Advertisement",
    "ADVERTISEMENT",
    "Sign up for our newsletter",
    "Subscribe to our weekly newsletter",
    "Subscribe",
    "Related posts",
    "Related posts\n- The second hall\n- [Why we moved](/why)",
    "Previous post",
    "Previous post: The old hall",
    "Next post →",
    "Read more",
    "Back to top",
    "Log in",
    "© 2024 Example Ltd. All rights reserved.",
    "We use cookies to improve your experience.",
    "We use cookies to count visits.\nAccept all cookies\nReject all",
    "Accept all cookies",
    "By continuing to browse this site, you agree to our use of cookies.",
    "This site uses Akismet to reduce spam. Learn how your comment data is processed.",
    "Home | About | Contact",
    "Home · News · Hall · Contact",
    "Privacy Policy | Terms of Use",
    "Home > News > Hall",
    "Home\nAbout\nThe hall\nContact",
    "- [Home](/)\n- [News](/news)\n- [Hall](/hall)\n- [Contact](/contact)",
    "- [Meetings](#meetings)\n- [Fees](#fees)\n- [Guests](#guests)",
]

PROSE = [
    "Members can leave a reply in the forum within 24 hours.",
    "Leave a reply in the forum.",
    "Image source code is under MIT.",
    "- Image source: docker.io/library/nginx\n- Port: 80",
    "Photo: required, 35 x 45 mm, not older than a year",
    "Photo: Required",
    "Name: Ann Lee\nPhoto: Ann Lee\nPhone: 12",
    "Photo by members are welcome in the channel",
    "Image: Ubuntu 22.04",
    "How do I subscribe?\nSubscribe to our newsletter on the site.",
    "How do I get in?\n\nLog in",
    "Subscribe to our channel by pressing the bell under each film and choosing to be told of all of them.",
    "Read more books.",
    "Next post office: Main Street 5",
    "Post comments politely.",
    "Required fields are marked * in the form below.",
    "Your email address will not be published without your consent.",
    "Sharing on Facebook is up to the members.",
    "Bake the cookies for ten minutes.",
    "We use cookies to make the base of the cheesecake.",
    "We use cookies to improve your experience. A cookie is a small file.\n\nCookies expire after a year.",
    "By using this website, you agree to these terms.",
    "Steps:\nLog in\nRead more\nSubscribe\nLog out",
    "1. Log in\n2. Subscribe\n3. Share",
    "File > Open > Recent",
    "The site has these pages:\n- Home\n- About\n- Contact\n- Blog",
    "- Home\n- Health\n- Travel\n- Cooking\n- Events",
    "Health\nScience\nTravel\nEvents",
    "Ann Lee\nBen Ito\nCara Diaz\nDan Wu\nEve Fox",
    "Home is the sailor\nhome from sea\nand the hunter\nhome from the hill",
    "- flour\n- sugar\n- cookies\n- milk",
    "| Home | About | Contact |\n|---|---|---|\n| 1 | 2 | 3 |",
    "Home | News | Contact\n1 | 2 | 3",
    "Advertisement\n\nA paid notice in a paper.\n\nByline\n\nThe name of the writer of a piece.",
    "Byline\n\nThe name of the writer of a piece.\n\nSubscribe\n\nTo pay for every issue in advance.",
    "```\nSkip to content\n\nAdvertisement\n```",
    "Copyright (c) 2024 Ann Lee",
    "Website",
    "Contact",
    "Menu",
    "Like this:",
]


def marked(text: str) -> list[str]:
    return [span.of(text) for span in find_furniture(text)]


def marked_in_markdown(text: str) -> list[str]:
    return [span.of(text) for span in read("a.md", text.encode()).furniture]


@pytest.mark.parametrize("furniture", FURNITURE)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_furniture_is_marked_wherever_it_stands(furniture: str, end: str) -> None:
    furniture = furniture.replace("\n", end)
    for paragraphs in ([furniture, BEFORE, AFTER], [BEFORE, furniture, AFTER], [BEFORE, AFTER, furniture]):
        assert marked((end * 2).join(paragraphs)) == [furniture]


@pytest.mark.parametrize("prose", PROSE)
def test_what_the_document_says_is_kept(prose: str) -> None:
    assert marked("\n\n".join([BEFORE, prose, AFTER, BEFORE, AFTER])) == []
    assert marked("\n\n".join([prose, AFTER, BEFORE, AFTER])) == []
    assert marked(prose) == []


@pytest.mark.parametrize("text", ["", "\n\n", "Leave a Reply", "Home | About | Contact\n\nAccept all cookies"])
def test_where_everything_would_be_furniture_nothing_is(text: str) -> None:
    assert marked(text) == []


def test_a_comment_form_is_one_block() -> None:
    form = "Leave a Reply\n\nName *\n\nEmail *\n\nWebsite\n\nPost Comment"
    assert marked(f"{BEFORE}\n\n{form}\n\n{AFTER}") == [form]


def test_neighbours_that_may_be_titles_are_kept() -> None:
    assert marked(f"{BEFORE}\n\nShare this:\n\nContact\n\nWrite to the board at any time.") == ["Share this:"]


def test_a_heading_is_furniture_only_if_all_under_it_is() -> None:
    guide = "## Leave a comment\n\nPress the box under the post, then write."
    assert marked_in_markdown(f"{guide}\n\n## Subscribe\n\n### By post\n\nSend a card.\n") == []
    related = "## Related posts\n\n- The second hall\n- Why we moved"
    assert marked_in_markdown(f"# Hall\n\n{BEFORE}\n\n{related}\n\n## Fees\n\n{AFTER}\n") == [related]


def test_related_articles_that_are_described_in_sentences_are_kept() -> None:
    text = f"{BEFORE}\n\n## Related articles\n\n- Fees\n- Guests: they sign the book at the door.\n"
    assert marked_in_markdown(text) == []


def test_a_table_of_contents_goes_with_its_heading() -> None:
    contents = "## Contents\n\n- [Meetings](#meetings)\n- [Fees](#fees)\n- [Guests](#guests)"
    text = f"# Hall\n\n{contents}\n\n## Meetings\n\n{BEFORE}\n\n## Fees\n\n{AFTER}\n"
    assert marked_in_markdown(text) == [contents]


def test_a_document_about_cookies_keeps_every_word_on_them() -> None:
    text = "# Privacy\n\nWe use cookies to improve your experience.\n\n## Choice\n\nYou may refuse.\n"
    assert marked_in_markdown(text) == []


def test_the_copyright_line_of_a_page_goes_and_that_of_a_licence_stays() -> None:
    assert marked(f"{BEFORE}\n\n{AFTER}\n\nCopyright 2024 The Club\n") == ["Copyright 2024 The Club"]
    assert marked(f"Copyright (c) 2024 Ann Lee\n\n{BEFORE}\n\n{AFTER}\n") == []


WORDS = st.one_of(st.sampled_from([*FURNITURE, *PROSE]), st.text(max_size=40))
HEADINGS = st.lists(
    st.builds(Heading, st.builds(Span, st.integers(0, 300), st.integers(0, 300)), st.integers(1, 6), WORDS), max_size=5
)


@given(st.lists(WORDS, max_size=12), st.sampled_from(["\n", "\n\n", "\r\n", "\r", " "]), HEADINGS)
def test_spans_are_sorted_disjoint_whole_lines_and_never_all_of_the_text(
    lines: list[str], end: str, headings: list[Heading]
) -> None:
    text = end.join(lines)
    spans = find_furniture(text, headings)
    position = 0
    for span in spans:
        assert position <= span.start < span.end <= len(text)
        assert span.start == 0 or text[span.start - 1] in "\r\n" or any(h.span.end == span.start for h in headings)
        position = span.end + 1
    assert not spans or any(span.of(text).strip() != text.strip() for span in spans)


@pytest.mark.soak
@pytest.mark.parametrize(
    "text",
    [
        "words " * 180_000,
        "x" * 1_000_000,
        " " * 1_000_000,
        "[" * 1_000_000,
        "Home\n" * 80_000,
        "- [a](#b)\n" * 80_000,
        "Advertisement\n\n" * 50_000 + "x",
        "Related posts\n- a\n" * 20_000 + "x.",
        "\n \n" * 200_000 + "x",
        ("photo by " * 43 + "\n") * 2_000,
        ("by using this site " * 20 + "\n") * 2_000,
        ("[" * 390 + "\n") * 2_000,
    ],
    ids=lambda text: repr(text[:18]),
)
def test_long_lines_and_many_lines_are_looked_through(text: str) -> None:
    find_furniture(text)


def test_long_third_party_documents_of_prose_have_no_furniture(shared: Path) -> None:
    documents = sorted((shared / "benchmarks").glob("*/documents/*.txt"))
    assert documents
    for path in documents:
        text = path.read_text("utf-8")
        assert marked(text) == [], path.name
