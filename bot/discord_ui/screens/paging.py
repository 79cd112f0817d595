"""An answer cut to pages that Discord takes: every claim with all of its sources on the page that shows it.

Discord takes 4,000 characters of text and 40 components in a message. A page is filled until either runs out. A claim
too long for a page, or with more sources than one has room for, goes over several, and each part has its marks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from bot.answering.answer import Citation, Claim
from bot.discord_ui.screens.escaping import safe
from bot.discord_ui.screens.places import place
from bot.discord_ui.screens.splitting import ELLIPSIS, length, split

ROOM: Final = 3000
"""UTF-16 units on a page for claims and sources, or for passages; the rest is for what stands around them."""

MOST_SOURCES: Final = 7
"""Sources on a page, of three components each. The other 19: the container, the question, the claims, the rule and the
heading under them, the small print, rows of two, three and five buttons."""

T = TypeVar("T")
Told = Callable[[Citation], str]
"""Makes of a citation the mark that claims carry, or its line among the sources."""


@dataclass(frozen=True, slots=True)
class Part:
    """A claim, or as much of one as fits on a page, with its marks; and the citations the marks stand for."""

    markdown: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """A passage that is near the question, or as much of it as fits on a page, with its place."""

    markdown: str
    citation: Citation


def pages_of_claims(claims: Iterable[Claim], citations: Iterable[Citation]) -> list[tuple[Part, ...]]:
    """Cut an answer to pages; there is at least one, which may be empty."""
    known = {citation.number: citation for citation in citations}
    return _packed((part for claim in claims for part in claim_parts(claim, known)), _is_page_of_parts)


def pages_of_closest(closest: Iterable[Citation]) -> list[tuple[Near, ...]]:
    """Cut what is near the question to pages; there is at least one, which may be empty."""
    return _packed((near for citation in closest for near in _near(citation)), _is_page_of_near)


def sources(parts: Iterable[Part]) -> list[Citation]:
    """Return the citations of a page in the order of their numbers."""
    found = {citation.number: citation for part in parts for citation in part.citations}
    return [found[number] for number in sorted(found)]


def source(citation: Citation) -> str:
    """Return a citation's line among the sources: its mark and its place."""
    return f"{mark(citation)} {place(citation.quote)}"


def mark(citation: Citation) -> str:
    """Return the mark that claims carry. No text from elsewhere can look like it: its brackets are escaped."""
    return f"**[{citation.number}]**"


def claim_parts(
    claim: Claim, known: Mapping[int, Citation], room: int = ROOM, marked: Told = mark, listed: Told = source
) -> Iterator[Part]:
    """Cut a claim to parts of at most `room` units, marks and sources counted; `known` are the citations by number."""
    cited = [known[number] for number in dict.fromkeys(claim.citations) if number in known]
    groups = [cited[at : at + MOST_SOURCES] for at in range(0, len(cited), MOST_SOURCES)] or [[]]
    taken = max(sum(length(f"{marked(each)} {listed(each)}") for each in group) for group in groups)
    pieces = split(safe(claim.text), room - taken - length("… … ")) or [""]
    for i in range(max(len(pieces), len(groups))):
        group = groups[i % len(groups)]
        text = _piece(pieces, i % len(pieces))
        yield Part(" ".join(filter(None, (text, *map(marked, group)))), tuple(group))


def _near(citation: Citation) -> Iterator[Near]:
    where = place(citation.quote)
    pieces = split(" ".join(safe(citation.quote.text).split()), ROOM - length(f"> … …\n{where}")) or [ELLIPSIS]
    for i in range(len(pieces)):
        yield Near(f"{where}\n> {_piece(pieces, i)}", citation)


def _piece(pieces: Sequence[str], at: int) -> str:
    """Return a piece, with dots where the text goes on before or after it."""
    before = f"{ELLIPSIS} " if at > 0 else ""
    after = f" {ELLIPSIS}" if at < len(pieces) - 1 else ""
    return f"{before}{pieces[at]}{after}"


def _packed(items: Iterable[T], is_page: Callable[[Sequence[T]], bool]) -> list[tuple[T, ...]]:
    """Put as many items on each page as may be; one alone always may."""
    pages: list[tuple[T, ...]] = [()]
    for item in items:
        if not pages[-1] or is_page((*pages[-1], item)):
            pages[-1] = (*pages[-1], item)
        else:
            pages.append((item,))
    return pages


def _is_page_of_parts(parts: Sequence[Part]) -> bool:
    listed = sources(parts)
    text = sum(length(part.markdown) + 1 for part in parts) + sum(length(source(each)) for each in listed)
    return len(listed) <= MOST_SOURCES and text <= ROOM


def _is_page_of_near(shown: Sequence[Near]) -> bool:
    """Tell whether these fit; two parts of one passage do not, for a button's id may be on a page only once."""
    numbers = {near.citation.number for near in shown}
    return len(numbers) == len(shown) <= MOST_SOURCES and sum(length(near.markdown) for near in shown) <= ROOM
