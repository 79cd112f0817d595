"""A summary as a Markdown file: what it says, how much was read, and every quote with its place.

Text of documents and people shows as itself wherever the file is read: nothing in it is Markdown, HTML or a link, and
nothing pings when the file is pasted into a chat. Only what could take effect is escaped, so that the raw file reads
well, too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from bot.answering.answer import Citation, Claim, marks, unmarked
from bot.answering.extractive import NAME as EXTRACTIVE
from bot.answering.summaries.request import Scope
from bot.answering.summaries.summary import Part, Summary
from index.documents import HEADING_SEPARATOR
from index.names import UNSEEN

JOINING: Final = frozenset("\N{SOFT HYPHEN}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
"""Characters without a shape of their own that words and emoji are written with."""
LIVE: Final = re.compile(
    r"""
      (?P<opening> \A(?: [-+>=] | \d{1,9}[.)] ))      # a list, a quotation, an underline of a heading
    | (?P<one> [\\`*\[\]~] | (?<=\])\( | (?<![^\W_])_ | _(?![^\W_]) | \A\# | \#(?=\#*\Z) | \|(?=\|) | (?<=\|)\|)
    | (?P<entity> < | &(?=\#?\w{1,32};) | @(?=\S) | :(?=//) | (?<=www)\. | \.(?=gg/) | /(?=invite/) )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Whatever of one line of text could take effect, by CommonMark 0.31 and GitHub's additions to it, or in a chat."""
WEB_ADDRESS: Final = re.compile(r"https://[\w.:/-]+", re.ASCII)


def as_markdown(summary: Summary) -> str:
    """Return the summary as a file: title, coverage, the sentences with their marks, the quotes, who wrote it."""
    return "\n\n".join(filter(None, _blocks(summary))) + "\n"


def escaped(text: str) -> str:
    """Return text as Markdown that shows it on one line, in which nothing takes effect; fit to begin a line.

    What cannot be shown becomes U+FFFD.
    """
    return LIVE.sub(_without_effect, " ".join("".join(map(_shown, text)).split()))


def nothing_said(summary: Summary) -> str:
    """Return what stands in the place of a summary without a sentence; it is not escaped.

    Nothing where the coverage says it, as it does where nothing has changed or the documents do not deal with a topic.
    """
    request, coverage = summary.request, summary.coverage
    if request.focus and coverage.of:
        return f"Nothing was found on “{request.focus}”."
    if request.scope is Scope.CHANGES or coverage.note:
        return ""
    if request.scope is Scope.TOPIC:
        return f"The documents do not deal with “{summary.title}”."
    return "There is nothing to be told."


def _blocks(summary: Summary) -> Iterator[str]:
    answer = summary.answer
    yield f"# {escaped(answer.question)}"
    yield escaped(str(summary.coverage))
    for part in summary.parts:
        yield from _part(part, summary)
    if not summary.parts:
        yield escaped(nothing_said(summary))
    if answer.citations:
        yield "## Quotes"
    linked = summary.request.scope is Scope.DISCUSSION
    for citation in answer.citations:
        yield f"[{citation.number}] {_message(citation) if linked else _place(citation)}:"
        yield f"> {escaped(citation.quote.text)}"
    yield from _small_print(summary)


def _part(part: Part, summary: Summary) -> Iterator[str]:
    if part.title:
        yield f"## {escaped(part.title)}"
    yield "\n".join(f"- {_sentence(claim, summary)} {marks(claim)}" for claim in part.claims)


def _sentence(claim: Claim, summary: Summary) -> str:
    """Return a claim, in quotation marks where a model wrote and a quote stands in the claim's place.

    Those of a discussion have their own, around what each said.
    """
    text = escaped(unmarked(claim.text))
    plain = claim.own_words or summary.answer.writer == EXTRACTIVE or summary.request.scope is Scope.DISCUSSION
    return text if plain else f"“{text}”"


def _place(citation: Citation) -> str:
    """Return where a quote stands: `Handbook, version 2, Leave › Sick leave, page 3, line 40`."""
    quote = citation.quote
    path = quote.heading.split(HEADING_SEPARATOR) if quote.heading else []
    headings = path[1:] if path[:1] == [quote.document.title] else path  # a document's first heading often is its title
    places = [quote.document.title, f"version {quote.document.version}", HEADING_SEPARATOR.join(headings)]
    page = "" if quote.page is None else f"page {quote.page}"
    return escaped(", ".join(filter(None, [*places, page, f"line {quote.line}"])))


def _message(citation: Citation) -> str:
    """Return who wrote the message that is quoted, when, and where it is."""
    title, link = citation.quote.document.title, citation.quote.document.source
    shown = f"<{link}>" if WEB_ADDRESS.fullmatch(link) else escaped(link)
    return ", ".join(filter(None, (escaped(title), shown)))


def _small_print(summary: Summary) -> Iterator[str]:
    answer = summary.answer
    if answer.claims and answer.writer == EXTRACTIVE:
        yield f"Quoted from the {'messages' if summary.request.scope is Scope.DISCUSSION else 'documents'}."
    elif answer.claims:
        yield f"Written by {escaped(answer.model or 'a model')} and checked: {answer.counts}."
    if answer.note:
        yield escaped(answer.note)


def _shown(character: str) -> str:
    if character.isspace() or character in JOINING:
        return character
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(character) in UNSEEN else character


def _without_effect(live: re.Match[str]) -> str:
    text = live[0]
    match live.lastgroup:
        case "opening":
            return f"{text[:-1]}\\{text[-1]}"
        case "one":
            return f"\\{text}"
        case _:
            return f"&#{ord(text)};"
