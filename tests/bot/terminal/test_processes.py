"""What only shows in a process of its own: real pipes, other locales, closed streams, what is imported."""

import json
import os
import subprocess
import sys

import pytest

ASK = ("ask", "Who founded the kite club?")
POSIX_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

OF_READING = {
    "trafilatura",
    "lxml",
    "pypdf",
    "docx",
    "pptx",
    "python_calamine",
    "yaml",
    "httpx",
    "watchfiles",
    "tomllib",
}
"""What only taking documents in needs; tomllib stands for the readers that import no library."""

LOADED = """
import sys
from bot.terminal.main import footnote
footnote(sys.argv[1:], standalone_mode=False)
sys.stderr.write(" ".join(sorted({name.partition(".")[0] for name in sys.modules})))
"""


@pytest.fixture(autouse=True)
def filled(footnote, handbook):
    handbook.write_text(handbook.read_text().replace("Ada Lovell", "Adélaïde \N{SNOWMAN} Lovell"))
    footnote("library", "add", handbook)


@pytest.mark.parametrize(
    "settings", [POSIX_LOCALE, pytest.param({"PYTHONIOENCODING": "latin-1"}, marks=pytest.mark.soak)]
)
def test_every_locale_can_show_an_answer(footnote_process, settings):
    plain = footnote_process(*ASK, settings=settings)
    as_json = footnote_process(*ASK, "--json", settings=settings)

    assert (plain.returncode, plain.stderr) == (as_json.returncode, as_json.stderr) == (0, b"")
    assert b"Lovell founded the club in 1921. [1]\n" in plain.stdout
    assert b"\x1b" not in plain.stdout
    assert "Adélaïde \N{SNOWMAN}" in json.loads(as_json.stdout.decode("ascii"))["text"]


def test_arguments_and_input_that_are_no_text_are_no_reason_to_fail(footnote_process):
    asked = footnote_process("ask", b"Who founded the kite club \xff?", "--json")
    chatted = footnote_process("chat", input=b"Who founded the kite club \xff?\n")

    assert asked.returncode == chatted.returncode == 0
    assert json.loads(asked.stdout)["question"] == "Who founded the kite club \N{REPLACEMENT CHARACTER}?"
    assert b"Lovell founded the club" in chatted.stdout


@pytest.mark.parametrize("closed", [">&-", *(pytest.param(each, marks=pytest.mark.soak) for each in ("<&-", "2>&-"))])
def test_a_closed_stream_is_no_reason_to_fail(footnote_process, closed):
    result = footnote_process(*ASK, redirected=closed)

    assert (result.returncode, result.stderr) == (0, b"")


def test_a_reader_that_is_gone_ends_the_command_without_a_word(footnote_process):
    reader, pipe = os.pipe()
    os.close(reader)
    result = footnote_process("library", "list", stdout=pipe)
    os.close(pipe)

    assert (result.returncode, result.stderr) == (141, b"")


def test_output_that_cannot_be_written_is_one_line_and_exit_code_1(footnote_process):
    result = footnote_process("library", "list", redirected=">/dev/full")

    assert result.returncode == 1
    assert result.stderr == b"The output cannot be written: no space left on device.\n"


def test_the_log_holds_neither_question_nor_document_however_much_is_logged(footnote_process):
    result = footnote_process(*ASK, "--json", settings={"LOG_LEVEL": "DEBUG"})

    assert result.returncode == 0
    assert b"kite" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "unneeded"),
    [
        ([*ASK, "--json"], {"llama_index", "onnx", "onnxruntime", "huggingface_hub", "rich"} | OF_READING),
        (["--help"], {"llama_index", "numpy", "sqlalchemy", "pydantic_settings", "rich"}),
    ],
)
def test_only_what_a_command_needs_is_imported(footnote_process, arguments, unneeded, tmp_path):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", LOADED, *arguments]

    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)

    assert set(result.stderr.split()) & unneeded == set()
