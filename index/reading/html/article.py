"""Where the article of a web page begins and ends.

trafilatura knows well which part of a page is the article, but it also drops headings, questions and table cells within
it. So its answer is used only to find the first and the last block of the article; all that lies between is kept.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from index.documents import Span
from index.reading.html.blocks import Block
from index.reading.html.elements import Element
from index.reading.html.page_text import Page

_WORD = re.compile(r"\w+")
_PART_END = re.compile(r" \| |\n")
_RUN = 5  # words in a row that make chance unlikely; a block with fewer is not prose
_LINK = 24  # characters of a block by which the one beside it is known to follow
_OPENING = 400  # characters that hold a block's first words
_FAR = 12  # blocks between a page's top heading and its article: by-line, date, a summary

_log = logging.getLogger(__name__)


def article_text(tree: Element) -> tuple[str, ...]:
    """Return the pieces of text trafilatura takes for the page's article, in order; none where it finds no article."""
    import trafilatura

    try:
        found = trafilatura.bare_extraction(tree, favor_recall=True, include_comments=False, include_tables=True)
    except Exception as error:  # noqa: BLE001 (thousands of rules over any markup: whatever they trip on, the page stands)
        _log.warning("trafilatura failed (%s); the whole page is taken for the article", type(error).__name__)
        return ()
    body = getattr(found, "body", None)
    return tuple(cast("Element", body).itertext()) if body is not None else ()


def prepare() -> None:
    """Look at a page of no content: trafilatura reads its lists of words with the first one that it falls back on."""
    from lxml.html import document_fromstring

    article_text(document_fromstring("<html><body><p>Words.</p></body></html>"))


def around_article(page: Page, article: Iterable[str]) -> tuple[Span, ...]:
    """Return what lies before and after the article; nothing where the article is not most of the page's prose."""
    article = tuple(article)
    kept = [number for number, found in enumerate(_found(page.blocks, article)) if found]
    if not kept:
        return ()
    first, last = _run_on(page.blocks, kept[0], kept[-1], article)
    first = _begin(page.blocks, first)
    prose = [len(block.text) if len(_words(block.text)) >= _RUN else 0 for block in page.blocks]
    if sum(prose[first : last + 1]) * 2 < sum(prose):
        return ()
    before, after = page.spans[:first], page.spans[last + 1 :]
    return tuple(Span(spans[0].start, spans[-1].end) for spans in (before, after) if spans)


def _found(blocks: Sequence[Block], article: tuple[str, ...]) -> Iterator[bool]:
    """Say of each block whether the article has it: its first words in a row, or, where it is short, all of it."""
    words = _words("\n".join(article))
    openings = [tuple(_words(block.text[:_OPENING])[:_RUN]) for block in blocks]
    wanted = set(openings)
    runs = {run for run in zip(*(words[offset:] for offset in range(_RUN)), strict=False) if run in wanted}
    whole = {tuple(_words(line)) for piece in article for line in piece.split("\n")}
    for block, opening in zip(blocks, openings, strict=True):
        if len(opening) == _RUN:
            yield opening in runs
        else:
            yield bool(opening) and all(tuple(_words(part)) in whole for part in _PART_END.split(block.text))


def _run_on(blocks: Sequence[Block], first: int, last: int, article: Iterable[str]) -> tuple[int, int]:
    """Return the article's first and last block with the short ones that its words begin with, or go on with.

    Of a page with little text trafilatura returns all words in one piece, where no line shows what a short block is.
    """
    words = _flat("\n".join(article))
    begin = words.find(_flat(blocks[first].text)[:_LINK])
    while first and begin > 0 and words.endswith(before := _flat(blocks[first - 1].text), 0, begin):
        first, begin = first - 1, begin - len(before)
    tail = _flat(blocks[last].text)[-_LINK:]
    end = words.rfind(tail) + len(tail)
    while last + 1 < len(blocks) and len(tail) <= end < len(words):
        after = _flat(blocks[last + 1].text)
        if not words.startswith(after, end):
            break
        last, end = last + 1, end + len(after)
    return first, last


def _flat(text: str) -> str:
    """Return the words of a text as one, since of "H<sub>2</sub>O" trafilatura makes three."""
    return "".join(_words(text))


def _begin(blocks: tuple[Block, ...], first: int) -> int:
    """Return where the article begins: at the page's top heading if it is near, else at what heads its first block."""
    for number in range(first, max(first - _FAR, -1), -1):
        if blocks[number].level == 1:
            return number
    while first and (blocks[first - 1].level or blocks[first - 1].text.endswith("?")):
        first -= 1
    return first


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
