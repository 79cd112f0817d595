"""Furniture that shows only from several lines together: menus, cookie notices, lists of other articles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from index.reading.boilerplate.lines import Line
from index.reading.boilerplate.phrases import (
    COOKIE_BUTTONS,
    COOKIE_NOTICE,
    COOKIE_USUAL,
    MENU_ANCHORS,
    MENU_WORDS,
    RELATED,
)

_MENU_BARS = re.compile(r" [·•] | ?\| ?")
_CRUMBS = re.compile(r" [>›»] ")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s*(?:©|\(c\))?\s*(?:19|20)\d\d\b.*", re.IGNORECASE)
_TOP = 12
_MOST_RELATED = 12


def menus(lines: Sequence[Line]) -> set[int]:
    """Return menus on one line ("Home | About | Contact"), down several lines, and "Home > News" paths at the top."""
    found = {number for number in range(len(lines)) if _is_menu_bar(lines, number)}
    found |= {number for number, line in enumerate(lines[:_TOP]) if _is_path(line)}
    for run in _short_runs(lines):
        found.update(_menu_within(lines, run))
    return found


def _is_menu_bar(lines: Sequence[Line], number: int) -> bool:
    line = lines[number]
    if line.level or not _MENU_BARS.search(line.text):
        return False
    parts = [part.strip().casefold() for part in _MENU_BARS.split(line.text)]
    # A row of a table has another row next to it, or its outer bars.
    beside = (lines[other].text for other in (number - 1, number + 1) if 0 <= other < len(lines))
    if len(parts) < 2 or not all(parts) or any("|" in text for text in beside):
        return False
    return _is_menu(parts, least=2 if MENU_WORDS.issuperset(parts) else 3)


def _is_menu(phrases: Sequence[str], least: int) -> bool:
    """Whether at least half of the phrases are menu words, and one of them hardly stands anywhere else."""
    known = sum(phrase in MENU_WORDS for phrase in phrases)
    return len(phrases) >= least and known >= 2 and known * 2 >= len(phrases) and not MENU_ANCHORS.isdisjoint(phrases)


def _is_path(line: Line) -> bool:
    parts = _CRUMBS.split(line.text)
    return not line.level and len(parts) > 1 and parts[0].casefold() == "home" and len(line.text) <= 150


def _short_runs(lines: Sequence[Line]) -> Iterator[range]:
    """Yield the runs of lines short enough for a menu."""
    start = 0
    for number in range(len(lines) + 1):
        if number < len(lines) and lines[number].label and not lines[number].level and len(lines[number].text) <= 25:
            continue
        yield range(start, number)
        start = number + 1


def _menu_within(lines: Sequence[Line], run: range) -> range:
    """Return the part of a run from its first menu word to its last where that is a menu, else an empty range."""
    phrases = {number: lines[number].phrase for number in run}
    known = [number for number in run if phrases[number] in MENU_WORDS]
    if not known or _announces(lines, known[0] - 1):
        return range(0)
    menu = range(known[0], known[-1] + 1)
    # A list without links is more likely the document's own: it has to be a menu in every word.
    if len(known) < len(menu) and any(lines[number].listed and not lines[number].target for number in menu):
        return range(0)
    return menu if _is_menu([phrases[number] for number in menu], least=4) else range(0)


def _announces(lines: Sequence[Line], number: int) -> bool:
    return number >= 0 and lines[number].text.endswith((":", "?"))


def cookie_notices(lines: Sequence[Line]) -> set[int]:
    """Return cookie banners; none where the document itself speaks of cookies or has a heading about privacy."""
    notices = {number for number, line in enumerate(lines) if not line.level and COOKIE_NOTICE.fullmatch(line.text)}
    buttons = {number for number, line in enumerate(lines) if not line.level and line.phrase in COOKIE_BUTTONS}
    said = notices | buttons
    if any(_is_about_cookies(line) for number, line in enumerate(lines) if number not in said):
        return set()
    shown = {number for number in notices if _is_banner(lines, number, said)}
    beside = {number for number in buttons if not shown.isdisjoint({number - 1, number + 1})}
    return shown | beside | {number for number in buttons if "cookies" in lines[number].phrase}


def _is_about_cookies(line: Line) -> bool:
    words = line.text.casefold()
    return ("cookie" in words and line.phrase != "cookie policy") or (line.level > 0 and "privacy" in words)


def _is_banner(lines: Sequence[Line], number: int, others: set[int]) -> bool:
    """Whether a notice stands where banners do: beside its buttons, or at an edge of the page in the usual words."""
    if not others.isdisjoint({number - 1, number + 1}):
        return True
    line = lines[number]
    at_edge = line.alone and (number < 3 or number >= len(lines) - 3)
    return at_edge and "cookie" in line.text.casefold() and COOKIE_USUAL.search(line.text) is not None


def related_lists(lines: Sequence[Line]) -> set[int]:
    """Return "Related posts" and the titles listed under it; nothing where the list goes on in sentences."""
    found: set[int] = set()
    for number, line in enumerate(lines):
        if line.phrase not in RELATED:
            continue
        end = _end_of_titles(lines, number + 1)
        if end > number + 1 and not (end < len(lines) and lines[end].listed):
            found.update(range(number, end))
    return found


def _end_of_titles(lines: Sequence[Line], first: int) -> int:
    end = first
    while end < len(lines) and end - first < _MOST_RELATED and _is_title(lines[end], starts=end == first):
        end += 1
    return end


def _is_title(line: Line, *, starts: bool) -> bool:
    if line.level or not line.text or len(line.text) > 120 or line.text.endswith((".", ":", ";")):
        return False
    return line.listed or bool(line.target) or (not line.alone and (starts or not line.gap_before))


def anchor_lists(lines: Sequence[Line]) -> set[int]:
    """Return tables of contents: three or more links within the page, one after another."""
    runs = groupby(range(len(lines)), key=lambda number: lines[number].target.startswith("#"))
    groups = [list(numbers) for within_page, numbers in runs if within_page]
    return {number for group in groups if len(group) >= 3 for number in group}


def copyright_lines(lines: Sequence[Line]) -> set[int]:
    """Return a copyright line at the foot; one at the head of a licence is what the licence is about."""
    foot = range(max(len(lines) - 2, 0), len(lines))
    return {
        number
        for number in foot
        if not lines[number].level
        and _COPYRIGHT.fullmatch(lines[number].text)
        and len(lines[number].text.split()) <= 12
    }
