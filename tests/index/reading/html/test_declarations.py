from __future__ import annotations

import pytest

from index.reading import read


def page(head: str, body: str = "<p>Words.</p>") -> bytes:
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def published(head: str, body: str = "<p>Words.</p>") -> str | None:
    return read("page.html", page(head, body)).published


def canonical(head: str) -> str | None:
    return read("page.html", page(head)).canonical_url


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2026-02-17T10:00:00+01:00">',
        '<meta name="date" content="2026-02-17">',
        '<meta name="DC.date.issued" content="2026-02-17">',
        '<meta name="citation_publication_date" content="2026/2/17">',
        '<meta itemprop="datePublished" content="2026-02-17">',
        '<meta name="pubdate" content="Tue, 17 Feb 2026 14:03:00 GMT">',
        '<script type="application/ld+json">{"@type": "Article", "datePublished": "2026-02-17"}</script>',
        '<script type="application/ld+json">{"@graph": [{"@type": "A"}, {"datePublished": "2026-02-17"}]}</script>',
        '<script type="application/ld+json">{broken</script><meta name="date" content="2026-02-17">',
        '<script type="application/ld+json">{"datePublished": 5}</script><meta name="date" content="2026-02-17">',
    ],
)
def test_the_day_a_page_declares_is_kept(head: str) -> None:
    assert published(head) == "2026-02-17"


def test_a_time_that_is_marked_as_that_of_publication_counts() -> None:
    assert published("", '<time class="entry-date" datetime="2026-02-17">Tuesday</time> words') == "2026-02-17"
    assert published("", '<time pubdate datetime="2026-02-17T10:00">Tuesday</time> words') == "2026-02-17"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", "<p>On 17 February 2026 the club opened. 2026-02-17.</p>"),
        ("", '<p>The fair is on <time datetime="2026-08-01">1 August</time>.</p>'),
        ('<meta name="date" content="2026-02-31">', "words"),
        ('<meta name="date" content="yesterday">', "words"),
        ('<meta name="date" content="1970-01-01">', "words"),
        ('<meta property="article:modified_time" content="2026-02-17">', "words"),
        ('<meta name="date">', "words"),
    ],
)
def test_a_day_that_nobody_declared_is_not_guessed(head: str, body: str) -> None:
    assert published(head, body) is None


def test_deep_linked_data_costs_nothing() -> None:
    assert published(f'<script type="application/ld+json">{"[" * 90_000}</script>') is None


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="https://club.example/rules">',
        '<link rel="x Canonical" href=" https://club.example/rules ">',
        '<meta property="og:url" content="https://club.example/rules">',
        '<link rel="canonical" href="/rules"><meta property="og:url" content="https://club.example/rules">',
    ],
)
def test_the_address_a_page_calls_its_own_is_kept(head: str) -> None:
    assert canonical(head) == "https://club.example/rules"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "/rules",
        "https://",
        "https://a:b@club.example/",
        "https://[x",
        "ftp://a.b/",
        "https://club.example/" + "x" * 2000,
        "https://club.example/a b",
        "https://club.example/\u202ea",
    ],
)
def test_what_is_no_plain_web_address_is_not_kept(address: str) -> None:
    assert canonical(f'<link rel="canonical" href="{address}">') is None


@pytest.mark.parametrize(
    ("line", "day"),
    [("date: 2026-02-17T10:00", "2026-02-17"), ("date: soon", None), ("Date: '2026-02-17'", "2026-02-17")],
)
def test_the_front_matter_of_markdown_has_a_date(line: str, day: str | None) -> None:
    assert read("post.md", f"---\ntitle: Rules\n{line}\n---\nBe kind.\n".encode()).published == day
