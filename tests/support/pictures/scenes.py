"""What people do in the pictures. Each scene goes on from those before it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final

from tests.support.pictures.discussion_scenes import having_it_told, talking_it_over
from tests.support.pictures.forms import Typing
from tests.support.pictures.stage import Stage, file
from tests.support.pictures.summary_scenes import summing_up
from tests.support.web_server import page

SAMPLE: Final = Path(__file__).parents[3] / "docs" / "sample" / "ai-travel-guidance.md"
HOURS: Final = """# Opening hours

The reading room opens at 9:00 and closes at 17:00 from Monday to Friday. It is closed at weekends.
"""
NEW_HOURS: Final = """# Opening hours

The reading room opens at 10:00 and closes at 18:00 from Monday to Friday. It is closed at weekends.
"""
RULES: Final = "# Reading room rules\n\nDrinks with a lid may be taken to the tables.\n\nPhones stay silent.\n"
TOURS: Final = """# Harbour tours

The small boat sails at noon and carries twelve guests. Tickets are sold at the quay.

## The tall ship

The tall ship was built in 1911 and rigged anew in 1987. Its bell is rung before each tour.
"""
BOATS: Final = "Boats in the harbour\n\nThe tug Minna was built in 1934 and is still under steam.\n"
VISITING: Final = "Visitors sign in at the desk. Groups book a week ahead. Bags stay in the lockers."
NEW_VISITING: Final = "Visitors sign in at the gate. Groups book a week ahead. Bags stay in the lockers."
A_MINUTES_WORTH: Final = 20
"""The questions a member may ask in a minute."""


async def asking(stage: Stage) -> None:
    """An answer, its proof, and what follows it."""
    asked = await stage.did(stage.tom.slash(stage.channel, "ask", question="Which hubs issued guidance?"))
    stage.hang("ask", "An answer to /ask, with its source", stage.seen(asked))
    passage = await stage.did(stage.tom.press(asked, "Show passage"))
    stage.hang("passage", "The passage a source quotes, the quote highlighted", stage.seen(passage))
    nothing = await stage.did(stage.tom.slash(stage.channel, "ask", question="What is the capital of Peru?"))
    stage.hang("not-found", "No answer: what was looked at, and the closest passages", stage.seen(nothing))


async def conversing(stage: Stage) -> None:
    """A mention and a reply to its answer."""
    bot = stage.discord.bot_user
    first = await stage.tom.says(stage.channel, f"{bot.mention} who hosted the February 17 meeting?", mentions=[bot])
    answer = await stage.discord.next_message(stage.channel, after=first)
    await answer.until(lambda it: "Sources" in it.text)
    then = await stage.tom.says(stage.channel, "and who attended it?", reply_to=answer)
    more = await stage.discord.next_message(stage.channel, after=then)
    await more.until(lambda it: "Sources" in it.text)
    shown = map(stage.seen, (first, answer, then, more))
    stage.hang("conversation", "A mention answered in a reply, and a follow-up", *shown)


async def from_a_message(stage: Stage) -> None:
    """The menu of a message, whose answer only the asker sees until it is shared."""
    wondered = await stage.tom.says(stage.channel, "Why are officials worried about AI experts travelling?")
    private = await stage.did(stage.ines.menu(wondered, "Answer this"))
    stage.hang(
        "answer-this", "“Answer this” on a message, seen by Ines alone", stage.seen(wondered), stage.seen(private)
    )


async def typing(stage: Stage) -> None:
    """Titles offered while a command is typed."""
    choices = await stage.tom.autocomplete(stage.channel, "ask", "document", "o", question="When does it open?")
    options = (("question", "When does it open?"), ("document", "o"))
    offered = [choice["name"] for choice in choices]
    stage.hang("autocomplete", "Titles offered for the option document of /ask", Typing("/ask", options, offered))


async def looking_round(stage: Stage) -> None:
    """What members see of the library."""
    listed = await stage.did(stage.tom.slash(stage.channel, "library list"))
    stage.hang("library-list", "The documents of a library", stage.seen(listed))
    shown = await stage.did(stage.tom.press(listed, "Show"))
    stage.hang("library-show", "One document", stage.seen(shown))
    about = await stage.did(stage.tom.slash(stage.channel, "topics"))
    stage.hang("topics", "What the documents are about, and what to ask them", stage.seen(about))
    answered = await stage.did(stage.tom.slash(stage.channel, "ask", question="Who hosted the February 17 meeting?"))
    stage.hang("ask-next", "An answer, and what to ask next", stage.seen(answered, opened=True))
    helped = await stage.did(stage.maya.slash(stage.channel, "help"))
    stage.hang("help", "Help, as an admin sees it", stage.seen(helped))


async def changing(stage: Stage) -> None:
    """A document in two versions: an answer from the old one, the history, and a way back."""
    asked = await stage.did(stage.tom.slash(stage.channel, "ask", question="When does the reading room open?"))
    stage.calendar.turn(month=3, day=16)
    posted = await stage.tom.says(
        stage.channel, "Here are the new hours.", attachments=[file("opening-hours.md", NEW_HOURS)]
    )
    added = await stage.did(stage.maya.menu(posted, "Add to library"))
    stage.hang("add-to-library", "“Add to library” on a message with a file", stage.seen(posted), stage.seen(added))
    told = await stage.did(stage.tom.slash(stage.channel, "summary changes", since="2026-03-10"))
    stage.hang("summary-changes", "What changed since a day, with the words of before and now", stage.seen(told))
    old = await stage.did(stage.tom.press(asked, "Show passage"))
    stage.hang("old-passage", "A passage of a document that has changed since", stage.seen(old))
    history = await stage.did(stage.tom.slash(stage.channel, "library history", document="Opening hours"))
    stage.hang("library-history", "The versions of a document", stage.seen(history))
    stage.calendar.turn(month=3, day=20)
    restored = await stage.did(stage.maya.slash(stage.channel, "library restore", document="Opening hours", version=1))
    stage.hang("library-restore", "An earlier version made live again", stage.seen(restored))


async def removing(stage: Stage) -> None:
    """Documents made anew, and one removed."""
    again = await stage.did(stage.maya.slash(stage.channel, "library reindex"))
    stage.hang("library-reindex", "Every document made anew", stage.seen(again))
    question = await stage.did(stage.maya.slash(stage.channel, "library remove", document="Opening hours"))
    asked = stage.seen(question)
    removed = await stage.did(stage.maya.press(question, "Remove"))
    stage.hang(
        "library-remove", "The question before a document is removed, and what it becomes", asked, stage.seen(removed)
    )


async def adding(stage: Stage) -> None:
    """Several files through a form, one of them of a kind that is not read."""
    opened = await (await stage.maya.slash(stage.tour_channel, "library add")).acknowledgement()
    assert opened.modal is not None
    stage.hang("library-add-form", "The form of /library add", opened.modal)
    files = [file("harbour-tours.md", TOURS), file("boats.txt", BOATS), file("plan.dwg", "none")]
    seen = await stage.maya.submit(opened.modal, {"Files": files})
    await seen.until(lambda it: "Working" in it.text and "%" in it.text, 15)
    stage.hang("library-add-progress", "Files being added", stage.seen(seen.message))
    await stage.discord.until(lambda: len(stage.app.jobs.listed(str(stage.museum.id))) == len(files) - 1, 15)
    jobs = await stage.did(stage.maya.slash(stage.tour_channel, "library jobs"))
    stage.hang("library-jobs", "What is being done to a library, and what has been", stage.seen(jobs))
    await stage.filled.wait()
    stage.embedder.go_on.set()
    await seen.until(lambda it: it.final and "Working" not in it.text, 15)
    stage.hang("library-add", "What came of files that were added", stage.seen(seen.message))


async def choosing(stage: Stage) -> None:
    """What admins choose."""
    stage.guild.role("Librarians")
    panel = await stage.did(stage.maya.slash(stage.channel, "settings"))
    await stage.did(stage.maya.choose(panel, "fn:channels", [stage.channel]))
    await stage.did(stage.maya.press(panel, "fn:direct"))
    form = await (await stage.maya.press(panel, "Change")).acknowledgement()
    assert form.modal is not None
    stage.hang("settings-limit", "The form for the daily limit", form.modal)


async def following(stage: Stage) -> None:
    """A web page, looked at again, and the news of it."""
    stage.site.says("/visiting", *(page(f"<title>Visiting</title><p>{text}") for text in (VISITING, NEW_VISITING)))
    added = await stage.did(stage.maya.slash(stage.channel, "library add", url="http://docs.example/visiting"))
    await added.until(lambda it: "added" in it.text, 15)
    stage.hang("library-add-page", "A web page that was added", stage.seen(added))
    every = await stage.did(stage.maya.slash(stage.channel, "library schedule", every=1440, document="Visiting"))
    stage.hang("library-schedule", "How often a web page is looked at again", stage.seen(every))
    news = stage.guild.channel("news")
    panel = await stage.did(stage.maya.slash(stage.channel, "settings"))
    await stage.did(stage.maya.choose(panel, "fn:report-channel", [news]))
    stage.hang("settings", "The settings of a server", stage.seen(panel))
    stage.calendar.turn(month=3, day=23)
    told = await stage.discord.next_message(news)
    stage.hang("report", "What changed, told in the channel the admins chose", stage.seen(told))
    compared = await stage.did(stage.tom.press(told, "What changed"))
    stage.hang("library-compare", "What came and what went between two versions", stage.seen(compared))
    again = await stage.did(stage.maya.slash(stage.channel, "library refresh", document="Visiting"))
    await again.until(lambda it: "unchanged" in it.text, 15)
    stage.hang("library-refresh", "A web page looked at again", stage.seen(again))


async def writing_directly(stage: Stage) -> None:
    """A direct message, for which a server is picked."""
    museum = await stage.did(stage.maya.slash(stage.tour_channel, "settings"))
    await stage.did(stage.maya.press(museum, "fn:direct"))
    wrote = await stage.tom.dm("Which hubs issued guidance?")
    offer = await stage.discord.next_message(stage.tom.direct, after=wrote)
    stage.hang(
        "direct-message", "The servers offered in a direct message", stage.seen(wrote), stage.seen(offer, opened=True)
    )


async def too_many(stage: Stage) -> None:
    """More questions than a member may ask in a minute."""
    for _ in range(A_MINUTES_WORTH):
        await stage.did(stage.ines.slash(stage.channel, "ask", question="Which hubs?", private=True))
    refused = await stage.did(stage.ines.slash(stage.channel, "ask", question="Which hubs?"))
    stage.hang("cooldown", "A question refused because there were too many", stage.seen(refused))


Scene = Callable[[Stage], Awaitable[None]]
IN_ORDER: Final[tuple[Scene, ...]] = (
    asking,
    conversing,
    from_a_message,
    typing,
    looking_round,
    summing_up,
    changing,
    removing,
    choosing,
    following,
    talking_it_over,
    having_it_told,
    writing_directly,
    too_many,
)


async def play(stage: Stage) -> None:
    """Play every scene. Files are added in the other server meanwhile: progress is shown only every two seconds."""
    async with asyncio.TaskGroup() as group:
        group.create_task(adding(stage))
        for name, text in ((SAMPLE.name, SAMPLE.read_text("utf-8")), ("opening-hours.md", HOURS), ("rules.md", RULES)):
            await asyncio.to_thread(stage.add, name, text)
        stage.filled.set()
        for scene in IN_ORDER:
            await scene(stage)
