"""Text of documents and people: it shows as itself, and nothing in it takes effect."""

import json
import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.discord_ui.screens.escaping import plain, safe, safe_line, shown
from bot.discord_ui.screens.splitting import length
from tests.support.discord_text import raw_tokens, read

GAP = "\u200b"
TOKENS = [
    "<@1>", "<@!12>", "<@&3>", "<#4>", "</ask:5>", "</library add:6>", "<id:customize>", "<id:guide>", "<:n:7>",
    "<a:n:8>", "<t:9>", "<t:-10:R>", "<sound:1:2>", "@everyone", "@here", "@Everyone", ":smile:", ":+1:", ":100:",
    "std::vector::x", "https://evil.example/x?y=1", "HTTP://EVIL.example", "<https://evil.example>", "steam://run/1",
    "discord://-/channels/1", "<mailto:a@b.example>", "mailto:a@b.example", "tel:+15551234", "<tel:+15551234>",
    "<+1 555 1234>", "<a@b.example>", "discord.gg/abc", "www.discord.gg/abc", "discord.com/invite/abc", "dsc.gg/abc",
    "discordapp.com/invite/abc", "DISCORD.GG/abc", "discord.gift/abc", "https://discord.gg/abc",
    "discord.gg/invite/abc", "watchanimeattheoffice.com/invite/abc",
    "[text](https://evil.example)", "[a](<b>)", "[1]", "[12]", "![x](y)", "[[1]](x)", "***bi***", "~~s~~", "||secret||",
    "*i*", "_i_", "**b**", "__u__", "`code`", "``c``", "```\nfence\n```", "```py", "# heading", "## heading",
    "### heading", "-# small", "> quote", ">>> quote", "- item", "* item", "+ item", "1. item", "12) item",
    "  - nested", "\t# tabbed", "\\", "\\*", "\\\\", "\\<@1>", "¯\\_(ツ)_/¯", "<", ">", "|", "~", "<<@1>>",
    "<@everyone>", "<<t:1:R>:2>",
]  # fmt: skip
"""What Discord, or somebody who reads raw messages, takes for live; and some of what it is made of."""
INERT = {"std::vector::x", "@Everyone", "\\", "\\*", "\\\\", "\\<@1>", "¯\\_(ツ)_/¯", "<", "|", "~", "```py"}

PIECES = ["<", "a", "\\", "`", "[](", " ", " \n", "-\n", "9", "<a", ":a", "~", "@e", "#", "discord", "/invite", "1.\n"]

any_text = st.text(st.characters())
live_text = st.lists(
    st.one_of(st.sampled_from(TOKENS), st.sampled_from(["\n", " ", "\r\n", "x", "9", GAP, "é", "\u0301"]), any_text)
).map("".join)


@pytest.mark.parametrize("token", [token for token in TOKENS if token not in INERT])
def test_the_readers_of_these_tests_see_what_is_live(token):
    assert read(token).live or raw_tokens(token)


def unescaped(markdown):
    return re.sub(r"\\([^0-9A-Za-z\s])", r"\1", markdown).replace(GAP, "")


@given(live_text)
@example("".join(TOKENS))
@example("\n".join(TOKENS))
@example(" ".join(TOKENS))
def test_nothing_takes_effect_and_everything_is_shown(text):
    reading = read(safe(text))

    assert reading.live == ()
    assert reading.shown.replace(GAP, "") == shown(text).replace(GAP, "")


@given(live_text)
@example("".join(TOKENS))
@example("\n".join(TOKENS))
def test_who_looks_at_the_raw_text_finds_nothing_live_either(text):
    assert raw_tokens(safe(text)) == []
    assert raw_tokens(safe_line(text, 200)) == []


@pytest.mark.parametrize("around", ["{}", "a{}b", "\n{}\n", "({})", "{0}{0}", "**{}**", "<{}>", "\\{}", "`{}`", "_{}_"])
def test_a_live_token_is_dead_wherever_it_stands(around):
    for text in map(around.format, TOKENS):
        assert read(safe(text)).live == ()
        assert raw_tokens(safe(text)) == []
        assert unescaped(safe(text)) == text


@given(live_text)
def test_taking_the_escapes_away_gives_the_text_again(text):
    assert unescaped(safe(text)) == shown(text).replace(GAP, "")


