"""The way of a discussion's summary: its conversations read one by one, by a model where there is one.

Nothing of it is kept, here or anywhere: what was read ends with the summary.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.answering import extractive as answers
from bot.answering.generative.writing import STOPPED
from bot.answering.models import ChatModel
from bot.answering.summaries.assembling import summary_of, verified_parts
from bot.answering.summaries.discussions.attributing import attributed
from bot.answering.summaries.discussions.discussion import Discussion, Embed, PostTexts, material_of
from bot.answering.summaries.discussions.talk import Talk
from bot.answering.summaries.extractive.focus import Focus, focus_on
from bot.answering.summaries.extractive.writing import Offered
from bot.answering.summaries.generative.writing import SummaryWriting
from bot.answering.summaries.material import Material
from bot.answering.summaries.request import SummaryRequest
from bot.answering.summaries.summarizing import check
from bot.answering.summaries.summary import Coverage, Summary
from bot.answering.summaries.watching import Watcher
from bot.errors import ModelUnavailable, Stopped, SummaryError
from index.embedding import Vectors

ModelForCall = Callable[[], ChatModel | None]
"""Gives the model for one call, which counts as one question; None where there is none."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a discussion is summarised with: what embeds its sentences, how a model writes, and the model of a call."""

    embed: Embed
    writing: SummaryWriting
    model: ModelForCall


def summarize_discussion(discussion: Discussion, request: SummaryRequest, means: Means, watcher: Watcher) -> Summary:
    """Summarise what was read of a discussion, every sentence the quote of a message.

    A watcher that stops it gets what was read by then. Raises SummaryError where there is nothing to summarise, and
    Stopped where nothing was read yet.
    """
    started = time.perf_counter()
    check(request)
    if not discussion.posts:
        raise SummaryError(_nothing_in(discussion))
    material = material_of(discussion, means.embed)
    written = _written(discussion, material, request, means, watcher)
    timings = {"total": (time.perf_counter() - started) * 1000}
    return attributed(replace(written, answer=replace(written.answer, timings_ms=timings)), discussion)


def _nothing_in(discussion: Discussion) -> str:
    """Return that nothing was read there, and what was found and not read."""
    if not discussion.left_out:
        return f"There is nothing to summarise: nobody wrote anything in {discussion.place} in that time."
    found = f"all that was found there: {', '.join(discussion.left_out)}"
    unread = f"; not read: {discussion.unread}" if discussion.unread else ""
    return f"There is nothing to summarise in {discussion.place}; {found}{unread}."


@dataclass(frozen=True, slots=True)
class _Attributing:
    """A watcher that is shown what there is by now as the whole will be."""

    watcher: Watcher
    discussion: Discussion

    @property
    def stopped(self) -> bool:
        return self.watcher.stopped

    def progress(self, read: int, of: int) -> None:
        self.watcher.progress(read, of)

    def show(self, so_far: Summary) -> None:
        self.watcher.show(attributed(so_far, self.discussion))


def _written(
    discussion: Discussion, material: Material, request: SummaryRequest, means: Means, watcher: Watcher
) -> Summary:
    """Have a model write the summary, or say it in the messages' own sentences where that fails, and why."""
    model, focus = means.model(), _focus(request, means.embed)
    if model is None:
        return _extracted(discussion, material, request, focus, watcher)
    in_turn = _in_turn(means.model, model)
    telling = _Attributing(watcher, discussion)
    try:
        return means.writing.write(request, material, PostTexts(discussion), focus, in_turn, telling).summary
    except ModelUnavailable as error:
        return _noted(_extracted(discussion, material, request, focus, watcher), str(error))


def _noted(summary: Summary, why: str) -> Summary:
    """Return the summary with the reason why no model wrote it, unless it has a note of its own."""
    return replace(summary, answer=replace(summary.answer, note=summary.answer.note or why))


def _in_turn(model: ModelForCall, first: ChatModel) -> Callable[[], ChatModel]:
    """Return what gives the model for one call."""
    return lambda: model() or first


def _extracted(
    discussion: Discussion, material: Material, request: SummaryRequest, focus: Focus, watcher: Watcher
) -> Summary:
    talk, sections = Talk(discussion.posts), len(material.sections)
    offered = _read_through(material, talk, focus, watcher)
    read = len(offered.sections)
    if not read:
        raise Stopped(STOPPED)
    verified, parts = verified_parts(talk.written(material, offered, request.length), PostTexts(discussion))
    note = STOPPED if read < sections else None
    coverage = Coverage(read, sections, material.unit)
    return summary_of(request, material, verified, parts, coverage, writer=answers.NAME, note=note)


def _read_through(material: Material, talk: Talk, focus: Focus, watcher: Watcher) -> Offered:
    """Read the conversations one by one and keep the best of each; ends early when stopped."""
    kept = []
    for number, section in enumerate(material.sections):
        if watcher.stopped:
            break
        kept.append(talk.offered(section.read(), number, focus))
        watcher.progress(number + 1, len(material.sections))
    return Offered(kept)


def _focus(request: SummaryRequest, embed: Embed) -> Focus:
    def embedded(words: str) -> Vectors | None:
        vectors = embed([words])
        return None if vectors is None else vectors[0]

    return focus_on(request.focus, embedded) if request.focus else Focus()
