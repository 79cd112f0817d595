from bot.terminal.chat import REMEMBERED


def answers(stdout):
    """Return what followed each question, by the question."""
    parts = [part.split("\n", 1) for part in stdout.split("> ")[1:]]
    return {question: rest.strip() for question, rest in parts}


def test_every_line_piped_in_is_a_question_and_its_answer_stands_under_it(footnote, handbook):
    footnote("library", "add", handbook)

    result = footnote("chat", typed="Who founded the kite club?\n\n  \nHow many euros do members pay a year?\n")

    assert result.exit_code == 0
    given = answers(result.stdout)
    assert list(given) == ["Who founded the kite club?", "How many euros do members pay a year?"]
    assert given["Who founded the kite club?"].startswith("Ada Lovell founded the club in 1921. [1]\n\n[1] ")
    assert "12 euros" in given["How many euros do members pay a year?"]


def test_a_question_that_leans_on_the_one_before_is_completed_and_the_completion_shown(footnote, handbook):
    footnote("library", "add", handbook)

    result = footnote("chat", typed="Who founded the kite club?\nWhen was that?\n")

    later = answers(result.stdout)["When was that?"]
    assert later.startswith("Searched for: When was that? (")
    assert "1921" in later


def test_a_question_that_is_refused_does_not_end_the_conversation(footnote, handbook):
    footnote("library", "add", handbook)

    result = footnote("chat", typed=f"{'q' * 5000}\nWho founded the kite club?\n")

    assert result.exit_code == 0
    assert result.stderr == "The question has 5,000 characters; the limit is 2,000. Ask a shorter one.\n"
    assert "Ada Lovell" in answers(result.stdout)["Who founded the kite club?"]


def test_exit_ends_the_conversation(footnote, handbook):
    footnote("library", "add", handbook)

    assert footnote("chat", typed="Exit\nWho founded the kite club?\n").stdout == ""


def test_only_the_last_exchanges_are_remembered(monkeypatch, footnote):
    lengths = []
    monkeypatch.setattr(
        "bot.answering.pipeline.standalone", lambda asked: lengths.append(len(asked.history)) or asked.text
    )

    footnote("chat", typed="Why?\n" * (REMEMBERED + 3))

    assert lengths == [*range(REMEMBERED), *[REMEMBERED] * 3]


def test_bytes_that_are_no_text_do_not_end_the_conversation(footnote, handbook):
    footnote("library", "add", handbook)

    result = footnote("chat", typed=b"\xff\xfe?\nWho founded the kite club?\n")

    assert "Ada Lovell" in result.stdout


def test_at_a_terminal_questions_are_prompted_for_until_control_d(footnote, footnote_terminal, handbook):
    footnote("library", "add", handbook)

    code, shown = footnote_terminal("chat", typed=[("> ", "Who founded the kite club?\n"), ("> ", "\x04")])

    assert code == 0
    assert "> " in shown
    assert "Ada Lovell founded the club in 1921." in shown
