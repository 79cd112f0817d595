"""A follow-up rewritten by a model into a question that stands alone, and what it may not do to it.

The model sees the conversation and the question, as data. What it writes is only searched for and answered, never
shown as an answer; but a name or a number that nobody mentioned would send the search astray, so such a rewriting is
not used.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from bot.answering.answer import Exchange, Question
from bot.answering.follow_ups import standalone
from bot.answering.generative.fencing import fresh_boundary
from bot.answering.generative.guard import LINK, MENTION
from bot.answering.generative.limits import Patience
from bot.answering.mentions import names
from bot.answering.models import ChatModel, Prompt
from bot.errors import ModelUnavailable
from index.search.terms import WORD
from prompts import Template

Seconds = Callable[[], float]
Stop = Callable[[], bool]

SHARE_OF_PATIENCE: Final = 0.3
"""How much of the time a person waits may go into understanding the question."""
MOST_EXCHANGES: Final = 4
MOST_QUESTION_CHARS: Final = 400
MOST_ANSWER_CHARS: Final = 800
LONGEST: Final = 400
"""A rewritten question, in characters, unless the one put is longer."""
MOST_TOKENS: Final = 150
MOST_CHARS: Final = 4000
THOUGHTS: Final = re.compile(r"\s*<think>.*?</think>", re.DOTALL)
LABEL: Final = re.compile(r"[\s*_#]*(?:[\w ]{0,30}question[*_ ]*:)?[\s*_]*", re.IGNORECASE)


def understood(question: Question, template: Template, model: ChatModel, patience: Patience, stopped: Stop) -> str:
    """Return the question so that it stands alone, by the model where it can be had soon, and else by the rules."""
    if not question.history:
        return standalone(question)
    until = patience.left() * (1 - SHARE_OF_PATIENCE)
    try:
        rewritten = _rewritten(question, template, model, lambda: patience.left() - until, stopped)
    except ModelUnavailable:
        rewritten = ""
    return rewritten if is_usable(rewritten, question) else standalone(question)


def _rewritten(question: Question, template: Template, model: ChatModel, seconds: Seconds, stopped: Stop) -> str:
    """Return what the model makes of the question. Raises ModelUnavailable."""
    reply = ""
    for piece in model.stream(_prompt(question, template), seconds, stopped):
        reply += piece
        if len(reply) > MOST_CHARS or seconds() <= 0:
            return ""  # half a question is none
    return _bare(reply)


def is_usable(rewritten: str, question: Question) -> bool:
    """Tell whether a rewriting is one question of a bounded length that mentions nothing nobody mentioned."""
    if (
        not WORD.search(rewritten)
        or "\n" in rewritten
        or len(rewritten) > max(LONGEST, len(question.text) + LONGEST // 2)
    ):
        return False
    if LINK.search(rewritten) or MENTION.search(rewritten):
        return LINK.search(question.text) is not None or MENTION.search(question.text) is not None
    said = [question.text, *(text for each in question.history for text in (each.question, each.answer))]
    known = {word.casefold() for text in said for word in WORD.findall(text)}
    mentioned = [*names(f"so {rewritten}"), *(word for word in WORD.findall(rewritten) if _is_number(word))]
    return all(word.casefold() in known for mention in mentioned for word in WORD.findall(mention))


def _is_number(word: str) -> bool:
    return any(map(str.isdigit, word))


def _prompt(question: Question, template: Template) -> Prompt:
    boundary = fresh_boundary()
    conversation = "\n\n".join(_told(each) for each in question.history[-MOST_EXCHANGES:])
    return Prompt(
        system=template.fill("Instructions", boundary=boundary),
        user=template.fill("Message", boundary=boundary, conversation=conversation, question=question.text),
        max_tokens=MOST_TOKENS,
        purpose="follow_up",
    )


def _told(exchange: Exchange) -> str:
    answer = " ".join(exchange.answer.split())[:MOST_ANSWER_CHARS] or "Nothing was found."
    return f"Question: {' '.join(exchange.question.split())[:MOST_QUESTION_CHARS]}\nAnswer: {answer}"


def _bare(reply: str) -> str:
    """Return a reply without thoughts, a label before it and quotation marks around it."""
    text = THOUGHTS.sub("", reply, count=1).strip()
    return LABEL.sub("", text, count=1).strip().strip('"“”').strip()
