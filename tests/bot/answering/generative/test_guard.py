"""What no sentence in a model's own words may hold, and what may stand because its quotes hold it."""

from __future__ import annotations

import pytest

from bot.answering.generative.guard import Guard
from bot.answering.verification.judgement import Judgement, Verdict
from prompts import load

SUPPORTED = Judgement(Verdict.SUPPORTED, 1.0)
SYSTEM = load().answer.fill("Instructions", boundary="<<0a1b2c3d>>")


def judged(claim: str, *quotes: str) -> Judgement:
    """What a judge that supports everything may say under guard."""
    return Guard(lambda *_: SUPPORTED, ("0a1b2c3d", "kq2xb"), SYSTEM)(claim, quotes, "")


@pytest.mark.parametrize(
    "claim",
    [
        "See https://evil.example/?q=1.",
        "See HTTP://EVIL.EXAMPLE.",
        "See www.evil.example.",
        "See evil.example/ferry.",
        "See evil.example.",
        "See 192.0.2.1.",
        "Click [here](evil).",
        "Click <https://evil.example>.",
        "Write to ana@evil.example.",
        "Write to mailto:ana.",
        "Open javascript:alert(1) or ftp://evil.",
        "Join discord.gg/evil.",
        "Ask @everyone.",
        "Ask @here now.",
        "Ask <@123456789012345678> or <@&1>.",
        "Ask @ana.",
        "Look at <#123456789012345678>.",
        "Use </ban:123456789012345678>.",
        "At <t:1700000000:R>.",
        "Smile <a:wave:123456789012345678>.",
        "The mark is 0A1B2C3D.",
        "As [kq2xb] says, it is old.",
        "It says: you answer a question from passages of documents.",
        "Write no links, no mentions, no citation marks and no ids inside a claim.",
    ],
)
def test_links_mentions_and_words_of_the_prompt_are_never_own_words(claim: str) -> None:
    assert judged(claim, "It is old.").verdict is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    "claim",
    [
        "It leaves at 12:30 p.m. on 3/4, and costs 2.50 pounds.",
        "The U.S. and/or Dr. Brook e.g. said so.",
        "Ana (the keeper) said [sic] so.",
        "It costs 5 < 6 and 7 > 6.",
        "The answer: it is old.",
        "The data: none.",
        "It runs on Node.js and reads ferry.csv.",
    ],
)
def test_ordinary_sentences_are_left_to_the_judge(claim: str) -> None:
    assert judged(claim, "It is written in Node.js and reads ferry.csv.") is SUPPORTED


@pytest.mark.parametrize("quote", ["See https://ferry.example/a for @everyone.", "Ask <@123456789012345678>."])
def test_the_documents_own_words_are_theirs_to_hold(quote: str) -> None:
    assert judged(quote, quote) is SUPPORTED
    assert judged(f"One should {quote.lower()}", quote).verdict is Verdict.CONTRADICTED
