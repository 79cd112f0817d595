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
from tests.support.scripted_models import ScriptedModel, saying_in_lines

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
USED: Final = ModelUsage(MODEL, 41, 98_300, 7_150)
BY_OTHERS: Final = ModelUsage("gpt-4.1-mini", 310, 812_000, 64_400)


@dataclass(slots=True)
class Writer:
    """Stands for what gives each question its model; of this one the second sentence waits until it may `go_on`."""

    go_on: Event = field(default_factory=Event)

    def for_question(self, _library: str, _asker: int) -> ScriptedModel:
        return ScriptedModel(self._write, name=MODEL)

    def _write(self, prompt: Prompt) -> Iterator[str]:
        for say in (saying_in_lines((TOLD_IN_OWN_WORDS, [TOLD])), saying_in_lines(REPORTED)):
            yield f"{say(prompt)}\n\n"
            self.go_on.wait(20)


async def play_with_model(stage: Stage, writer: Writer) -> None:
    """Play every scene."""
    await asyncio.to_thread(stage.add, SAMPLE.name, SAMPLE.read_text("utf-8"))
    await writing(stage, writer)
    await checking(stage)
    await counting(stage)


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
    await asyncio.to_thread(stage.app.records.spend, library, stage.maya.id, USED)
    await asyncio.to_thread(stage.app.records.spend, library, stage.tom.id, BY_OTHERS)
    used = await stage.did(stage.maya.slash(stage.channel, "usage"))
    stage.hang("usage", "What an admin has used, and the server", stage.seen(used))
