import json


def test_each_topic_has_a_name_a_quote_and_questions_that_are_answered(footnote, handbook):
    footnote("library", "add", handbook)

    result = footnote("topics")

    assert result.exit_code == 0
    first, *_ = result.stdout.split("\n\n")
    heading, quote, *_ = first.splitlines()
    assert heading.endswith("of 1 document)")
    assert quote.startswith("Kite club handbook › ")
    asked = [line.removeprefix("Ask: ") for line in result.stdout.splitlines() if line.startswith("Ask: ")]
    assert "When did Ada Lovell found the club?" in asked
    for question in asked:
        assert not footnote("ask", question).stdout.startswith("The documents do not say.")


def test_json_has_every_quote_with_its_place(footnote, handbook):
    footnote("library", "add", handbook)
    text = handbook.read_text()

    printed = json.loads(footnote("topics", "--json").stdout)

    assert printed["library"] == "local"
    assert printed["topics"]
    for topic in printed["topics"]:
        assert set(topic) == {"name", "passages", "documents", "quote", "questions"}
        for quote in [topic["quote"], *(each["answered_by"] for each in topic["questions"])]:
            assert text[quote["start"] : quote["end"]] == quote["quote"]


def test_an_empty_library_has_no_topics_and_it_is_said_how_to_fill_it(footnote):
    result = footnote("topics", "--library", "empty")

    assert result.exit_code == 0
    assert result.stdout == ""
    assert "footnote library add SOURCE --library empty" in result.stderr


def test_a_library_with_too_little_text_says_so(footnote, tmp_path):
    path = tmp_path / "tiny.md"
    path.write_text("12")
    footnote("library", "add", path)

    result = footnote("topics")

    assert result.stdout == ""
    assert result.stderr == "There is too little text in this library to tell what it is about.\n"


def test_in_a_terminal_a_conversation_goes_on_with_suggestions_and_in_a_pipe_it_does_not(
    footnote, footnote_terminal, handbook
):
    footnote("library", "add", handbook)

    typed = [("> ", "How many euros do members pay a year?\n"), ("Ask next", "exit\n")]
    code, shown = footnote_terminal("chat", typed=typed)

    assert code == 0
    assert "Ask next: " in shown
    assert "Ask next" not in footnote("chat", typed="How many euros do members pay a year?\n").stdout
