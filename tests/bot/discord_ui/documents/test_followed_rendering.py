"""Jobs, comparisons and reports on the screen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.discord_ui.documents.comparison_rendering import comparison_screen
from bot.discord_ui.documents.intervals import INTERVALS, interval
from bot.discord_ui.documents.job_rendering import jobs_screen
from bot.discord_ui.documents.library_rendering import document_screen
from bot.discord_ui.documents.report_rendering import news, page_screen, report_screen
from bot.discord_ui.screens.screen import Button, Row, Screen, Section
from index.documents import Change, Comparison, Document, Sentence, Span
from index.following.source import Facts, Source
from index.jobs.job import Item, Job, JobState, Outcome, Progress
from tests.support.hostile import HOSTILE
from tests.support.screens import inert_texts

LIBRARY = "9" * 20
WHEN = datetime(2026, 3, 3, 12, tzinfo=UTC)
DOCUMENT = Document("c0ffee000000", LIBRARY, "Ferries", "https://docs.example/ferries?a=1", 4, WHEN, 1234, 12)


def buttons(screen: Screen) -> list[tuple[str, str]]:
    sections = [block.button for block in screen.blocks if isinstance(block, Section)]
    rows = [button for block in screen.blocks if isinstance(block, Row) for button in block.buttons]
    return [(button.label, button.action) for button in (*sections, *rows) if isinstance(button, Button)]


def sentence(text: str, heading: str = "Ferries › Fares", start: int = 7) -> Sentence:
    return Sentence(text, Span(start, start + len(text)), heading, 3, 2)


def compared(came: int, went: int) -> Comparison:
    new = tuple(sentence(f"New {number}.", start=number) for number in range(came))
    old = tuple(sentence(f"Old {number}.", start=number) for number in range(went))
    return Comparison(DOCUMENT, 3, 4, new, old)


def test_a_comparison_shows_what_came_then_what_went_and_opens_each_in_its_version() -> None:
    screen = comparison_screen(LIBRARY, compared(1, 1), 0)

    assert inert_texts(screen) == [
        "**Ferries**, from version 3 to version 4\n1 sentence new, 1 gone",
        "**New:** New 0.\n-# Ferries › Fares · page 2 · line 3",
        "**Gone:** Old 0.\n-# Ferries › Fares · page 2 · line 3",
    ]
    assert buttons(screen) == [
        ("Show passage", f"fn:read:{LIBRARY}:c0ffee000000:4:0"),
        ("Show passage", f"fn:read:{LIBRARY}:c0ffee000000:3:0"),
    ]


def test_every_sentence_of_a_comparison_is_on_exactly_one_page() -> None:
    seen = [
        text.partition("\n")[0]
        for page in range(-1, 6)
        for text in inert_texts(comparison_screen(LIBRARY, compared(9, 8), page))[1:]
        if page in range(3)
    ]
    assert seen == [f"**New:** New {number}." for number in range(9)] + [f"**Gone:** Old {n}." for n in range(8)]
    assert buttons(comparison_screen(LIBRARY, compared(9, 8), 1))[-2:] == [
        ("Previous", f"fn:comparison:{LIBRARY}:c0ffee000000:3:4:0"),
        ("Next (2/3)", f"fn:comparison:{LIBRARY}:c0ffee000000:3:4:2"),
    ]


def test_versions_that_say_the_same_are_said_to() -> None:
    (text,) = inert_texts(comparison_screen(LIBRARY, compared(0, 0), 0))
    assert text.endswith("Both say the same, sentence by sentence.")


def a_job(number: int, state: JobState, *items: Item, progress: Progress | None = None) -> Job:
    ended = None if state in {"waiting", "running"} else WHEN
    progress = progress or Progress(items=len(items))
    return Job(number, LIBRARY, "refresh", state, "", False, 1, WHEN, ended, progress, items)


def change(number: int = 0, **fields: object) -> Change:
    values = {"document_id": f"{number:012x}", "title": f"Page {number}", "outcome": "changed", "version": 4}
    return Change(**{**values, "replaced": 3, "came": 2, "went": 1, **fields})  # type: ignore[arg-type]


def test_open_jobs_can_be_cancelled_and_say_how_far_they_are() -> None:
    half = Progress(1, 3, "Ferries", 5, 10, 130.0)
    items = [Item(number, "refresh", f"Page {number}") for number in range(3)]
    ended = Item(0, "file", "/srv/secret/rules.md", "failed", Outcome(problems=("rules.md: the file is gone.",)))
    jobs = [a_job(7, "running", *items, progress=half), a_job(8, "waiting", items[0]), a_job(3, "cancelled", ended)]
    screen = jobs_screen(LIBRARY, jobs, 0)

    assert inert_texts(screen) == [
        "**2 jobs to be done**, 1 ended lately",
        "**Look at again:** Page 0 and 2 more\n-# running, asked for <t:1772539200:f> · 1 of 3 done · 50 % · "
        "about 3 minutes left",
        "**Look at again:** Page 0\n-# waiting, asked for <t:1772539200:f>",
        "**Look at again:** rules.md\n-# cancelled <t:1772539200:f> · 1 not done · rules.md: the file is gone.",
    ]
    assert buttons(screen) == [("Cancel", f"fn:cancel:{LIBRARY}:7:0"), ("Cancel", f"fn:cancel:{LIBRARY}:8:0")]


def test_a_report_counts_passages_and_leads_to_what_changed() -> None:
    outcome = Outcome(
        (
            change(1),
            change(2, outcome="added", replaced=None, version=1, came=5, went=0, notes=("page 7 is an image",)),
            change(3, outcome="removed", version=None, came=0, went=9),
            change(4, outcome="unchanged", came=0, went=0),
        ),
        ("notes.md: the file is empty.",),
        7,
    )
    screen = report_screen(a_job(5, "done", Item(0, "folder", "/srv/town", "done", outcome)))

    assert inert_texts(screen) == [
        "**What changed in the documents**: 1 changed, 1 added, 1 removed, 1 not done",
        "**Page 1** changed, now version 4\n-# 2 passages new, 1 passage gone",
        "**Page 2** is new\n-# 5 passages new\n-# ⚠️ page 7 is an image",
        "**Page 3** was removed\n-# 9 passages gone",
        "⚠️ notes.md: the file is empty.",
    ]
    assert buttons(screen) == [
        ("What changed", f"fn:compare:{LIBRARY}:000000000001:3:4"),
        ("Read", f"fn:read:{LIBRARY}:000000000002:1:-"),
    ]


def test_a_long_report_leads_to_pages_on_which_everything_is_once() -> None:
    outcome = Outcome(tuple(change(number) for number in range(20)), ("One problem.",))
    job = a_job(5, "done", Item(0, "folder", "/srv/town", "done", outcome))

    assert buttons(report_screen(job))[-1] == ("All 21", f"fn:report:{LIBRARY}:5")
    seen = [text for page in range(4) for text in inert_texts(page_screen(job, page))[1:]]
    assert len(seen) == len(set(seen)) == 21
    assert buttons(page_screen(job, 9))[-1] == ("Next (4/4)", f"fn:report-page:{LIBRARY}:5:4")


def test_there_is_nothing_to_tell_where_nothing_changed_and_nothing_failed() -> None:
    outcome = Outcome((change(1, outcome="unchanged"),), unchanged=3)
    assert news(a_job(5, "done", Item(0, "folder", "/srv/town", "done", outcome))) == []


def test_a_page_that_is_followed_says_from_where_how_often_and_what_went_wrong() -> None:
    source = Source(LIBRARY, "url", DOCUMENT.source, 60, WHEN, Facts(problem="docs.example does not answer."))
    text = "\n".join(inert_texts(document_screen(LIBRARY, DOCUMENT, [], source)))

    assert "Web page: https:\\/\\/docs.example/ferries?a=1" in text
    assert "Looked at again: hourly; last <t:1772539200:f>" in text
    assert "⚠️ docs.example does not answer." in text


def test_every_interval_has_its_words() -> None:
    assert [interval(minutes) for minutes in INTERVALS.values()] == list(INTERVALS)
    assert (interval(None), interval(90)) == ("as the library", "every 90 minutes")


@pytest.mark.parametrize("at", range(0, len(HOSTILE), max(1, len(HOSTILE) // 40)))
def test_whatever_stands_in_documents_and_names_takes_no_effect(at: int) -> None:
    names = [HOSTILE[(at + more) % len(HOSTILE)] for more in range(10)]
    sentences = tuple(sentence(name * 20, name, start) for start, name in enumerate(names))
    document = Document("c0ffee000000", LIBRARY, names[0], names[1], 4, WHEN, 1234, 12)
    items = [Item(0, "url", names[2], "done", Outcome(problems=(names[3] * 9,))), Item(1, "file", names[4])]
    changes = tuple(change(number, title=name, notes=(name * 9, name)) for number, name in enumerate(names))
    reported = a_job(2**62, "done", Item(0, "folder", "x", "done", Outcome(changes, tuple(names))))
    for screen in (
        comparison_screen(LIBRARY, Comparison(document, 10**9, 10**9 + 1, sentences, sentences), 1),
        jobs_screen(
            LIBRARY, [a_job(2**62 + n, "running", *items) for n in range(5)] + [a_job(1, "done", *items)] * 9, 0
        ),
        report_screen(reported),
        page_screen(reported, 1),
        document_screen(LIBRARY, document, [], Source(LIBRARY, "url", names[1], 7, WHEN, Facts(problem=names[5] * 9))),
    ):
        inert_texts(screen)
