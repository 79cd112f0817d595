"""Ten thousand random answers: whatever they hold is shown within Discord's limits, and none of it takes effect."""

import json
import random
import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.answering.answer import Answer, Citation, Claim, Quote, Status
from bot.discord_ui.screens.escaping import plain, shown
from bot.discord_ui.screens.passage_rendering import PassageView, highlighted, passage_screen
from bot.discord_ui.screens.splitting import length
from bot.records.nouns import GivenAnswer, Searched
from index.documents import Document, Span
from tests.discord_server.components import texts as texts_of
from tests.discord_server.components import walk
from tests.support.discord_text import raw_tokens, read
from tests.support.screens import inert_payload, pages_of

MARK = re.compile(r"(?<!\\)\*\*\[([0-9]+)\]\*\*")
WRITTEN = datetime(2026, 3, 3, tzinfo=UTC)
ATTACKS = [
    "<@1>", "<@!2>", "<@&3>", "<#4>", "</ask:5>", "<id:customize>", "<:a:6>", "<a:b:7>", "<t:8:R>", "@everyone",
    "@here", ":smile:", "https://evil.example/?q=1", "<https://evil.example>", "discord.gg/abc", "[1]", "**[1]**",
    "discord.com/invite/abc", "[click](https://evil.example)", "【1】", "Source:", "```", "```py\nx\n```", "`", "``",
    "**", "__", "~~", "||", "*", "_", "# ", "-# ", "> ", ">>> ", "- ", "1. ", "\\", "\n", "\n\n", "\r\n", "\u202e",
    "\u200b", "\x00", "\ud83d", "\u2028", "e\u0301", "👩\u200d🚀", "z" + "\u0301" * 30, "\ufdfd", "天地，宇宙。",
    "سلام", "x" * 300,
]  # fmt: skip
WORDS = ["ferry", "harbour", "sails", "at", "noon", "in", "the", "year", "1921", "to", "Harrow", "Bay", "U.S.", "10:30"]


@pytest.fixture(scope="module")
def naughty(shared):
    strings = json.loads((shared / "attacks" / "text" / "naughty-strings.json").read_text("utf-8"))
    assert len(strings) == 515
    return strings


class Dice:
    """Random texts and answers, the same for the same seed."""

    def __init__(self, seed, strings):
        self.random = random.Random(seed)
        self.strings = strings

    def text(self, most):
        pieces = self.random.randint(1, most)
        return "".join(self.piece() + self.random.choice(["", " ", " ", ". "]) for _ in range(pieces))

    def piece(self):
        kind = self.random.random()
        if kind < 0.5:
            return self.random.choice(WORDS)
        return self.random.choice(ATTACKS if kind < 0.85 else self.strings)

    def citation(self, number):
        text = self.text(12)
        document = Document(
            f"d{number}", "1", self.text(6), self.text(3), self.random.randint(1, 99),
            WRITTEN - timedelta(days=self.random.randint(0, 9999)), 10, 1,
        )  # fmt: skip
        page = self.random.choice([None, 1, 1000])
        return Citation(
            number, Quote(document, Span(0, len(text)), text, self.text(6), self.random.randint(1, 9999), page)
        )

    def answer(self):
        many = 30 if self.random.random() < 0.1 else 4
        citations = tuple(self.citation(number) for number in range(1, self.random.randint(1, many) + 1))
        question = self.text(10)
        standalone = question if self.random.random() < 0.7 else self.text(10)
        if self.random.random() < 0.3:
            return Answer(question, standalone, Status.NOT_FOUND, (), (), citations, 0.1, "extractive")
        claims = self.claims(citations)
        used = {number for claim in claims for number in claim.citations}
        citations = tuple(citation for citation in citations if citation.number in used)
        return Answer(question, standalone, Status.ANSWERED, claims, citations, (), 0.9, self.text(2))

    def claims(self, citations):
        numbers = [citation.number for citation in citations]
        long = 400 if self.random.random() < 0.03 else 12
        return tuple(
            Claim(self.text(long), tuple(self.random.sample(numbers, self.random.randint(1, len(numbers)))))
            for _ in range(self.random.randint(1, 6))
        )

    def given(self):
        searched = Searched(1, 2, self.text(5)) if self.random.random() < 0.2 else Searched(3, 41)
        private, direct = self.random.random() < 0.3, self.random.random() < 0.2
        return GivenAnswer("a" * 16, "1" * 19, 1, 2, private, direct, WRITTEN, self.answer(), searched)


