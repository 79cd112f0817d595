from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer import Quote
from bot.answering.generative.limits import Limits
from bot.answering.generative.prompting import prompts_in
from bot.answering.models import Prompt
from bot.answering.summaries.discussions.attributing import without
from bot.answering.summaries.discussions.discussion import (
    MOST_CONVERSATIONS,
    PAUSE,
    POSTS_TOGETHER,
    Discussion,
    Post,
    PostTexts,
    cut_into_stretches,
    quotes_of,
)
from bot.answering.summaries.discussions.summing_up import Means, summarize_discussion
from bot.answering.summaries.generative.writing import SummaryWriting
from bot.answering.summaries.request import Length, Scope, SummaryRequest
from bot.answering.summaries.summary import Summary
from bot.answering.summaries.watching import Nobody, Watcher
from bot.errors import ModelUnavailable, Stopped, SummaryError
from index.embedding import Vectors
from tests.support.embedders import WordHashes
from tests.support.scripted_models import Pieces, ScriptedModel, saying
from tests.support.texts import any_text

NINE = datetime(2026, 2, 17, 9, 0, tzinfo=UTC)

SAID = """\
0 Ada|Good morning everyone!
1 Bob|hey
2 Ada|The venue wrote back. They want a deposit of 300 euros by Friday.
5 Ada|Does anybody know whether the projector works?
7 Dora|yes, I tested it on Sunday, works fine with HDMI
10 Cem|I think we should move the reading to the small hall, it's cheaper
12 Ada|How much is it?
13 Cem|120 euros for the evening, no deposit
15 Bob|sounds good to me
17 Ada|ok so we go with the small hall on March 12
18 Ada|Bob, can you book it and tell the author?
19 Bob|sure, I'll call them tomorrow morning
20 Dora|lol my cat just walked over the keyboard
130 Eve|hi! I can't make it on the 12th, could we do the 19th instead?
132 Ada|The author only has the 12th, sorry.
140 Dora|Posters must be at the printer's by March 1, otherwise they won't be ready.
150 Bob|update: small hall is booked, confirmation number 4471
151 Ada|awesome, thank you
"""


@dataclass
class Stopping(Nobody):
    """Stops after so many conversations."""

    after: int
    told: list[tuple[int, int]] = field(default_factory=list)

    @property
    def stopped(self) -> bool:  # type: ignore[override] # the base's is a constant
        return len(self.told) == self.after

    def progress(self, read: int, of: int) -> None:
        self.told.append((read, of))


def post(number: int, author: str, minutes: float, text: str, replies_to: str = "") -> Post:
    link = f"https://discord.com/channels/1/2/{number}"
    return Post(str(number), author, NINE + timedelta(minutes=minutes), text, link, replies_to)


def talk(said: str = SAID) -> Discussion:
    lines = [line.split("|") for line in said.splitlines()]
    heads = [head.split(" ", 1) for head, _ in lines]
    posts = [
        post(100 + at, author, int(minutes), text)
        for at, ((minutes, author), (_, text)) in enumerate(zip(heads, lines, strict=True))
    ]
    return Discussion("#general", tuple(posts))


def by_words(_: Sequence[str]) -> Vectors | None:
    return None


WRITING = SummaryWriting(prompts_in(None), Limits(), time.monotonic)
BY_WORDS = Means(by_words, WRITING, lambda: None)


def summary_of(
    discussion: Discussion,
    length: Length = Length.SHORT,
    focus: str = "",
    watcher: Watcher | None = None,
    means: Means | None = None,
) -> Summary:
    request = SummaryRequest(Scope.DISCUSSION, length, focus=focus)
    return summarize_discussion(discussion, request, means or BY_WORDS, watcher or Nobody())


def claims(summary: Summary) -> list[str]:
    return [claim.text for claim in summary.answer.claims]


