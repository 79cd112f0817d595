"""What the styles of a Word document make of a paragraph: a heading of some level, a list item, a table of contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.reading.office.package import attribute, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING_NAME = re.compile(r"heading (\d)$", re.IGNORECASE)
_CONTENTS_NAME = re.compile(r"(?:toc|table of (?:contents|figures|authorities))\b(?! heading)", re.IGNORECASE)
_LONGEST_CHAIN = 20
_LEVELS = 6
_BODY_TEXT = 9
"""The outline level, counted from 0, that stands for no heading."""


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    outline: int | None
    numbered: bool | None


class WordStyles:
    """The styles of one document; `root` is its styles part, None where it has none."""

    def __init__(self, root: _Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        self._default = ""
        for style in [] if root is None else root:
            if local_name(style) != "style" or attribute(style, "type") != "paragraph":
                continue
            identity = attribute(style, "styleId") or ""
            self._styles[identity] = _style(style)
            if attribute(style, "default") in {"1", "true", "on"}:
                self._default = identity

    def level(self, paragraph: _Element) -> int:
        """Return the level of the heading that the paragraph is, 1 the outermost; 0 where it is none.

        The outline level decides, which translated and self-made styles have too, and else the name that Word keeps in
        English in every language.
        """
        outline = _outline(_child(paragraph, "pPr"))
        for style in self._chain(paragraph):
            if outline is not None:
                break
            named = _HEADING_NAME.match(style.name)
            outline = int(named[1]) - 1 if named else 0 if style.name.casefold() == "title" else style.outline
        return 0 if outline is None or not 0 <= outline < _BODY_TEXT else min(outline + 1, _LEVELS)

    def is_title(self, paragraph: _Element) -> bool:
        """Whether the paragraph is the title of the whole document."""
        return any(style.name.casefold() == "title" for style in self._chain(paragraph))

    def is_item(self, paragraph: _Element) -> bool:
        """Whether the paragraph is an item of a list, with bullets or with numbers."""
        own = _numbered(_child(paragraph, "pPr"))
        if own is not None:
            return own
        return next((style.numbered for style in self._chain(paragraph) if style.numbered is not None), False)

    def is_contents(self, paragraph: _Element) -> bool:
        """Whether the paragraph is a line of the table of contents."""
        return any(_CONTENTS_NAME.match(style.name) for style in self._chain(paragraph))

    def _chain(self, paragraph: _Element) -> Iterator[_Style]:
        """Yield the paragraph's style and those it is based on."""
        identity = _value(_child(paragraph, "pPr"), "pStyle") or self._default
        for _ in range(_LONGEST_CHAIN):
            if identity not in self._styles:
                return
            yield self._styles[identity]
            identity = self._styles[identity].based_on


def _style(style: _Element) -> _Style:
    properties = _child(style, "pPr")
    return _Style(
        _value(style, "name") or "", _value(style, "basedOn") or "", _outline(properties), _numbered(properties)
    )


def _outline(properties: _Element | None) -> int | None:
    level = _value(properties, "outlineLvl") or ""
    return int(level) if level.isdecimal() and len(level) == 1 else None


def _numbered(properties: _Element | None) -> bool | None:
    """Whether the properties number the paragraph; None where they do not say. The number 0 takes numbering away."""
    numbering = None if properties is None else _child(properties, "numPr")
    return None if numbering is None else _value(numbering, "numId") != "0"


def _child(element: _Element, name: str) -> _Element | None:
    return next((child for child in element if local_name(child) == name), None)


def _value(element: _Element | None, name: str) -> str | None:
    child = None if element is None else _child(element, name)
    return None if child is None else attribute(child, "val")
