"""`footnote topics`: what a library is about, and what to ask it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from bot.terminal.document_json import document_json
from bot.terminal.options import DEFAULT_LIBRARY, AsJson, LibraryName
from bot.terminal.plain_answer import place
from bot.terminal.safe_text import one_line
from bot.terminal.session import opened
from bot.terminal.showing import hint_if_empty
from bot.terminal.streams import is_terminal, say, show_json, tell
from bot.wording import counted

if TYPE_CHECKING:
    from rich.console import Group

    from bot.answering.answer import Quote
    from bot.answering.topics.topic import Overview, Topic

ASK: Final = "Ask: "
NO_TOPICS: Final = "There is too little text in this library to tell what it is about."


def topics(library: LibraryName = DEFAULT_LIBRARY, as_json: AsJson = False) -> None:
    """Show what the library is about: its topics, each with a quote and questions it answers."""
    with opened() as app:
        known = app.topics.overview(library)
        documents = app.library(library)
        if as_json:
            show_json({"library": library, "topics": [_json(topic) for topic in known.topics]})
        elif known.topics:
            _show(known)
        elif documents.documents():
            tell(NO_TOPICS)
        if not known.topics:
            hint_if_empty(documents)


def _show(known: Overview) -> None:
    if not is_terminal(sys.stdout):
        say("\n\n".join("\n".join(_lines(topic)) for topic in known.topics))
        return
    from bot.terminal.screen import screen

    console = screen()
    for topic in known.topics:
        console.print(_styled(topic))


def _lines(topic: Topic) -> Iterator[str]:
    yield f"{one_line(topic.name)} ({_size(topic)})"
    yield f'{_place(topic)}: "{one_line(topic.quote.text)}"'
    yield from (f"{ASK}{one_line(each.question)}" for each in topic.suggestions)


def _styled(topic: Topic) -> Group:
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    heading = Text.assemble((one_line(topic.name), "bold"), (f"  {_size(topic)}", "dim"))
    quote = Text.assemble(f"“{one_line(topic.quote.text)}” ", (_place(topic), "dim"))
    questions = [Text.assemble((ASK, "dim"), (one_line(each.question), "cyan")) for each in topic.suggestions]
    return Group(heading, Padding(Group(quote, *questions), (0, 0, 1, 2)))


def _place(topic: Topic) -> str:
    from bot.answering.answer import Citation

    return place(Citation(1, topic.quote))


def _size(topic: Topic) -> str:
    return f"{counted(topic.passages, 'passage')} of {counted(topic.documents, 'document')}"


def _json(topic: Topic) -> dict[str, Any]:
    return {
        "name": topic.name,
        "passages": topic.passages,
        "documents": topic.documents,
        "quote": _quote_json(topic.quote),
        "questions": [
            {"question": each.question, "answered_by": _quote_json(each.quote)} for each in topic.suggestions
        ],
    }


def _quote_json(quote: Quote) -> dict[str, Any]:
    return {
        "document": document_json(quote.document),
        "quote": quote.text,
        "start": quote.span.start,
        "end": quote.span.end,
        "page": quote.page,
        "heading": quote.heading or None,
        "line": quote.line,
    }
