"""Links that open a web source at the quote (https://wicg.github.io/scroll-to-text-fragment/)."""

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_ui.screens.source_links import text_fragment_link, web_address

PAGE = "https://x.example/a"


@pytest.mark.parametrize(
    ("quote", "directive"),
    [
        ("The ferry sails.", "text=The%20ferry%20sails."),
        ("  The  ferry ", "text=The%20ferry"),
        ("well-known, R&D", "text=well%2Dknown%2C%20R%26D"),
        ("50% of #1 = “x”?", "text=50%25%20of%20%231%20%3D%20%E2%80%9Cx%E2%80%9D%3F"),
        ("First line here now ok\nand the last line", "text=First%20line%20here%20now,and%20the%20last%20line"),
        ("Title\nbody", "text=Title,body"),
        (" ".join(f"w{n}" for n in range(60)), "text=w0%20w1%20w2%20w3,w56%20w57%20w58%20w59"),
    ],
)
def test_a_quote_becomes_a_text_directive(quote, directive):
    assert text_fragment_link(PAGE, quote) == f"{PAGE}#:~:{directive}"


@pytest.mark.parametrize(
    ("url", "link"),
    [
        (f"{PAGE}#part", f"{PAGE}#part:~:text=word"),
        (f"{PAGE}#", f"{PAGE}#:~:text=word"),
        (f"{PAGE}#part:~:text=other", f"{PAGE}#part:~:text=word&text=other"),
        (f"{PAGE}?q=1&r=%20", f"{PAGE}?q=1&r=%20#:~:text=word"),
        ("HTTP://X.example:8080/ä b".replace(" ", "%20"), "http://X.example:8080/%C3%A4%20b#:~:text=word"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/#:~:text=word"),
        ("http://[::1]:80/", "http://[::1]:80/#:~:text=word"),
    ],
)
def test_the_directive_is_added_to_the_address(url, link):
    assert text_fragment_link(url, "word") == link


@pytest.mark.parametrize("quote", ["", " \n ", "天" * 400, "x" * 600])
def test_a_quote_that_makes_no_short_link_leaves_the_address_as_it_is(quote):
    assert text_fragment_link(PAGE, quote) == PAGE


@pytest.mark.parametrize(
    "url",
    [
        "guide.md", "/a/b", "C:\\a", "", "ftp://x.example/", "javascript:alert(1)", "https://", "https:///a",
        "https://ana@x.example/", "https://ana:pass@x.example/", "https://x.example\\@y.example/",
        "https://x.example/\n", "https://x.example/\x00", "https://x.example/<script>", "https://x.example/\ud800",
        "https://[::1/", "https://x.example:99999/", "file:///a", "https://x.example/" + "a" * 600, "data:text/html,x",
        "//x/", "https://x.exa mple/", "https://x_y..example/", "discord://-/x", "https://x.example%2f@y/",
    ],
)  # fmt: skip
def test_what_is_no_web_address_or_leads_elsewhere_is_no_link(url):
    assert web_address(url) is None
    assert text_fragment_link(url, "word") is None


@given(st.text(st.characters()), st.text(max_size=300))
def test_every_link_is_one_that_discord_takes(url_end, quote):
    link = text_fragment_link("https://x.example/" + url_end, quote)

    assert link is None or (link.isascii() and link.isprintable() and " " not in link and len(link) <= 512)
    assert link is None or link.startswith("https://x.example/")


@given(st.text(st.sampled_from("ab-,&%= é\n"), max_size=80))
def test_the_words_of_a_short_line_come_back_from_the_directive(quote):
    link = text_fragment_link(PAGE, quote)
    directive = link.partition(":~:text=")[2]

    assert "&" not in directive
    assert "-" not in directive
    if len(quote.split("\n")) == 1:
        assert unquote(directive) == " ".join(quote.split())