@pytest.mark.parametrize(
    "prose",
    [
        "The U.S. team met at 10:30, i.e. late; it cost $3.50 (about £2.80)!",
        "“Quoted – and dashed”, said she: 50% of C# users; a | b | c; ~5 km; -3 °C; 2 > 1; R&D = fun?",
        "Write to team@club.example about the ferry/boat question, #3 on the list.",
        "-5 degrees\n3.5 metres\n#channel\n+5 points",
        "天地，宇宙。 سلام. क्‍ष 👩‍🚀",
    ],
)
def test_prose_is_left_as_it_is(prose):
    assert safe(prose) == prose


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("<@1> and <#2>", r"\<\@1> and \<\#2>"),
        ("see https://x.example/a", r"see https:\/\/x.example/a"),
        ("[1]", r"\[1\]"),
        ("1. First\n- item", "1\\. First\n\\- item"),
        ("snake_case", r"snake\_case"),
        ("@everyone", f"@{GAP}everyone"),
    ],
)
def test_escapes_stand_inside_what_would_take_effect(text, escaped):
    assert safe(text) == escaped


def test_what_cannot_be_shown_is_replaced_and_every_line_break_is_a_newline():
    assert (
        safe("a\x00b\x1b\x7f\x9bc\u202ed\u2066e\u200ff\ud800g")
        == "a\ufffdb\ufffd\ufffd\ufffdc\ufffdd\ufffde\ufffdf\ufffdg"
    )
    assert safe("a\r\nb\rc\x0cd\u2028e\x85f\tg") == "a\nb\nc\nd\ne\nf\tg"


@given(st.text(st.characters()), st.integers(3, 60))
@example("e\u0301" * 40, 10)
@example("👩‍🚀" * 40, 11)
def test_a_label_is_one_short_line_that_is_never_empty(text, limit):
    label = plain(text, limit)

    assert label.strip()
    assert length(label) <= limit
    assert not re.search(r"[\s\x00-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", label.replace(" ", ""))
    label.encode()


@pytest.mark.parametrize("text", ["", " \n\t", GAP, "\u3164", "\u2800 \ufeff", "\u00ad\u200d"])
def test_a_label_with_nothing_to_see_gets_a_name(text):
    assert plain(text, 80) == "—"
    assert plain(text, 80, "untitled") == "untitled"
    assert safe_line(text, 80) == "—"


def test_a_long_label_is_cut_between_words_and_between_graphemes():
    assert plain("The ferry\n to  Harrow Bay", 80) == "The ferry to Harrow Bay"
    assert plain("The ferry to Harrow Bay", 16) == "The ferry to…"
    assert plain("👩‍🚀" * 5, 12) == "👩‍🚀👩‍🚀…"
    assert plain("e\u0301" * 9, 4) == "e\u0301…"


def test_labels_hold_nothing_that_looks_live_in_raw_text():
    mark = re.compile(r"\[\d+\]|```")  # no more than characters, where there is no markdown

    for token in TOKENS:
        label = plain(f"a {token} b", 100)
        assert [found for found in raw_tokens(label) if not mark.fullmatch(found)] == []
        assert label.replace(GAP, "") == " ".join(f"a {token} b".split())


@pytest.mark.parametrize("piece", PIECES)
def test_long_texts_are_escaped_in_linear_time(piece):
    def seconds(size):
        text = piece * (size // len(piece))
        started = time.process_time()
        safe(text)
        plain(text, 100)
        return time.process_time() - started

    small = min(seconds(1 << 13) for _ in range(3))
    assert seconds(1 << 16) < 30 * small + 0.05  # eight times the text; its square would be sixty-four times


@pytest.mark.soak
@pytest.mark.parametrize("piece", PIECES)
def test_a_megabyte_takes_seconds(piece):
    started = time.process_time()
    safe(piece * (1_000_000 // len(piece)))

    assert time.process_time() - started < 5


def test_the_naughty_strings_are_shown_and_take_no_effect(shared):
    strings = json.loads((shared / "attacks" / "text" / "naughty-strings.json").read_text("utf-8"))

    assert len(strings) == 515
    for text in strings:
        reading = read(safe(text))
        assert reading.live == ()
        assert reading.shown.replace(GAP, "") == shown(text).replace(GAP, "")
        assert raw_tokens(safe(text)) == []
        assert length(plain(text, 40)) <= 40