def assert_shown_well(given):
    """Fail unless every page can be sent, takes no effect, and every claim and citation is on some page."""
    answer, seen, told = given.answer, set(), ""
    for page in pages_of(given):
        components = inert_payload(page)
        texts = texts_of(components)
        assert not [part for part in walk(components) if part.get("url")]
        buttons = [part["custom_id"].split(":") for part in walk(components) if "passage" in part.get("custom_id", "")]
        listed = {int(parts[4]) for parts in buttons}
        assert listed or not answer.citations
        seen |= listed
        if answer.claims:
            assert {int(number) for number in MARK.findall(texts[1])} == listed
            assert {int(number) for text in texts[3:] for number in MARK.findall(text)} == listed
            told += MARK.sub("", texts[1])
        else:
            assert not any(map(MARK.search, texts))
    assert seen == {citation.number for citation in answer.citations or answer.closest}
    if all(len(claim.citations) <= 7 for claim in answer.claims):
        assert letters(read(told).shown) == letters("".join(shown(claim.text) for claim in answer.claims))


def letters(text):
    """Return what is left of a text when what is put between its parts is taken away."""
    return re.sub(r"[\s…\u200b]", "", text)


def assert_random_answers_are_shown_well(seeds, strings):
    for seed in seeds:
        assert_shown_well(Dice(seed, strings).given())


def test_random_answers_render_within_every_limit_with_nothing_live_and_every_citation(naughty):
    assert_random_answers_are_shown_well(range(120), naughty)


@pytest.mark.soak
def test_ten_thousand_random_answers_render_within_every_limit_with_nothing_live_and_every_citation(naughty):
    assert_random_answers_are_shown_well(range(10_000), naughty)


def test_naughty_strings_as_question_title_heading_source_and_document_are_shown_and_take_no_effect(naughty):
    for text in naughty:
        document = Document("d1", "1", text, text, 1, WRITTEN, 10, 1)
        citation = Citation(1, Quote(document, Span(0, len(text)), text, text, 1, None))
        found = Answer(text, f"{text}?", Status.ANSWERED, (Claim(text, (1,)),), (citation,), (), 0.9, text)
        not_found = Answer(text, text, Status.NOT_FOUND, (), (), (citation,), 0.1, text)
        for answer in (found, not_found):
            given = GivenAnswer("a", "1", 1, 2, False, False, WRITTEN, answer, Searched(1, 1, text))
            assert_shown_well(given)
        assert 1 <= length(plain(text, 100)) <= 100
        view = PassageView(text, text, 1, WRITTEN, WRITTEN, text, 1, 1, text, 0, Span(0, len(text)), None, None)
        assert inert_payload(passage_screen(view))


def test_ten_thousand_random_runs_of_backticks_open_no_fence():
    dice = random.Random(4)
    for _ in range(10_000):
        text = "".join(
            dice.choice(["`", "``", "```", "````", "a", " ", "\n", "py\n", "\\"]) for _ in range(dice.randint(1, 12))
        )
        start = dice.randint(0, len(text))
        markdown = highlighted(text, Span(start, dice.randint(start, len(text))))
        assert "```" not in markdown
        assert read(markdown).kinds() <= {"quote", "bold", "underline"}
        assert raw_tokens(markdown) == []
