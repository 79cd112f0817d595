"""What a web page declares of itself: when it was published, and the address it calls its own.

Only declarations count, never a date found in its prose: that one may be any date at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from index.reading.dates import day_of
from index.reading.html.elements import Element

_PUBLISHED: Final = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "citation_publication_date",
    "citation_online_date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dc.date.created",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "date",
)
"""The names under which pages state the day, the surest first, in lower case."""

_PUBLISHED_CLASSES: Final = frozenset({"published", "dt-published", "entry-date", "post-date", "pubdate"})
_LONGEST_URL = 2000
_LONGEST_DATA = 200_000
_MOST_NODES = 2000
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})$")


def published_in(tree: Element) -> str | None:
    """Return the day a page says it was published (`2026-02-17`), None where it says none.

    JSON-LD comes first, then `<meta>`, then a `<time>` marked as the day of publication.
    """
    return _linked_data(tree) or _meta(tree) or _time(tree)


def canonical_url(tree: Element) -> str | None:
    """Return the http or https address a page declares as its own, None where it declares none. It is not checked."""
    links = (link.get("href") for link in tree.iterfind(".//link") if "canonical" in _names(link.get("rel")))
    metas = (meta.get("content") for meta in tree.iterfind(".//meta") if meta.get("property") == "og:url")
    return next((url for url in map(_address, [*links, *metas]) if url), None)


def _address(url: str | None) -> str | None:
    url = (url or "").strip()
    if len(url) > _LONGEST_URL or not url.isprintable() or " " in url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc else None


def _meta(tree: Element) -> str | None:
    stated: dict[str, str] = {}
    for meta in tree.iterfind(".//meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        stated.setdefault(name.strip().lower(), meta.get("content") or "")
    return next((day for name in _PUBLISHED if (day := _day(stated.get(name)))), None)


def _day(stamp: str | None) -> str | None:
    slashed = _SLASHED.match((stamp or "").strip())
    return day_of("{}-{:0>2}-{:0>2}".format(*slashed.groups()) if slashed else stamp)


def _time(tree: Element) -> str | None:
    marked = (time for time in tree.iterfind(".//time") if _says_published(time))
    return next((day for time in marked if (day := _day(time.get("datetime") or time.get("content")))), None)


def _says_published(time: Element) -> bool:
    if time.get("pubdate") is not None or "datepublished" in _names(time.get("itemprop")):
        return True
    return not _PUBLISHED_CLASSES.isdisjoint(_names(time.get("class")))


def _linked_data(tree: Element) -> str | None:
    for script in tree.iterfind(".//script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = script.text or ""
        if len(source) > _LONGEST_DATA:
            continue
        try:
            found = next(_dates(json.loads(source)), None)
        except (ValueError, RecursionError):
            continue
        if found:
            return found
    return None


def _dates(data: object) -> Iterator[str]:
    """Yield the days of publication of linked data: of the thing itself, then of those listed beside it."""
    waiting = [data]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            stamp = node.get("datePublished")
            if isinstance(stamp, str) and (day := _day(stamp)):
                yield day
            waiting.append(node.get("@graph"))
            waiting.append(node.get("mainEntity"))


def _names(words: str | None) -> list[str]:
    return (words or "").lower().split()
