"""What a library is about, on the screen: its topics, each with a quote to open and a question to ask."""

from __future__ import annotations

from typing import Final

from bot.answering.topics.topic import Overview, Topic
from bot.discord_ui.documents.turning import nearest_page, on_page, turns
from bot.discord_ui.rendering import EMPTY, notice
from bot.discord_ui.screens.actions import custom_id
from bot.discord_ui.screens.escaping import safe_line
from bot.discord_ui.screens.places import place
from bot.discord_ui.screens.screen import Button, Screen, Section, Text
from bot.discord_ui.suggested import question_menu
from bot.wording import counted

ON_A_PAGE: Final = 4
LONGEST_NAME: Final = 100
LONGEST_QUOTE: Final = 360
LONGEST_QUESTION: Final = 120
ASK: Final = "Ask one of these…"
TOO_LITTLE: Final = (
    "There is too little text in this library to tell what it is about. `/library list` shows what it holds."
)


def topics_screen(library: str, known: Overview, page: int, *, documents: int) -> Screen:
    """Return a page of the library's topics, the nearest there is. Pages count from 0."""
    if not known.topics:
        return notice(TOO_LITTLE if documents else EMPTY)
    page, last = nearest_page(page, len(known.topics), ON_A_PAGE)
    shown = on_page(known.topics, page, ON_A_PAGE)
    heading = Text(f"**What the documents are about**\n-# {counted(len(known.topics), 'topic')}, the largest first")
    sections = [Section(_topic(topic), _quote_button(library, topic)) for topic in shown]
    questions = [topic.suggestions[0].question for topic in shown if topic.suggestions]
    rows = turns(page, last, lambda other: custom_id("topics", library, other))
    return Screen((heading, *sections, *question_menu(library, questions, ASK), *rows), "notice")


def _topic(topic: Topic) -> str:
    size = f"{counted(topic.passages, 'passage')} of {counted(topic.documents, 'document')}"
    question = f"\nAsk: {safe_line(topic.suggestions[0].question, LONGEST_QUESTION)}" if topic.suggestions else ""
    name, quote = safe_line(topic.name, LONGEST_NAME), safe_line(topic.quote.text, LONGEST_QUOTE)
    return f"**{name}** · {size}\n> {quote}\n{place(topic.quote)}{question}"


def _quote_button(library: str, topic: Topic) -> Button:
    quote = topic.quote
    where = (quote.document.id, quote.document.version, quote.span.start, quote.span.end)
    return Button("Show passage", custom_id("quoted", library, *where))
