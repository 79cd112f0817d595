"""An answer as plain text: no colour, no boxes, one line a thing, for pipes and for people alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from bot.answering.answer import marks
from bot.terminal.safe_text import one_line
from bot.terminal.small_print import sentence, small_print
from index.documents import HEADING_SEPARATOR

if TYPE_CHECKING:
    from bot.answering.answer import Answer, Citation

NOT_FOUND: Final = "The documents do not say."
CLOSEST: Final = "Closest passages (not answers):"


def plain_answer(answer: Answer) -> str:
    """Return the answer, a line for each citation, and who wrote it; or that there is none and what comes closest."""
    return "\n".join(_lines(answer))


def place(citation: Citation) -> str:
    """Return where a citation's quote stands: `Handbook › Leave › Sick leave, page 3, line 40`."""
    quote = citation.quote
    title = one_line(quote.document.title)
    path = one_line(quote.heading).split(HEADING_SEPARATOR) if quote.heading else []
    headings = path[1:] if path[:1] == [title] else path  # a document's first heading often is its title
    page = f"page {quote.page}, " if quote.page is not None else ""
    return f"{HEADING_SEPARATOR.join([title, *headings])}, {page}line {quote.line}"


def citation_line(citation: Citation) -> str:
    """Return a citation on one line: `[1] Handbook › Leave, line 40: "Leave is paid."`."""
    return f'[{citation.number}] {place(citation)}: "{one_line(citation.quote.text)}"'


def _lines(answer: Answer) -> Iterator[str]:
    yield " ".join(f"{sentence(each, answer)} {marks(each)}" for each in answer.claims) or NOT_FOUND
    if answer.citations or answer.closest:
        yield ""
    if not answer.claims and answer.closest:
        yield CLOSEST
    for citation in answer.citations or answer.closest:
        yield citation_line(citation)
    below = list(small_print(answer))
    if below:
        yield from ("", *below)
