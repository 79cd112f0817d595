from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from bot.discord_ui.documents.adding_rendering import outcome_screen, progress_screen
from bot.discord_ui.documents.asked import Asked
from bot.discord_ui.documents.batch import Batch, Item
from bot.discord_ui.documents.library_rendering import (
    document_screen,
    history_screen,
    list_screen,
    removal_question,
    removed_screen,
    restored_screen,
)
from bot.discord_ui.screens.screen import Button, Row, Screen, Section
from bot.discord_ui.server_settings_rendering import Panel, settings_screen
from bot.records.nouns import ServerSettings
from index.documents import AddResult, Change, Document, Version
from index.errors import SourceUnreadable
from index.jobs.job import Outcome, Progress
from tests.support.hostile import HOSTILE
from tests.support.screens import inert_texts, payload

LIBRARY = "9" * 20
WHEN = datetime(2026, 3, 3, 12, tzinfo=UTC)


def document(number: int, title: str, source: str = "notes.md") -> Document:
    return Document(f"{number:012x}", LIBRARY, title, source, 3, WHEN, 1234, 12)


def buttons(screen: Screen) -> list[Button]:
    sections = [block.button for block in screen.blocks if isinstance(block, Section)]
    rows = [button for block in screen.blocks if isinstance(block, Row) for button in block.buttons]
    return [button for button in (*sections, *rows) if isinstance(button, Button)]


def test_the_list_shows_each_document_with_its_file_version_date_and_passages() -> None:
    screen = list_screen(LIBRARY, [document(1, "Workshop rules"), document(2, "Ferries", "/srv/secret/ferries.txt")], 0)
    text = "\n".join(inert_texts(screen))

    assert "**2 documents**, 24 passages" in text
    assert "**Workshop rules**\n-# notes.md, Markdown · version 3 of <t:1772539200:D> · 12 passages" in text
    assert "-# ferries.txt, plain text" in text
    assert "/srv" not in text
    assert [button.action for button in buttons(screen)] == [
        f"fn:document:{LIBRARY}:000000000001",
        f"fn:document:{LIBRARY}:000000000002",
    ]


def test_every_document_is_on_exactly_one_page_of_the_list() -> None:
    documents = [document(number, f"Document {number}") for number in range(21)]
    seen = []
    for page in range(3):
        screen = list_screen(LIBRARY, documents, page)
        seen += [button.action.split(":")[3] for button in buttons(screen) if button.label == "Show"]
    assert seen == [each.id for each in documents]


@pytest.mark.parametrize(("page", "shown"), [(-5, 0), (0, 0), (1, 1), (2, 2), (3, 2), (10**9, 2)])
def test_a_page_that_is_not_there_any_more_is_the_nearest_one(page: int, shown: int) -> None:
    documents = [document(number, f"Document {number}") for number in range(21)]
    screen = list_screen(LIBRARY, documents, page)

    before, after = buttons(screen)[-2:]
    assert after.label == f"Next ({shown + 1}/3)"
    assert (before.disabled, after.disabled) == (shown == 0, shown == 2)


def test_an_empty_library_says_how_to_begin() -> None:
    assert "`/library add`" in inert_texts(list_screen(LIBRARY, [], 0))[0]


