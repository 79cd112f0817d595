"""What to ask next, under answers and in `/help`: questions the library is known to answer, in a menu that asks them.

What stands in a menu is a question as anybody could type it, and is asked as one: through the same gate, of the library
the press came from. Nothing of it is kept, so menus work as long as their messages are there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from bot.answering.answer import Exchange
from bot.answering.topics.following_on import ask_next
from bot.app import App
from bot.discord_ui.context import Context
from bot.discord_ui.screens.actions import custom_id
from bot.discord_ui.screens.escaping import plain, safe_line
from bot.discord_ui.screens.screen import Block, Menu, Option, Text
from bot.discord_ui.screens.splitting import length
from bot.records.nouns import GivenAnswer
from index.errors import FootnoteError

ASK_NEXT: Final = "Ask next…"
ANSWERED: Final = "Ask what the documents do answer…"
LONGEST_VALUE: Final = 100
LONGEST_TOPIC: Final = 80
TOPICS_NAMED: Final = 3
EARLIER: Final = 3


def question_menu(library: str, questions: Sequence[str], placeholder: str = ASK_NEXT) -> tuple[Block, ...]:
    """Return a menu that asks the question picked; nothing where there are no questions."""
    fitting = [each for each in dict.fromkeys(questions) if length(each) <= LONGEST_VALUE]
    options = tuple(Option(plain(each, LONGEST_VALUE), each) for each in fitting)
    return (Menu(custom_id("ask", library), placeholder, options),) if options else ()


async def what_to_ask_next(context: Context, given: GivenAnswer) -> tuple[Block, ...]:
    """Return what stands under an answer: what to ask next, from what is known of the library already; else nothing."""
    try:
        return await context.read(_next, context.app, given)
    except FootnoteError:
        return ()  # the answer is there; what could follow it can wait


def _next(app: App, given: GivenAnswer) -> tuple[Block, ...]:
    known = app.topics.ready(given.library)
    if known is None or not known.topics:
        return ()
    before: tuple[Exchange, ...] = app.records.exchanges(given.library, given.id, EARLIER)
    questions = [each.question for each in ask_next(known, given.answer, [each.question for each in before])]
    if given.answer.claims:
        return question_menu(given.library, questions)
    named = "; ".join(safe_line(topic.name, LONGEST_TOPIC) for topic in known.topics[:TOPICS_NAMED])
    return Text(f"-# The documents are about: {named}."), *question_menu(given.library, questions, ANSWERED)
