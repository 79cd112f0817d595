"""The elements of a web page, and what a browser makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

HEADINGS = {f"h{level}": level for level in range(1, 7)}
ITEMS = frozenset({"li", "dt", "dd"})
CELLS = frozenset({"td", "th"})
BLOCKS = (
    ITEMS
    | CELLS
    | {"address", "article", "aside", "blockquote", "body", "caption", "center", "details", "dialog", "div", "dl"}
    | {"fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "legend", "main", "menu", "ol"}
    | {"optgroup", "p", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"}
)
_LONGEST_ROW = 1000
# Not the head itself: where a page leaves out <body>, the parser takes what comes after the title into the head.
_UNSEEN = frozenset(
    {"annotation", "audio", "base", "button", "canvas", "datalist", "embed", "iframe", "input", "link", "map", "meta"}
    | {"nav", "noframes", "noscript", "object", "option", "script", "select", "style", "svg", "template", "textarea"}
    | {"title", "video"}
)
_UNSEEN_ROLES = frozenset({"navigation", "dialog", "alertdialog", "search", "menu", "menubar"})
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_EDIT_LINK = "mw-editsection"  # "[edit]" after each heading of a MediaWiki page
_ANCHOR_SIGNS = frozenset({"#", "¶", "§", "🔗", "\u200b"})


class Element(Protocol):
    """What is used of an lxml element."""

    tag: str
    text: str | None
    tail: str | None

    def get(self, name: str) -> str | None: ...
    def iterfind(self, path: str) -> Iterator[Element]: ...
    def iterdescendants(self, *tags: str) -> Iterator[Element]: ...
    def itertext(self) -> Iterator[str]: ...


def is_unseen(element: Element) -> bool:
    """Whether a browser shows nothing of the element, or only a control, a menu or a dialog."""
    return (
        element.tag in _UNSEEN
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or element.get("role") in _UNSEEN_ROLES
        or bool(_UNSEEN_STYLE.search(element.get("style") or ""))
        or _EDIT_LINK in (element.get("class") or "").split()
        or (element.tag == "a" and "".join(element.itertext()).strip() in _ANCHOR_SIGNS)
    )


def is_data_row(element: Element) -> bool:
    """Whether a table row holds data; one with headings, code, a table or a long text within lays the page out."""
    if element.tag != "tr" or next(element.iterdescendants("table", "pre", *HEADINGS), None) is not None:
        return False
    return sum(map(len, element.itertext())) <= _LONGEST_ROW
