"""Web pages: the visible text, written out by us, with the navigation and the clutter around the article marked."""

from __future__ import annotations

import re

from index.documents import Reading
from index.errors import SourceUnreadable
from index.reading.encodings.decoding import decode_page, has_words
from index.reading.format import Format
from index.reading.html.article import around_article, article_text
from index.reading.html.declarations import canonical_url, published_in
from index.reading.html.elements import Element
from index.reading.html.page_text import Page, page_text
from index.reading.titles import clean_title, title_from


def read(file: str, data: bytes) -> Reading:
    """Return a page's text: paragraphs apart by blank lines, a line for each list item and each table row.

    Raises SourceUnreadable for a page in an unknown encoding, one without text, or one the parser gave up within.
    """
    decoded = decode_page(file, data)
    tree = _parse(file, decoded.text)
    page = page_text(tree)
    if not has_words([page.text]):
        raise SourceUnreadable(
            f"{file}: the page shows no text without a browser; copy its text into a .txt or .md file."
        )
    return Reading(
        title=_title(tree, page) or title_from(file),
        text=page.text,
        headings=page.headings,
        furniture=around_article(page, article_text(tree)),
        notes=decoded.notes,
        published=published_in(tree),
        canonical_url=canonical_url(tree),
    )


def _parse(file: str, html: str) -> Element:
    """Return the tree of a page; comments and instructions are left out of it."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    # Told the encoding, the parser ignores what the page declares: the text has been decoded already.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree: Element = document_fromstring(html.encode("utf-8"), parser=parser)
    except etree.LxmlError:
        raise SourceUnreadable(
            f"{file}: this is not a web page that can be read; save it again as HTML or text."
        ) from None
    # Beyond its limits (256 levels, 10 MB in one piece) the parser drops the rest without a word but in its log.
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise SourceUnreadable(
            f"{file}: the page is too long or nested too deeply to be read whole; save its text as .txt or .md."
        )
    return tree


def _title(tree: Element, page: Page) -> str:
    """Return the title the page declares, or its top heading where that is the same without the site's name."""
    declared = clean_title(_declared_title(tree))
    top = next((clean_title(heading.text) for heading in page.headings if heading.level == 1), "")
    if declared and top and re.search(rf"(?<!\w){re.escape(top)}(?!\w)", declared, re.IGNORECASE):
        return top
    return declared or top


def _declared_title(tree: Element) -> str:
    for meta in tree.iterfind(".//meta"):
        if meta.get("property") == "og:title" and (title := (meta.get("content") or "").strip()):
            return title
    return next((title.text for title in tree.iterfind(".//title") if title.text), "")


FORMAT = Format("web page", (".html", ".htm"), ("text/html", "application/xhtml+xml"), read)
