from __future__ import annotations

import time

import pytest

from index.errors import SourceError
from index.web import robots
from index.web.fetching import Fetcher
from index.web.robots import Robots
from tests.index.web.conftest import SITE
from tests.support.web_server import Names, WebServer, page, redirect, reply

FORBIDDEN = r"^docs\.example: the site's robots\.txt does not let programs fetch this page\.$"


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /private", True),
        ("User-agent: *\nDisallow: /a/", False),
        ("User-agent: *\nDisallow: /a/\nAllow: /a/rules", True),
        ("User-agent: *\nDisallow: /*.html$", False),
        ("User-agent: *\nDisallow: /*.htm$", True),
        ("User-agent: *\nDisallow: /a/*?key=", False),
        ("User-agent: footnote\nDisallow: /", False),
        ("User-Agent : FOOTNOTE/2.0 # ours\nDisallow: /", False),
        ("useragent: other\nuser-agent: Footnote\nuser-agent: third\nDisallow: /", False),
        ("User-agent: Footnote\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Footnote\nAllow: /", True),
        ("User-agent: other\nDisallow: /\n\nUser-agent: third\nDisallow: /", True),
        ("User-agent: foot\nDisallow: /\n\nUser-agent: note\nDisallow: /", True),
        ("User-agent: other\nUser-agent: *\nDisallow: /", False),
        ("User-agent:\nDisallow: /", True),
        ("User-agent: *bot\nDisallow: /", True),
        ("User-agent: footnote*\nDisallow: /", False),
        ("User-agents are welcome\nUser-agent: *\nDisallow: /", False),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", False),
        ("<!doctype html><title>Not found</title>", True),
    ],
)
def test_the_rules_for_footnote_or_for_all_decide(text: str, allowed: bool) -> None:
    assert Robots(text.encode()).allow("https://docs.example/a/rules.html" + "?key=1" * ("?" in text)) == allowed


@pytest.mark.parametrize(
    "hostile",
    [
        "".join(f"User-agent: a{number}\n" for number in range(20_000)) + "Disallow: /a\n" * 15_000,
        "User-agent: a\n" * 30_000,
        "User-agent: *\n" + "Disallow: /" + "*a" * 100_000 + "$\n",
        "User-agent: *\n" + "Disallow: /*a*b\n" * 10_000,
        "User-agent: *\nDisallow: " * 10_000,
        "\0\ud800".encode("utf-8", "surrogatepass").decode("latin-1") * 90_000,
    ],
)
def test_a_hostile_robots_txt_costs_little(hostile: str) -> None:
    started = time.process_time()

    Robots(hostile.encode()).allow("https://docs.example/" + "a" * 1900)

    assert time.process_time() - started < 2


def test_no_more_of_a_robots_txt_is_read_than_the_standard_asks_for(fetcher: Fetcher, site: WebServer) -> None:
    rules = b"User-agent: *\nDisallow: /private\n" + b"#" * robots.MOST_BYTES + b"\nDisallow: /"
    site.says("/robots.txt", reply(rules))
    site.says("/rules", page())

    assert fetcher.fetch("http://docs.example/rules")
    with pytest.raises(SourceError, match=FORBIDDEN):
        fetcher.fetch("http://docs.example/private/rules")


def test_a_page_that_robots_txt_forbids_is_not_asked_for(fetcher: Fetcher, site: WebServer) -> None:
    site.says("/robots.txt", reply(b"User-agent: *\nDisallow: /private"))
    site.says("/open", redirect("/private/rules"))

    for url in ("http://docs.example/private/rules", "http://docs.example/open"):
        with pytest.raises(SourceError, match=FORBIDDEN):
            fetcher.fetch(url)

    assert site.paths == ["/open"]


def test_each_site_on_the_way_is_asked_for_its_rules(fetcher: Fetcher, names: Names, site: WebServer) -> None:
    names.lead("other.example", [SITE])
    site.says("/open", redirect("http://other.example:8080/rules"))
    site.says("/robots.txt", reply(status="404 Not Found"), reply(b"User-agent: Footnote\nDisallow: /rules"))

    with pytest.raises(SourceError, match=r"^other\.example: the site's robots\.txt does not let"):
        fetcher.fetch("http://docs.example/open")

    hosts = [headers["host"] for path, headers in site.requests if path == "/robots.txt"]
    assert hosts == ["docs.example", "other.example:8080"]
    assert site.paths == ["/open"]


@pytest.mark.parametrize(
    "status", ["400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found", "410 Gone"]
)
def test_a_site_without_robots_txt_allows_everything(status: str, fetcher: Fetcher, site: WebServer) -> None:
    site.says("/robots.txt", reply(status=status))
    site.says("/rules", page())

    assert fetcher.fetch("http://docs.example/rules")


def test_a_site_whose_robots_txt_fails_is_left_alone_for_now(fetcher: Fetcher, site: WebServer) -> None:
    site.says("/robots.txt", reply(status="503 Busy"), reply(b""))
    site.says("/rules", page())

    with pytest.raises(
        SourceError, match=r"^docs\.example: the site's robots\.txt cannot be fetched now \(503\); try again"
    ):
        fetcher.fetch("http://docs.example/rules")

    assert site.paths == []
    assert fetcher.fetch("http://docs.example/rules")


def test_robots_txt_is_fetched_once_an_hour(fetcher: Fetcher, site: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    site.says("/rules", page())
    now = time.monotonic()
    monkeypatch.setattr(robots, "monotonic", lambda: now)
    for step, fetched in ((0, 1), (robots.KEPT_SECONDS - 1, 1), (robots.KEPT_SECONDS + 1, 2)):
        monkeypatch.setattr(robots, "monotonic", lambda step=step: now + step)
        fetcher.fetch("http://docs.example/rules")
        assert [path for path, _ in site.requests].count("/robots.txt") == fetched


def test_the_rules_of_many_sites_do_not_pile_up() -> None:
    known = robots.KnownRobots()
    for number in range(robots.MOST_SITES + 5):
        known.keep(f"https://site{number}.example", b"")

    assert known.of("https://site4.example") is None
    assert known.of("https://site5.example") is not None
    known.keep("https://large.example", b"#" * (robots.KEPT_BYTES + 1))
    assert known.of("https://large.example") is None
