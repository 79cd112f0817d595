"""What people do in the pictures where a model writes: a model of the pictures' own, which says what is to be seen."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event
from typing import Final

from bot.answering.models import Prompt
from bot.records.nouns import ModelUsage
from tests.support.pictures.scenes import SAMPLE
from tests.support.pictures.stage import Stage
from tests.support.pictures.summary_scenes import TITLE
from tests.support.scripted_models import ScriptedModel, passages, saying, saying_in_lines

MODEL: Final = "qwen3-8b"
QUESTION: Final = "What must travellers tell the authorities before they leave and after the trip?"
TOLD: Final = "Before leaving, the executive must tell the authorities about the travel plans."
TOLD_IN_OWN_WORDS: Final = "Before leaving, executives must tell the authorities about their travel plans."
REPORTED: Final = (
    "After the trip, the executive must report to the authorities on what the executive did and whom the executive met."
)
CLAIMED: Final = (
    "China has banned foreign travel outright. The February 17 meeting was hosted by Xi Jinping. The rules were "
    "written in Shenzhen."
)
QUESTIONS: Final = 18
MET: Final = (
    "The February 17 meeting was hosted by Xi Jinping, the President of China, and attended by the most prominent "
    "businessmen of the country."
)
SAID: Final = (
    "The Wall Street Journal reported the order; the newspaper's sources are people familiar with the matter.",
    "AI is the newest field of technological competition between the United States and China.",
    "An executive who travels in spite of the guidelines has two duties of disclosure.",
    MET,
)
"""What the model says of the sample; of its other sections nothing."""
USED: Final = ModelUsage(MODEL, 41, 98_300, 7_150)
BY_OTHERS: Final = ModelUsage("gpt-4.1-mini", 310, 812_000, 64_400)


@dataclass(slots=True)
class Writer:
    """Stands for what gives each question its model; of this one the second sentence waits until it may `go_on`.

    Of a summary the sections with the meeting wait until it may `read_on`.
    """

    go_on: Event = field(default_factory=Event)
    read_on: Event = field(default_factory=Event)

    def for_question(self, _library: str, _asker: int) -> ScriptedModel:
        return ScriptedModel(self._write, name=MODEL, summary=self._sum_up)

    def _write(self, prompt: Prompt) -> Iterator[str]:
        for say in (saying_in_lines((TOLD_IN_OWN_WORDS, [TOLD])), saying_in_lines(REPORTED)):
            yield f"{say(prompt)}\n\n"
            self.go_on.wait(20)

    def _sum_up(self, prompt: Prompt) -> str:
        shown = "\n".join(passages(prompt).values())
        if MET in shown:
            self.read_on.wait(20)
        return saying(*(sentence for sentence in SAID if sentence in shown))(prompt)


async def play_with_model(stage: Stage, writer: Writer) -> None:
    """Play every scene."""
    await asyncio.to_thread(stage.add, SAMPLE.name, SAMPLE.read_text("utf-8"))
    await writing(stage, writer)
    await checking(stage)
    await counting(stage)
    await summing_up_with_model(stage, writer)


async def writing(stage: Stage, writer: Writer) -> None:
    """An answer while it is written, and when it is whole."""
    seen = await (await stage.tom.slash(stage.channel, "ask", question=QUESTION)).until(lambda it: "[1]" in it.text)
    stage.hang("writing", "An answer while it is written, with the button Stop", stage.seen(seen.message))
    writer.go_on.set()
    await seen.until(lambda it: "Written by" in it.text)
    stage.hang("written", "The same answer when it is whole", stage.seen(seen.message))


async def checking(stage: Stage) -> None:
    """The statements of a message, held against the documents."""
    claimed = await stage.ines.says(stage.channel, CLAIMED)
    checked = await stage.did(stage.tom.menu(claimed, "Check against the library"))
    stage.hang("check", "A message and what the documents say of it", stage.seen(claimed), stage.seen(checked))


async def counting(stage: Stage) -> None:
    """What a member and a server have used."""
    library = str(stage.guild.id)
    for _ in range(QUESTIONS):
        stage.app.records.count_question(library, stage.maya.id)
    await asyncio.to_thread(stage.app.records.spend, library, stage.maya.id, USED)
    await asyncio.to_thread(stage.app.records.spend, library, stage.tom.id, BY_OTHERS)
    used = await stage.did(stage.maya.slash(stage.channel, "usage"))
    stage.hang("usage", "What an admin has used, and the server", stage.seen(used))


async def summing_up_with_model(stage: Stage, writer: Writer) -> None:
    """A summary while it is made, and when it is done, of a model that has nothing to say of two sections."""
    seen = await stage.tom.slash(stage.channel, "summary document", document=TITLE, length="full")
    await seen.until(lambda it: "[3]" in it.text, 15)
    stage.hang("summary-writing", "A summary while it is made, with the button Stop", stage.seen(seen.message))
    writer.read_on.set()
    await seen.until(lambda it: "Export" in it.message.labels(), 15)
    stage.hang("summary-partial", "A summary that says what is missing", stage.seen(seen.message))