def test_five_hundred_documents_of_hostile_titles_list_within_every_limit_and_nothing_takes_effect() -> None:
    names = list(product(HOSTILE, HOSTILE))[:500]
    documents = [document(number, title, file) for number, (title, file) in enumerate(names)]
    for page in range(0, 500 // 8 + 1, 3):
        inert_texts(list_screen(LIBRARY, documents, page))


def test_a_hostile_name_does_nothing_on_any_screen() -> None:
    versions = [Version("1", number, "", WHEN, 10**9, live=number == 399) for number in range(400, 0, -1)]
    for screen in (screen for name in HOSTILE for screen in screens_of(document(1, name, name), versions)):
        inert_texts(screen)


def screens_of(one: Document, versions: list[Version]) -> tuple[Screen, ...]:
    return (
        document_screen(LIBRARY, one, versions),
        history_screen(LIBRARY, one, versions, 7),
        removal_question(LIBRARY, one, 400, 2**64 - 1),
        removed_screen(one),
        restored_screen(2, AddResult(one, "restored", 12, 0, 0.1)),
        restored_screen(2, AddResult(one, "unchanged", 12, 0, 0.1)),
    )


def test_the_history_marks_the_live_version_and_opens_each() -> None:
    one = document(1, "Rules")
    versions = [Version(one.id, number, "", WHEN, 1000, live=number == 2) for number in (3, 2, 1)]
    screen = history_screen(LIBRARY, one, versions, 0)
    texts = inert_texts(screen)

    assert texts[2] == "Version 2, **live**\n-# <t:1772539200:D> · 1,000 characters"
    assert [button.action for button in buttons(screen)] == [
        f"fn:read:{LIBRARY}:000000000001:{number}:-" for number in (3, 2, 1)
    ]


def batch(items: list[Item]) -> Batch:
    return Batch(LIBRARY, Asked(1, 2), items)


def failed(name: str) -> Item:
    item = Item(name)
    item.fail(SourceUnreadable(f"{name}: no text."))
    return item


def done(name: str, title: str = "Rules", notes: tuple[str, ...] = ()) -> Item:
    change = Change("000000000001", title, "added", 3, passages=12, embedded=12, seconds=0.44, notes=notes)
    return Item(name, stage="done", outcome=Outcome((change,)))


def test_the_outcome_names_every_file_and_why_one_was_not_taken_in() -> None:
    text = "\n".join(inert_texts(outcome_screen(batch([done("rules.md"), failed("broken.md")]))))

    assert text.splitlines() == [
        "**1 added, 1 not done**; 12 passages",
        "• **Not done:** broken.md: no text.",
        "• Added: **Rules** (rules.md), version 3, 12 passages, 0.4 s",
    ]


def test_what_is_left_for_after_a_restart_is_said() -> None:
    text = "\n".join(inert_texts(outcome_screen(batch([done("rules.md"), Item("late.md", stage="paused")]))))
    assert "**1 added, 1 to be done**" in text
    assert "goes on when it is back" in text


def test_progress_is_shown_in_percent_and_passages_with_the_time_left() -> None:
    half = Progress(passages_done=30, passages=120)
    items = [done("a.md"), Item("b.md", stage="working", progress=half), Item("c.md", stage="working"), Item("d.md")]
    (text,) = inert_texts(progress_screen(batch(items), 25.0))
    assert text.splitlines() == [
        "**Working: 1 of 4 done**, about 30 seconds left",
        "• b.md: 25 %, 30 of 120 passages",
        "• c.md: reading",
        "• d.md: waiting",
    ]


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "10 seconds"), (89, "90 seconds"), (90, "2 minutes"), (3601, "61 minutes")]
)
def test_the_time_left_is_said_in_steps_that_do_not_flicker(seconds: float, words: str) -> None:
    (text,) = inert_texts(progress_screen(batch([Item("a.md")]), seconds))
    assert f", about {words} left" in text


def test_what_could_not_be_read_is_said_under_its_file_and_bounded() -> None:
    notes = tuple(f"page {number} is an image; no text" for number in range(1, 9))
    (text,) = inert_texts(outcome_screen(batch([done("rules.pdf", notes=notes)])))
    assert text.splitlines()[1:3] == [
        "• Added: **Rules** (rules.pdf), version 3, 12 passages, 0.4 s",
        "-# ⚠️ page 1 is an image; no text",
    ]
    assert text.count("is an image") == 5
    assert text.endswith("and 3 things more that could not be read")


@pytest.mark.parametrize("count", [0, 1, 10, 500])
def test_batches_of_any_size_and_name_fit_in_a_message(count: int) -> None:
    names = [*HOSTILE, *HOSTILE[::-1]] * 8
    for items in (
        [failed(name) for name in names[:count]],
        [done(name, names[-1 - at], tuple(names[at : at + 9])) for at, name in enumerate(names[:count])],
        [Item(name, stage="working", progress=Progress(passages_done=5, passages=7)) for name in names[:count]],
    ):
        inert_texts(outcome_screen(batch(items), resumed=True))
        inert_texts(progress_screen(batch(items)))


def test_what_does_not_fit_is_counted() -> None:
    (text,) = inert_texts(outcome_screen(batch([failed(f"{number:03}{'x' * 100}") for number in range(500)])))
    shown = text.count("**Not done:**")
    assert 10 < shown < 500
    assert f"and {500 - shown} more" in text


@pytest.mark.parametrize("channels", [(), (1,), tuple(range(1, 26))])
def test_the_settings_fit_in_a_message(channels: tuple[int, ...]) -> None:
    settings = ServerSettings(channels, 2**63, 100_000, private=True, direct_messages=True)
    components = payload(settings_screen(Panel(LIBRARY, settings, (10**9, 10**9), 3)))
    assert "100,000 questions" in str(components)
    assert "3 channels" in str(components)