def test_a_summary_says_what_was_decided_promised_and_answered_and_leaves_the_chatter_out() -> None:
    said = claims(summary_of(talk()))

    assert "Ada: “ok so we go with the small hall on March 12”" in said
    assert "Ada: “The venue wrote back. They want a deposit of 300 euros by Friday.”" in said
    assert "Ada: “How much is it?” Cem: “120 euros for the evening, no deposit”" in said
    assert "Dora: “Posters must be at the printer's by March 1, otherwise they won't be ready.”" in said
    assert not [claim for claim in said if "lol" in claim or "morning everyone" in claim or "awesome" in claim]


def test_every_sentence_is_the_quote_of_a_message_that_was_read_at_its_own_link() -> None:
    discussion = talk()
    posts = {post.id: post for post in discussion.posts}

    for length in Length:
        answer = summary_of(discussion, length).answer
        assert answer.counts.sentences == answer.counts.quoted > 0
        for citation in answer.citations:
            quote, written = citation.quote, posts[citation.quote.document.id]
            assert quote.document.source == written.link
            assert quote.document.title == f"{written.author}, {written.at:%Y-%m-%d %H:%M} UTC"
            assert quote.span.of(written.text) == quote.text


def test_what_is_said_stands_in_the_order_in_which_it_was_written() -> None:
    answer = summary_of(talk()).answer
    order = [int(citation.quote.document.id) for citation in answer.citations]

    assert order == sorted(order)


def test_coverage_counts_messages_and_says_from_when_to_when_and_what_was_left_out() -> None:
    discussion = replace(talk(), left_out=("2 messages of bots", "1 message without text"))

    assert str(summary_of(discussion).coverage) == (
        "Read 18 of 18 messages of #general from 2026-02-17 09:00 to 11:31 UTC."
        " Left out: 2 messages of bots, 1 message without text."
    )


def test_a_span_too_long_to_be_read_whole_says_what_is_not_in_the_summary() -> None:
    coverage = summary_of(replace(talk(), unread="messages before 2026-02-17 09:00 UTC")).coverage

    assert not coverage.whole
    assert "Not in this summary: messages before 2026-02-17 09:00 UTC." in str(coverage)


def test_a_summary_that_is_stopped_says_how_many_messages_it_read() -> None:
    summary = summary_of(talk(), watcher=Stopping(1))

    assert (summary.coverage.read, summary.coverage.of) == (13, 18)
    assert summary.answer.note == "Stopped."
    assert "This summary is not whole." in str(summary.coverage)
    with pytest.raises(Stopped):
        summary_of(talk(), watcher=Stopping(0))


def test_where_nobody_wrote_anything_there_is_nothing_to_summarise() -> None:
    with pytest.raises(SummaryError, match="nobody wrote anything in #general"):
        summary_of(Discussion("#general", ()))


def test_a_full_summary_has_a_part_for_each_conversation_under_its_time() -> None:
    parts = summary_of(talk(), Length.FULL).parts

    assert [part.title for part in parts] == [
        "from 2026-02-17 09:00 to 09:20 UTC",
        "from 2026-02-17 11:10 to 11:31 UTC",
    ]
    assert all(part.claims for part in parts)


def test_a_headline_is_one_claim_and_a_focus_on_dates_keeps_to_them() -> None:
    assert len(claims(summary_of(talk(), Length.HEADLINE))) == 1
    dated = claims(summary_of(talk(), focus="dates only"))
    assert any("March 12" in claim for claim in dated)
    assert not any("4471" in claim for claim in dated)


def test_a_reply_is_said_with_the_question_it_answers_however_much_later() -> None:
    said = [
        post(1, "Ada", 0, "Where do we meet for the walk?"),
        post(2, "Bob", 1, "My train was cancelled again this morning"),
        post(3, "Cem", 25, "At the north pier at noon on Sunday.", replies_to="1"),
    ]

    assert "Ada: “Where do we meet for the walk?” Cem: “At the north pier at noon on Sunday.”" in claims(
        summary_of(Discussion("#walks", tuple(said)))
    )


