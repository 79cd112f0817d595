"""Answers as screens: the claims with their marks and sources, or that there is no answer and what comes closest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from bot.answering.answer import Answer, Citation
from bot.discord_ui.checked_answers import CHECKED
from bot.discord_ui.screens.actions import custom_id
from bot.discord_ui.screens.escaping import NOTHING, safe_line
from bot.discord_ui.screens.paging import Near, Part, pages_of_claims, pages_of_closest, source, sources
from bot.discord_ui.screens.places import shown_title
from bot.discord_ui.screens.quotations import shown_claims
from bot.discord_ui.screens.screen import Accent, Block, Button, Row, Rule, Screen, Section, Text
from bot.records.nouns import GivenAnswer, Searched
from bot.wording import counted

Role = Literal["public", "thread", "private", "direct"]
"""Who sees an answer, and so what can be done with it: a channel, a thread, the asker alone, a direct message."""

LONGEST_QUESTION: Final = 300
LONGEST_MODEL: Final = 60
LONGEST_NOTE: Final = 300
SEARCHING: Final = "🔎 Searching the documents…"
NOT_FOUND: Final = "**The documents do not say.**"
CLOSEST: Final = "**Closest passages, not answers**"
SOURCES: Final = "**Sources**"
EMPTY: Final = "This library is empty. Whoever manages it adds documents with `/library add`."


def notice(sentence: str, accent: Accent = "notice") -> Screen:
    """Return a screen of one sentence, which is markdown: names in it are escaped already."""
    return Screen((Text(sentence),), accent)


def searching() -> Screen:
    """Return what is shown until the answer is there."""
    return notice(SEARCHING)


def answer_screen(given: GivenAnswer, page: int = 1, *, show_question: bool, role: Role | None = None) -> Screen:
    """Return a page of an answer, the nearest there is. Pages count from 1.

    `show_question` where the question is not to be seen above the answer. `role` is what `given` says where it is None.
    """
    bodies = _bodies(given)
    page = min(max(page, 1), len(bodies))
    question = [_title(given.answer)] if show_question else []
    small = _small_print(given.answer, page, len(bodies))
    end = [Text("\n".join(f"-# {line}" for line in small))] if small else []
    rows = _rows(given, page, len(bodies), role or _role(given)) if given.searched.documents else ()
    return Screen((*question, *bodies[page - 1], *end, *rows), "answer" if given.answer.claims else "not_found")


def question_title(question: str) -> Text:
    """Return the question as it stands above an answer."""
    return Text(f"**{safe_line(question, LONGEST_QUESTION)}**")


def _title(answer: Answer) -> Text:
    """Return what stands above an answer; a text that was checked does not look like something Footnote says."""
    if answer.writer == CHECKED:
        return Text(f"**Checked:** {safe_line(answer.question, LONGEST_QUESTION)}")
    return question_title(answer.question)


def _bodies(given: GivenAnswer) -> list[tuple[Block, ...]]:
    """Return what is particular to each page."""
    answer = given.answer
    if answer.claims:
        return [tuple(_found(given, parts)) for parts in pages_of_claims(shown_claims(answer), answer.citations)]
    return [tuple(_not_found(given, shown)) for shown in pages_of_closest(answer.closest)]


def _role(given: GivenAnswer) -> Role:
    if given.direct:
        return "direct"
    return "private" if given.private else "public"


def _found(given: GivenAnswer, parts: Sequence[Part]) -> Iterator[Block]:
    between = "\n" if given.answer.writer == CHECKED else " "
    yield Text(between.join(part.markdown for part in parts).strip() or NOTHING)
    cited = sources(parts)
    if cited:
        yield Rule()
        yield Text(SOURCES)
    for citation in cited:
        yield Section(source(citation), _show_passage(given, citation))


def _not_found(given: GivenAnswer, closest: Sequence[Near]) -> Iterator[Block]:
    yield Text(f"{NOT_FOUND}\n{_looked_at(given.searched)}")
    if closest:
        yield Rule()
        yield Text(CLOSEST)
    for near in closest:
        yield Section(near.markdown, _show_passage(given, near.citation))


def _looked_at(searched: Searched) -> str:
    if not searched.documents:
        return EMPTY
    passages = counted(searched.passages, "passage")
    if searched.title is not None:
        return f"Looked only at “{shown_title(searched.title)}”, {passages}."
    return f"Looked at {counted(searched.documents, 'document')}, {passages}."


def _small_print(answer: Answer, page: int, pages: int) -> list[str]:
    lines = []
    if " ".join(answer.standalone.split()) != " ".join(answer.question.split()):
        lines.append(f"Searched for: {safe_line(answer.standalone, LONGEST_QUESTION)}")
    if answer.claims and answer.writer != CHECKED:
        lines.append(written_by(answer))
    if answer.note:
        lines.append(safe_line(answer.note, LONGEST_NOTE))
    if pages > 1:
        lines.append(f"Page {page} of {pages}")
    return lines


def written_by(answer: Answer) -> str:
    """Return how the sentences came about."""
    if answer.model is None:
        return "Quoted from the documents"
    return f"Written by {safe_line(answer.model, LONGEST_MODEL)} and checked: {answer.counts}"


def _rows(given: GivenAnswer, page: int, pages: int, role: Role) -> Iterator[Row]:
    of = (given.library, given.id)
    buttons = [
        Button("Helpful", custom_id("rate", *of, 1)),
        Button("Not helpful", custom_id("rate", *of, 0)),
    ]
    if role == "public" and not given.shared:
        buttons.append(Button("Continue in a thread", custom_id("thread", *of)))
    if role == "private" and not given.shared:
        buttons.append(Button("Share", custom_id("share", *of), "primary"))
    yield Row(tuple(buttons))
    if pages > 1:
        back = Button("◀ Back", custom_id("page", *of, page - 1), disabled=page == 1)
        more = Button("More ▶", custom_id("page", *of, page + 1), disabled=page == pages)
        yield Row((back, more))


def _show_passage(given: GivenAnswer, citation: Citation) -> Button:
    return Button("Show passage", custom_id("passage", given.library, given.id, citation.number, "-"))
