"""How a summary looks: what it says, how much was read, and that nothing in it takes effect."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer import Status
from bot.answering.summaries.request import Length, Scope, SummaryRequest
from bot.answering.summaries.summary import Coverage, Summary
from bot.discord_ui.rendering import NOT_FOUND
from bot.discord_ui.screens.screen import Screen
from bot.discord_ui.summaries.progress_rendering import READING, SO_FAR, progress_screen
from bot.discord_ui.summaries.rendering import (
    NO_CHANGE,
    NOTHING_SAID,
    OPEN_A_QUOTE,
    given_screen,
    screens,
    summary_screen,
)
from bot.discord_ui.views import COLOURS
from tests.discord_server.components import walk
from tests.support.discord_text import read
from tests.support.given_answers import any_characters, quote
from tests.support.given_summaries import NAMED, full_summary, in_own_words, kept, short_summary, summary
from tests.support.screens import inert_payload, inert_texts, labels

ATTACK = "@everyone <@1> **b** [1] [a](https://x.example) ```\n# h\n- i\n> q\n<t:1:R> discord.gg/x"
KEPT = ("1" * 19, "a" * 16)
TITLE = f"**{NAMED}**"


def options(screen: Screen) -> list[dict[str, Any]]:
    return [each for part in walk(inert_payload(screen, "list")) for each in part.get("options") or []]


def accent(screen: Screen) -> int:
    return int(inert_payload(screen, "list")[0]["accent_color"])


# What it says


def test_a_short_summary_is_a_list_with_its_coverage_above_and_a_menu_of_its_quotes() -> None:
    (screen,) = screens(short_summary(9), KEPT)

    head, said, small = inert_texts(screen, "list")
    assert head.split("\n") == [TITLE, "-# Read 6 of 6 sections of version 2."]
    assert said.split("\n")[:2] == [
        "- The boats of pier 1 are painted in spring. **[1]**",
        "- The boats of pier 2 are painted in spring. **[2]**",
    ]
    assert len(said.split("\n")) == 9
    assert small == "-# Quoted from the documents"
    assert [each["value"] for each in options(screen)] == [str(number) for number in range(1, 10)]
    assert next(labels(inert_payload(screen, "list"))) == OPEN_A_QUOTE
    assert accent(screen) == COLOURS["answer"]


def test_a_headline_is_one_sentence_with_its_source_beside_a_button() -> None:
    (screen,) = screens(short_summary(1), KEPT)

    _, said, sources, source, _ = inert_texts(screen)
    assert said == "The boats of pier 1 are painted in spring. **[1]**"
    assert sources == "**Sources**"
    assert source.startswith("**[1]** **Ferries**\n-# line 1 · version of <t:")
    assert [*labels(inert_payload(screen))] == ["Show passage"]


def test_a_full_summary_has_a_title_over_what_is_said_of_each_section() -> None:
    made = summary(("Rules › Fire", ("The exit is at the back.",)), ("Noise", ("Phones stay silent.", "So do dogs.")))

    _, said, *_ = inert_texts(screens(made)[0], "list")
    assert said.split("\n") == [
        "**Rules › Fire**",
        "The exit is at the back. **[1]**",
        "",
        "**Noise**",
        "- Phones stay silent. **[2]**",
        "- So do dogs. **[3]**",
    ]


def test_a_line_of_the_menu_says_where_the_quote_stands_and_how_it_begins() -> None:
    of_one = short_summary(4)
    other = quote("Seals sleep here.", "other", heading="", line=9, page=3)
    first, *citations = of_one.answer.citations
    of_two = replace(of_one, answer=replace(of_one.answer, citations=(replace(first, quote=other), *citations)))
    headed = summary(*((f"Rules › Pier {number}", ("A pier.",)) for number in range(4)))

    assert options(screens(of_one, KEPT)[0])[0]["label"] == "1. Ferries"
    assert options(screens(headed, KEPT)[0])[3]["label"] == "4. Pier 3"
    named = options(screens(of_two, KEPT)[0])[0]
    assert named["description"] == "version 2 · page 3 · line 9 · Seals sleep here."


def test_the_small_print_says_who_wrote_and_the_note() -> None:
    made = in_own_words(short_summary(3, note="The model was slow."))

    texts = inert_texts(screens(made)[0], "list")
    assert texts[-1].split("\n") == [
        "-# Written by qwen3-8b and checked: 3 sentences, 3 quoted, 1 in own words",
        "-# The model was slow.",
    ]
    assert "- “The boats of pier 2 are painted in spring.” **[2]**" in texts[1].split("\n")


# How much was read


def test_a_partial_summary_never_looks_like_a_whole_one_on_any_page() -> None:
    made = full_summary(60, coverage=Coverage(60, 90, "section", "of version 2"), note="Stopped.")

    pages = screens(made)
    assert len(pages) > 1
    for page in pages:
        head, *_, small = inert_texts(page, "list")
        assert head.split("\n")[1] == "⚠️ Read 60 of 90 sections of version 2. This summary is not whole."
        assert "-# Stopped." in small.split("\n")
        assert accent(page) == COLOURS["not_found"]


def test_every_section_that_failed_is_named() -> None:
    failed = tuple(f"Part {number} of 60" for number in range(3, 61, 3))
    made = full_summary(40, coverage=Coverage(40, 60, "section", "of version 2", failed))

    for page in screens(made):
        head = inert_texts(page, "list")[0]
        assert head.endswith(f"⚠️ Read 40 of 60 sections of version 2. Not in this summary: {'; '.join(failed)}.")


def test_of_very_many_that_failed_it_says_how_many_more_there_are() -> None:
    failed = tuple(f"Section {number} {'of the very long rules ' * 4}" for number in range(300))
    made = full_summary(3, coverage=Coverage(3, 303, "section", "of version 2", failed))

    head = inert_texts(screens(made)[0], "list")[0]
    more = re.search(r"; and (\d+) more\.", head)
    assert more
    assert head.count("Section ") + int(more[1]) == 300


def test_where_there_is_nothing_to_say_it_says_that_and_has_no_buttons() -> None:
    nothing = Coverage(0, 0, "section", "about “seals” in 0 documents", note="The documents do not deal with “seals”.")
    request = SummaryRequest(Scope.TOPIC, topic="seals")
    made = summary(status=Status.NOT_FOUND, request=request, coverage=nothing)

    head, said = inert_texts(summary_screen(kept(made), role="public"))
    assert head.endswith("-# The documents do not deal with “seals”.")
    assert said == NOT_FOUND
    assert [*labels(inert_payload(summary_screen(kept(made), role="public")))] == []
    only = summary(status=Status.NOT_FOUND, coverage=Coverage(6, 6, "section"))
    assert "nothing to be told" in inert_texts(screens(only)[0])[1]
    talk = replace(only, request=SummaryRequest(Scope.DISCUSSION), coverage=Coverage(6, 6, "message", note="Left out."))
    assert inert_texts(screens(talk)[0])[1] == NOTHING_SAID
    on_seals = replace(only, request=SummaryRequest(Scope.LIBRARY, focus="*seals*"))
    assert inert_texts(screens(on_seals)[0])[1] == r"**Nothing was found on “\*seals\*”.**"
    unchanged = replace(only, request=SummaryRequest(Scope.CHANGES))
    assert inert_texts(screens(unchanged)[0])[1] == NO_CHANGE


# Pages


def test_a_full_summary_of_sixty_sections_has_every_sentence_once_and_every_quote_can_be_opened() -> None:
    made = full_summary(60, "The boats of pier {} " + "are painted in spring " * 6 + "as ever.")

    pages = screens(made, KEPT)
    told = "\n".join(inert_texts(page, "list")[1] for page in pages)
    assert [int(number) for number in re.findall(r"The boats of pier (\d+) ", told)] == list(range(1, 61))
    assert [int(each["value"]) for page in pages for each in options(page)] == list(range(1, 61))
    assert inert_texts(pages[1], "list")[-1].endswith(f"-# Page 2 of {len(pages)}")
    assert len(pages) <= 5


def test_a_section_that_goes_on_over_a_page_has_its_title_there_again() -> None:
    said = tuple(f"Sentence {number} {'is long ' * 40}." for number in range(20))
    first, second, *_ = screens(summary(("Rules › Fire", said)))

    assert inert_texts(first, "list")[1].count("**Rules › Fire**") == 1
    assert inert_texts(second, "list")[1].startswith("**Rules › Fire**\n- Sentence")


def test_no_claim_is_too_long_and_none_has_too_many_quotes_for_its_page() -> None:
    long = summary(("T" * 500, ("word " * 2000, "x" * 9000)), coverage=Coverage(1, 9, "section", "", ("F" * 2000,) * 9))
    everything = tuple(range(1, 31))
    crowded = short_summary(30)
    claims = (replace(crowded.answer.claims[0], citations=everything),)
    parts = (replace(crowded.parts[0], claims=claims),)
    crowded = replace(crowded, answer=replace(crowded.answer, claims=claims), parts=parts)

    for made in (long, crowded):
        for page in screens(made, KEPT):
            inert_payload(page, "list")
    assert sorted({int(each["value"]) for page in screens(crowded, KEPT) for each in options(page)}) == [*everything]


# What stands in documents takes no effect


@pytest.mark.parametrize("scope", [Scope.DOCUMENT, Scope.TOPIC, Scope.CHANGES, Scope.DISCUSSION])
def test_nothing_in_a_summary_takes_effect(scope: Scope) -> None:
    request = SummaryRequest(scope, Length.FULL, topic=ATTACK, focus=ATTACK)
    coverage = Coverage(1, 2, ATTACK, ATTACK, (ATTACK,), ATTACK)
    made = summary(
        *((ATTACK, (ATTACK, ATTACK)),) * 3,
        coverage=coverage,
        request=request,
        question=ATTACK,
        note=ATTACK,
        model=ATTACK,
    )

    for page in screens(made, KEPT):
        for text in inert_texts(page, "list"):
            assert set(read(text).of("list")) <= {"- "}
            assert text.count("\n- ") + text.startswith("- ") == len(read(text).of("list"))
    for growing in (
        progress_screen(ATTACK, (1, 3), made, "fn:stop:1:2"),
        progress_screen(ATTACK, None, None, "fn:s:1:2"),
    ):
        inert_payload(growing, "list")


hostile = st.lists(st.one_of(any_characters, st.sampled_from([ATTACK, "x" * 400, "\\", "- ", "1. "])), max_size=3).map(
    " ".join
)
hostile_parts = st.lists(st.tuples(hostile, st.lists(hostile, min_size=1, max_size=3).map(tuple)), max_size=5)


@given(hostile_parts, hostile, st.lists(hostile, max_size=4).map(tuple), st.sampled_from(Scope), st.none() | hostile)
def test_whatever_a_summary_holds_discord_takes_it_and_every_quote_can_be_opened(
    parts: list[tuple[str, tuple[str, ...]]], title: str, failed: tuple[str, ...], scope: Scope, model: str | None
) -> None:
    coverage = Coverage(1, 9, "section", title, failed, title)
    request = SummaryRequest(scope, topic=title)
    made = summary(*parts, coverage=coverage, request=request, question=title, note=title, model=model)

    opened = []
    for page in screens(made, KEPT):
        components = inert_payload(page, "list")
        opened += [int(each["value"]) for part in walk(components) for each in part.get("options") or []]
        buttons = [part["custom_id"].split(":") for part in walk(components) if "passage" in part.get("custom_id", "")]
        opened += [int(parts[4]) for parts in buttons]
    assert sorted(set(opened)) == [citation.number for citation in made.answer.citations]


def discussion(source: str) -> Summary:
    made = short_summary(1, request=SummaryRequest(Scope.DISCUSSION))
    (cited,) = made.answer.citations
    message = replace(cited.quote, document=replace(cited.quote.document, source=source))
    return replace(made, answer=replace(made.answer, citations=(replace(cited, quote=message),)))


def test_the_marks_of_a_discussion_lead_to_its_messages_and_nowhere_else() -> None:
    link = "https://discord.com/channels/18/19/20"
    (said,) = (each for each in inert_texts_of_links(discussion(link)) if "pier" in each)
    assert said == f"The boats of pier 1 are painted in spring. **[[1]]({link})**"
    for other in (
        "https://evil.example/channels/1/2/3",
        "https://discord.com/channels/1/2/3)](x",
        "https://discord.com/channels/1/2/3/../..",
        "https://discord.com/channels/@me/2/3",
        "",
    ):
        assert "](" not in "".join(inert_texts(screens(discussion(other))[0]))


def inert_texts_of_links(made: Summary) -> list[str]:
    """Return what a summary with links says; the links are its own."""
    return [each.markdown for each in screens(made)[0].blocks if hasattr(each, "markdown")]


# Its buttons


@pytest.mark.parametrize(
    ("role", "held", "shared", "shown"),
    [
        ("public", False, False, ["Ask about this", "Export", "Helpful", "Not helpful"]),
        ("thread", False, False, ["Export", "Helpful", "Not helpful"]),
        ("private", False, False, ["Ask about this", "Export", "Share", "Helpful", "Not helpful"]),
        ("private", False, True, ["Export", "Helpful", "Not helpful"]),
        ("private", True, False, ["Export"]),
    ],
)
def test_who_sees_a_summary_decides_what_can_be_done_with_it(
    role: Any, held: bool, shared: bool, shown: list[str]
) -> None:
    screen = summary_screen(kept(short_summary(9), shared=shared), role=role, held=held)

    found = [*labels(inert_payload(screen, "list"))]
    assert [each for each in found if each in {*shown, "Ask about this", "Share", "Helpful"}] == shown
    assert (OPEN_A_QUOTE in found) is not held


def test_an_answer_that_is_no_summary_is_shown_as_an_answer() -> None:
    answer = replace(kept(short_summary(2)), searched=replace(kept(short_summary(2)).searched, summary=None))
    assert "Continue in a thread" in [*labels(inert_payload(given_screen(answer)))]
    assert "Ask about this" in [*labels(inert_payload(given_screen(kept(short_summary(2))), "list"))]


# While it is made


def test_it_shows_how_far_the_reading_is_and_what_is_verified_by_now() -> None:
    stop = "fn:stop:1:2"
    assert inert_texts(progress_screen(NAMED, None, None, stop)) == [TITLE, READING]
    assert inert_texts(progress_screen(NAMED, (12, 41), None, stop))[1] == f"{READING} 12 of 41 sections"
    _, far, said, small = inert_texts(progress_screen(NAMED, (1, 1), short_summary(2), stop, "conversation"), "list")
    assert far == f"{READING} 1 of 1 conversation"
    assert said.startswith("- The boats of pier 1")
    assert small == SO_FAR
    assert inert_texts(progress_screen(NAMED, (1, 60), full_summary(60), stop), "list")[-1].endswith("than fits here.")