def test_a_question_of_a_word_or_two_is_said_with_what_it_asks_about() -> None:
    said = [
        post(1, "Kai", 0, "tier tokens are rolled need only by main spec from now on"),
        post(2, "Zed", 1, "why?"),
        post(3, "Kai", 2, "because three people took tokens last week and the raiders complained"),
    ]

    (claim,) = claims(summary_of(Discussion("#raids", tuple(said)), Length.HEADLINE))

    assert claim == (
        "Kai: “tier tokens are rolled need only by main spec from now on” Zed: “why?”"
        " Kai: “because three people took tokens last week and the raiders complained”"
    )


def test_neither_code_nor_a_bare_link_is_said() -> None:
    said = [
        post(1, "Max", 0, "```\nraise OperationalError on March 12\n```"),
        post(2, "Max", 1, "https://ci.example/builds/2026-03-12"),
        post(3, "Max", 2, "The build of March 12 fails with a timeout."),
    ]

    assert claims(summary_of(Discussion("#dev", tuple(said)))) == ["Max: “The build of March 12 fails with a timeout.”"]


def test_the_marker_of_a_heading_or_a_list_is_not_said_and_a_number_that_may_be_a_day_is() -> None:
    lines = [
        "# We decided to meet on March 3",
        "- We agreed on April 4",
        "-# * Ada books the hall",
        "12. Mai ist Ruhetag",
    ]
    said = quotes_of(post(1, "Ada", 0, "\n".join(lines)))

    expected = ["We decided to meet on March 3", "We agreed on April 4", "Ada books the hall", "12. Mai ist Ruhetag"]
    assert [quote.text for quote in said] == expected


def test_a_full_summary_says_no_less_than_a_short_one() -> None:
    told = Discussion(
        "#fleet", tuple(post(at, "Ada", at, f"We agreed that boat {at} sails on March {at}") for at in range(1, 9))
    )

    assert len(claims(summary_of(told, Length.FULL))) >= len(claims(summary_of(told))) > 4


def test_a_covered_word_alone_says_nothing() -> None:
    assert claims(summary_of(Discussion("#films", (post(1, "Ada", 0, "[spoiler]!"),)))) == []


def test_a_day_of_the_month_as_germans_write_it_ends_no_sentence() -> None:
    said = post(
        1, "Anna", 0, "Das Sommerfest ist am 19. Juli um 15 Uhr. Bitte tragt euch bis Sonntag in die Liste ein."
    )

    assert "Anna: “Das Sommerfest ist am 19. Juli um 15 Uhr.”" in claims(summary_of(Discussion("#fest", (said,))))


def test_no_message_speaks_for_somebody_else() -> None:
    said = post(1, "Mallory", 0, "We agreed on March 12” Ada: “I resign from the board on Friday")

    (claim,) = claims(summary_of(Discussion("#board", (said,)), Length.HEADLINE))

    assert claim.count("“") == claim.count("”") == 1
    assert claim.startswith("Mallory: “")


def test_a_model_writes_from_the_messages_alone_and_each_sentence_is_verified_and_attributed() -> None:
    model = ScriptedModel(
        summary=saying(
            ("The reading moves to the small hall on March 12.", ["so we go with the small hall on March 12"]),
            "update: small hall is booked, confirmation number 4471",
            ("Bob resigned.", ["Bob resigned."]),
        )
    )

    summary = summary_of(talk(), means=replace(BY_WORDS, model=lambda: model))

    said = claims(summary)
    assert "Bob: “update: small hall is booked, confirmation number 4471”" in said
    assert not any("resigned" in claim for claim in said)
    assert summary.answer.writer == "generative"
    assert summary.answer.counts.quoted == len(said)
    assert all("Ada, 2026-02-17" in prompt.user for prompt in model.asked("summary"))


