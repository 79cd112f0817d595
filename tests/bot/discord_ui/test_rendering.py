"""Answers on the screen: claims with marks and sources, pages, buttons; and what is shown where there is no answer."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given as examples
from hypothesis import settings

from bot.answering.answer import Citation, Claim, Status
from bot.discord_ui.rendering import answer_screen, notice, searching
from bot.discord_ui.screens.actions import custom_id
from bot.discord_ui.screens.screen import Button, Row, Rule, Screen, Section, Text
from bot.discord_ui.writing_rendering import MORE_TO_COME, WRITING, writing_screen
from bot.records.nouns import Searched
from index.documents import Document
from tests.discord_server.components import walk
from tests.support.discord_text import read
from tests.support.given_answers import answered, given, given_answers, quote
from tests.support.screens import inert_texts, pages_of, payload

GENERATIVE = "generative"
MARK = re.compile(r"(?<!\\)\*\*\[([0-9]+)\]\*\*")
PUBLISHED = datetime(2026, 3, 3, tzinfo=UTC)
DAY = f"<t:{int(PUBLISHED.timestamp())}:D>"
GUIDE = Document("d1", "1", "Guide", "guide.md", 2, PUBLISHED, 100, 2)
TIDES = Document("d2", "1", "Tides", "https://x.example/t", 1, PUBLISHED, 100, 2)


def of_guide(text, **place):
    return quote(text, **{"document": GUIDE, "heading": "Harbour › Ferries", "line": 1040, **place})


def of_tides(text):
    return quote(text, document=TIDES, heading="", line=7, page=3)


def cited(*claims, **fields):
    """Return an answer of claims (text, numbers, in own words), its citations all of the guide."""
    numbers = sorted({number for _, cited, *_ in claims for number in cited})
    citations = tuple(Citation(number, of_guide(f"quote {number}")) for number in numbers)
    return given(
        "abc", answer=replace(answered(), claims=tuple(Claim(*each) for each in claims), citations=citations, **fields)
    )


def not_found(*closest, **fields):
    numbered = tuple(Citation(number, each) for number, each in enumerate(closest, 1))
    return given("abc", answer=replace(answered(), status=Status.NOT_FOUND, closest=numbered), **fields)


def labels(screen):
    return [[button.label for button in block.buttons] for block in screen.blocks if isinstance(block, Row)]


def sections(screen):
    return [block for block in screen.blocks if isinstance(block, Section)]


def test_an_answer_shows_its_claims_with_marks_and_a_section_for_each_source():
    answer = answered(of_guide("The ferry sails at noon."), of_tides("High water is at one."))
    screen = answer_screen(given("abc", answer=answer), show_question=True)

    assert screen == Screen(
        (
            Text("**When does it sail?**"),
            Text("The ferry sails at noon. **[1]** High water is at one. **[2]**"),
            Rule(),
            Text("**Sources**"),
            Section(
                f"**[1]** **Guide** › Harbour › Ferries\n-# line 1,040 · version of {DAY}",
                Button("Show passage", custom_id("passage", "1", "abc", 1, "-")),
            ),
            Section(
                f"**[2]** **Tides**\n-# page 3 · line 7 · version of {DAY}",
                Button("Show passage", custom_id("passage", "1", "abc", 2, "-")),
            ),
            Text("-# Quoted from the documents"),
            Row(
                (
                    Button("Helpful", custom_id("rate", "1", "abc", 1)),
                    Button("Not helpful", custom_id("rate", "1", "abc", 0)),
                    Button("Continue in a thread", custom_id("thread", "1", "abc")),
                )
            ),
        ),
        "answer",
    )
    assert inert_texts(screen)


def test_the_question_is_left_out_where_it_can_be_seen_and_cut_where_it_is_long():
    short, long = given("a"), given("a", answer=answered(of_guide("It does."), question="why * " * 200))

    assert answer_screen(short, show_question=False).blocks == answer_screen(short, show_question=True).blocks[1:]
    shown = answer_screen(long, show_question=True).blocks[0].markdown
    assert len(shown) <= 304
    assert shown.endswith("…**")
    assert read(shown).kinds() == {"bold"}


def test_small_print_says_what_was_searched_for_and_who_wrote():
    follow_up = cited(("It does.", (1,)), question="And then?", standalone="And then, the ferry?")
    assert small_print(follow_up) == ["Searched for: And then, the ferry?", "Quoted from the documents"]


def test_small_print_names_the_model_and_counts_what_it_said_in_own_words_and_in_quotes():
    answer = cited(
        ("It does sail.", (1,), True),
        ("quote 2", (2,)),
        ("And quickly.", (1, 2), True),
        writer=GENERATIVE,
        model="a *model*",
    )
    assert small_print(answer) == ["Written by a \\*model\\* and checked: 3 sentences, 3 quoted, 2 in own words"]
    broken = "The model broke off: <@1> https://x.example/?k=1 @everyone\nSource: [1]"
    shown = small_print(replace(answer, answer=replace(answer.answer, note=broken)))[-1]
    assert shown.endswith(r"broke off: \<\@1> https:\/\/x.example/?k=1 @" + "\u200beveryone Source: \\[1\\]")


def test_a_note_is_shown_below_whatever_was_found():
    for answer in (cited(("It does.", (1,))), not_found()):
        noted = replace(answer, answer=replace(answer.answer, note="The model did not answer within 10 seconds."))
        assert small_print(noted)[-1] == "The model did not answer within 10 seconds."


def small_print(answer):
    (block,) = [
        b for b in answer_screen(answer, show_question=True).blocks if isinstance(b, Text) and b.markdown[:2] == "-#"
    ]
    assert inert_texts(answer_screen(answer, show_question=True))
    return [line.removeprefix("-# ") for line in block.markdown.split("\n")]


def test_what_a_model_did_not_say_in_own_words_looks_like_the_quotations_it_is():
    answer = cited(
        ("It sails, and it is quick.", (1, 2), True),
        ("quote 1 quote 2", (1, 2)),
        ("“quote 2”", (2,)),
        ("", (1,)),
        writer=GENERATIVE,
        model="m",
    )
    claims = answer_screen(answer, show_question=False).blocks[0].markdown
    assert claims == (
        "It sails, and it is quick. **[1]** **[2]** “quote 1” “quote 2” **[1]** **[2]** “quote 2” **[2]** **[1]**"
    )
    assert "“" not in answer_screen(cited(("quote 1", (1,))), show_question=False).blocks[0].markdown


@pytest.mark.parametrize(
    ("fields", "role", "third"),
    [
        ({}, None, ["Continue in a thread"]),
        ({}, "thread", []),
        ({"private": True}, None, ["Share"]),
        ({"private": True, "shared": True}, None, []),
        ({"private": True, "direct": True}, None, []),
        ({}, "direct", []),
    ],
)
def test_what_can_be_done_with_an_answer_depends_on_who_sees_it(fields, role, third):
    for answer in (cited(("It does.", (1,))), not_found(of_guide("Near."))):
        screen = answer_screen(replace(answer, **fields), show_question=False, role=role)
        assert labels(screen) == [["Helpful", "Not helpful", *third]]


def test_no_answer_looks_different_says_what_was_looked_at_and_offers_what_is_near():
    screen = answer_screen(not_found(of_guide("The *ferry*\n> sails."), of_tides("Near.")), show_question=False)

    assert screen.accent == "not_found"
    assert inert_texts(screen) == [
        "**The documents do not say.**\nLooked at 3 documents, 41 passages.",
        "**Closest passages, not answers**",
        f"**Guide** › Harbour › Ferries\n-# line 1,040 · version of {DAY}\n> The \\*ferry\\* \\> sails.",
        f"**Tides**\n-# page 3 · line 7 · version of {DAY}\n> Near.",
    ]
    assert [section.button.action for section in sections(screen)] == [
        custom_id("passage", "1", "abc", 1, "-"),
        custom_id("passage", "1", "abc", 2, "-"),
    ]


@pytest.mark.parametrize(
    ("searched", "sentence"),
    [
        (Searched(1, 1), "Looked at 1 document, 1 passage."),
        (Searched(1200, 34000), "Looked at 1,200 documents, 34,000 passages."),
        (Searched(1, 9, "A_b"), "Looked only at “A\\_b”, 9 passages."),
        (Searched(0, 0), "This library is empty. Whoever manages it adds documents with `/library add`."),
    ],
)
def test_no_answer_says_what_was_looked_at(searched, sentence):
    (text,) = inert_texts(answer_screen(not_found(searched=searched), show_question=False))

    assert text == f"**The documents do not say.**\n{sentence}"


def test_no_answer_from_an_empty_library_has_no_buttons():
    assert labels(answer_screen(not_found(searched=Searched(0, 0)), show_question=False)) == []


def test_a_title_that_opens_the_heading_path_is_not_said_twice():
    answer = cited(("It does.", (1,)))
    citation = Citation(1, of_guide("It does.", heading="Guide › Harbour"))
    (section,) = sections(
        answer_screen(given("a", answer=replace(answer.answer, citations=(citation,))), show_question=False)
    )

    assert section.markdown.startswith("**[1]** **Guide** › Harbour\n")


def test_long_answers_page_with_every_claim_beside_its_sources():
    claims = [(f"Claim {number} says {'much ' * 60}.", (number,)) for number in range(1, 26)]
    pages = pages_of(cited(*claims))

    assert len(pages) > 2
    shown = []
    for number, page in enumerate(pages, 1):
        texts = inert_texts(page)
        marks = {int(each) for each in MARK.findall(texts[1])}
        assert [int(MARK.match(section.markdown)[1]) for section in sections(page)] == sorted(marks)
        assert f"-# Page {number} of {len(pages)}" in texts[-1]
        shown.append(texts[1])
    assert " ".join(shown) == " ".join(f"{text} **[{number}]**" for text, (number,) in claims)


def test_pages_turn_back_and_forth_and_stop_at_the_ends():
    answer = cited(*[(f"Claim {number}.", (number,)) for number in range(1, 20)])
    first, second, third = (page.blocks[-1].buttons for page in pages_of(answer))

    assert first[1] == Button("More ▶", custom_id("page", "1", "abc", 2))
    assert second == (
        Button("◀ Back", custom_id("page", "1", "abc", 1)),
        Button("More ▶", custom_id("page", "1", "abc", 3)),
    )
    assert (first[0].disabled, third[0].disabled, third[1].disabled) == (True, False, True)
    assert answer_screen(answer, 99, show_question=True) == pages_of(answer)[-1]
    assert answer_screen(answer, -1, show_question=True) == pages_of(answer)[0]


@pytest.mark.parametrize(
    "text", ["one *two* three. " * 700, "x" * 12_000, "😀*" * 4000, "天地宇宙" * 3000, "\n" + "a\n" * 6000]
)
def test_a_gigantic_claim_goes_over_pages_whole_with_its_marks_on_each(text):
    pages = pages_of(cited((text, (1, 2))))

    assert len(pages) > 3
    told = ""
    for page in pages:
        claim = inert_texts(page)[1]
        assert MARK.findall(claim) == ["1", "2"]
        assert len(sections(page)) == 2
        told += read(MARK.sub("", claim)).shown.strip().strip("…")
    assert re.sub(r"\s", "", told) == re.sub(r"\s", "", text)


def test_a_claim_with_thirty_citations_shows_all_of_them():
    pages = pages_of(cited(("It is so.", tuple(range(1, 31)))))

    assert all(inert_texts(page)[1].startswith("It is so. **[") for page in pages)
    listed = [section.button.action for page in pages for section in sections(page)]
    assert listed == [custom_id("passage", "1", "abc", number, "-") for number in range(1, 31)]


def test_every_page_has_room_for_another_row_of_buttons():
    more = Row(tuple(Button("More", custom_id("more", 1, number)) for number in range(5)))

    for page in pages_of(cited(("It is so.", tuple(range(1, 31))))):
        payload(replace(page, blocks=(*page.blocks, more)))


def test_a_gigantic_claim_with_many_citations_loses_neither():
    pages = pages_of(cited(("word " * 4000, tuple(range(1, 31)))))

    assert sum(inert_texts(page)[1].count("word") for page in pages) == 4000
    assert {int(n) for page in pages for n in MARK.findall(inert_texts(page)[1])} == set(range(1, 31))


def test_a_gigantic_passage_that_is_near_is_shown_in_full():
    pages = pages_of(not_found(of_guide("word " * 3000), of_tides("Near.")))

    assert sum(" ".join(inert_texts(page)).count("word") for page in pages) == 3000
    ids = [
        part["custom_id"]
        for page in pages
        for part in walk(payload(page))
        if part.get("custom_id", "").startswith("fn:passage")
    ]
    assert {*ids} == {custom_id("passage", "1", "abc", number, "-") for number in (1, 2)}


def test_a_button_is_on_a_page_only_once():
    same = tuple(Citation(1, of_guide(text)) for text in ("Near.", "As near."))
    pages = pages_of(
        given("abc", answer=replace(answered(), status=Status.NOT_FOUND, claims=(), citations=(), closest=same))
    )

    assert [len(sections(page)) for page in pages] == [1, 1]
    assert all(map(inert_texts, pages))


@examples(given_answers)
@settings(max_examples=30)
def test_whatever_was_given_can_be_shown_again(answer):
    for screen in pages_of(answer):
        inert_texts(screen)


@examples(given_answers)
@settings(max_examples=30)
def test_whatever_is_there_of_an_answer_can_be_shown_while_it_is_written(answer):
    for model in (None, "m"):
        so_far = replace(answer.answer, model=model)
        screen = writing_screen(so_far.question, so_far, custom_id("stop", "1", "abc"), show_question=True)
        assert inert_texts(screen)[-1] == WRITING
        assert labels(screen) == [["Stop"]]
        assert sections(screen) == []


def test_an_answer_longer_than_a_page_shows_its_first_page_while_it_is_written():
    answer = cited(*[(f"Claim {number}.", (number,)) for number in range(1, 20)]).answer
    shown = inert_texts(writing_screen(answer.question, answer, custom_id("stop", "1", "abc"), show_question=False))
    assert shown[0].startswith("Claim 1. **[1]** Claim 2.")
    assert shown[-2:] == [MORE_TO_COME, WRITING]


def test_notices_are_one_sentence():
    assert notice("Done.") == Screen((Text("Done."),), "notice")
    assert notice("Not done.", "problem").accent == "problem"
    assert inert_texts(searching()) == ["🔎 Searching the documents…"]
