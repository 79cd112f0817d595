"""Summaries in the pictures: of a document, of a topic, of the library for one alone, and a question about that."""

from __future__ import annotations

from typing import Final

from tests.support.pictures.stage import Stage

TITLE: Final = "China's Travel Guidance for AI Experts"


async def summing_up(stage: Stage) -> None:
    """A short summary, a full one, one of a topic, one that only its asker sees, and the form to ask about that."""
    tom, ines, channel = stage.tom, stage.ines, stage.channel
    short = await stage.did(tom.slash(channel, "summary document", document=TITLE))
    stage.hang("summary-document", "A summary of a document, with its quotes behind a menu", stage.seen(short))
    full = await stage.did(tom.slash(channel, "summary document", document=TITLE, length="full"))
    stage.hang("summary-full", "A full summary, with something of every section", stage.seen(full))
    topic = await stage.did(tom.slash(channel, "summary topic", topic="the February 17 meeting"))
    stage.hang("summary-topic", "What the documents say about a topic", stage.seen(topic))
    private = await stage.did(
        ines.slash(channel, "summary library", length="headline", focus="for a newcomer", private=True)
    )
    stage.hang("summary-library", "A summary of the library that one member alone sees", stage.seen(private))
    form = await (await ines.press(private, "Ask about this")).acknowledgement()
    assert form.modal is not None
    stage.hang("summary-ask", "The form for a question about a summary", form.modal)