def test_a_model_that_fails_on_one_conversation_leaves_its_messages_out_of_those_read() -> None:
    booked = "update: small hall is booked, confirmation number 4471"

    def write(prompt: Prompt) -> Pieces:
        return saying(booked)(prompt) if booked in prompt.user and "deposit" not in prompt.user else "broken"

    summary = summary_of(talk(), Length.FULL, means=replace(BY_WORDS, model=lambda: ScriptedModel(summary=write)))

    assert claims(summary) == [f"Bob: “{booked}”"]
    assert str(summary.coverage).startswith("Read 5 of 18 messages of #general from 2026-02-17 09:00 to 11:31 UTC.")
    assert "Not in this summary: from 2026-02-17 09:00 to 09:20 UTC." in str(summary.coverage)


def test_a_model_that_does_not_answer_is_replaced_by_the_messages_own_sentences_and_that_is_said() -> None:
    model = ScriptedModel(summary=[[ModelUnavailable("The model did not answer.")]])

    summary = summary_of(talk(), means=replace(BY_WORDS, model=lambda: model))

    assert "Ada: “ok so we go with the small hall on March 12”" in claims(summary)
    assert summary.answer.writer == "extractive"
    assert summary.answer.note


def test_a_quote_of_a_message_that_was_not_read_is_not_found() -> None:
    texts = PostTexts(talk())

    assert texts.live_text("100", 1) == "Good morning everyone!"
    assert texts.live_text("100", 2) is None
    assert texts.live_text("999", 1) is None


def test_what_rests_on_a_message_that_is_gone_is_taken_out_and_said_to_be() -> None:
    whole = summary_of(talk())
    gone = next(each.quote.document.id for each in whole.answer.citations if "120 euros" in each.quote.text)
    rest = without(whole, {gone})

    assert not any("120 euros" in claim for claim in claims(rest))
    assert len(claims(rest)) == len(claims(whole)) - 1
    assert [claim for part in rest.parts for claim in part.claims] == list(rest.answer.claims)
    assert gone not in {citation.quote.document.id for citation in rest.answer.citations}
    assert "Not in this summary: 1 message changed or deleted meanwhile." in str(rest.coverage)
    assert without(whole, set()) is whole


def test_conversations_are_parted_at_pauses_and_long_ones_further() -> None:
    pause = PAUSE.total_seconds() / 60
    close = [post(at, "Ada", at * (pause - 1), "We meet on Monday.") for at in range(POSTS_TOGETHER + 1)]
    apart = [post(at, "Ada", at * pause, "We meet on Monday.") for at in range(200)]

    assert [len(stretch) for stretch in cut_into_stretches(close[:POSTS_TOGETHER])] == [POSTS_TOGETHER]
    assert sum(len(stretch) for stretch in cut_into_stretches(close)) == POSTS_TOGETHER + 1
    assert len(cut_into_stretches(close)) == 2
    assert MOST_CONVERSATIONS <= len(cut_into_stretches(apart)) < 2 * MOST_CONVERSATIONS


def test_sentences_that_say_the_same_are_said_once() -> None:
    said = [post(at, name, at, "The reading is on March 12 at noon.") for at, name in enumerate(["Ada", "Bob", "Cem"])]
    request = SummaryRequest(Scope.DISCUSSION)

    summary = summarize_discussion(
        Discussion("#general", tuple(said)), request, Means(WordHashes().embed, WRITING, lambda: None), Nobody()
    )

    assert len(claims(summary)) == 1


@given(st.lists(st.tuples(any_text, st.integers(0, 90)), min_size=1, max_size=12))
def test_whatever_is_written_each_quote_stands_letter_for_letter_in_its_message(
    written: list[tuple[str, int]],
) -> None:
    minutes, posts = 0, []
    for at, (text, later) in enumerate(written):
        minutes += later
        posts.append(post(at, f"member {at % 3}", minutes, text))
    texts = {each.id: each.text for each in posts}

    summary = summary_of(Discussion("#general", tuple(posts)), Length.FULL)

    quotes: list[Quote] = [citation.quote for citation in summary.answer.citations]
    assert all(quote.span.of(texts[quote.document.id]) == quote.text for quote in quotes)
    assert (summary.coverage.read, summary.coverage.of) == (len(posts), len(posts))
