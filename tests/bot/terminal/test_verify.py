import json
import subprocess

import pytest

from tests.bot.terminal.conftest import COMMAND, ROOT

TRUE = {"claim": "The club was founded by Ada.", "quotes": ["Ada founded the club in 1921."]}
FALSE = {"claim": "Ada founded the club in 1922.", "quotes": ["Ada founded the club in 1921."], "id": 7}
BAD = {
    "no JSON": "no JSON",
    "deep": "[" * 100_000,
    "list": "[]",
    "null": "null",
    "no quotes": '{"claim": "a"}',
    "no claim": '{"quotes": ["a"]}',
    "claim of another kind": '{"claim": 1, "quotes": []}',
    "quotes of another kind": '{"claim": "a", "quotes": "a"}',
    "quote of another kind": '{"claim": "a", "quotes": [1]}',
    "too long": json.dumps({"claim": "a" * 2_000_000, "quotes": []}),
}


def verified(footnote, *lines):
    result = footnote(
        "verify", "--json", typed="\n".join(each if isinstance(each, str) else json.dumps(each) for each in lines)
    )
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_each_line_is_answered_in_order_with_what_failed_and_why(footnote):
    code, (true, false) = verified(footnote, TRUE, FALSE)

    assert code == 0
    assert 0.8 < true.pop("score") <= 1
    assert true == {"supported": True, "failed": [], "verdict": "supported", "reasons": []}
    assert (false["supported"], false["failed"], false["verdict"]) == (False, ["dates"], "contradicted")
    assert false["score"] < 0.8
    assert "1922" in false["reasons"][0]


def test_without_a_quote_nothing_is_supported(footnote):
    _, answers = verified(footnote, {**TRUE, "quotes": []}, {**TRUE, "quotes": ["  "]})

    assert [(each["supported"], each["failed"]) for each in answers] == [(False, ["quotes"])] * 2


def test_a_claim_that_says_nothing_is_not_supported(footnote):
    _, answers = verified(footnote, {**TRUE, "claim": ""}, {**TRUE, "claim": " … "})

    assert [(each["supported"], each["failed"]) for each in answers] == [(False, ["words"])] * 2


def test_the_mark_some_editors_put_before_a_file_is_no_part_of_its_first_line(footnote):
    code, answers = verified(footnote, f"\ufeff{json.dumps(TRUE)}", TRUE)

    assert (code, [each["supported"] for each in answers]) == (0, [True, True])


def test_titles_and_headings_may_say_whom_a_quote_speaks_of(footnote):
    pair = {"claim": "Ada Lovell left in 1930.", "quotes": ["She left in 1930."]}

    _, (alone, headed) = verified(footnote, pair, {**pair, "context": "Ada Lovell"})

    assert (alone["supported"], headed["supported"]) == (False, True)


@pytest.mark.parametrize("line", BAD.values(), ids=BAD)
def test_a_line_that_is_no_claim_with_quotes_is_said_and_the_rest_goes_on(footnote, line):
    code, (first, bad, last) = verified(footnote, TRUE, line, TRUE)

    assert code == 1
    assert bad == {"line": 2, "error": 'Line 2 is no JSON object with a "claim" and a list of "quotes".'}
    assert first == last


def test_empty_lines_count_but_ask_nothing(footnote):
    _, (true, bad) = verified(footnote, "", TRUE, "  ", "[]")

    assert (true["supported"], bad["line"]) == (True, 4)


def test_as_text_each_answer_is_a_line_and_what_is_wrong_goes_to_stderr(footnote):
    result = footnote("verify", typed=f"{json.dumps({**TRUE, 'claim': TRUE['quotes'][0]})}\n[]\n{json.dumps(FALSE)}\n")

    true, false = result.stdout.splitlines()
    assert result.exit_code == 1
    assert true == "supported: Ada founded the club in 1921."
    assert false.startswith("contradicted: Ada founded the club in 1922. (")
    assert result.stderr == 'Line 2 is no JSON object with a "claim" and a list of "quotes".\n'


def test_nothing_on_stdin_is_nothing_to_do(footnote):
    assert footnote("verify", "--json", typed="").stdout == ""


def test_each_line_is_answered_before_the_next_one_comes_and_no_store_is_opened(tmp_path):
    with subprocess.Popen(
        [*COMMAND, "verify", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, cwd=ROOT
    ) as process:
        for pair, supported in ((TRUE, True), (FALSE, False)):
            process.stdin.write(f"{json.dumps(pair)}\n")
            assert json.loads(process.stdout.readline())["supported"] is supported
        process.stdin.close()
    assert process.returncode == 0
    assert not (tmp_path / "data").exists()
