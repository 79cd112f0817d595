import re

import pytest


@pytest.fixture
def failing(monkeypatch, footnote):
    """Return a function that runs a command in which an error comes up."""

    def run(error):
        def ask(*_arguments):
            raise error

        monkeypatch.setattr("bot.app.App.ask", ask)
        return footnote("ask", "Why?")

    return run


def test_an_error_nobody_foresaw_is_one_line_with_the_id_the_log_has(failing, caplog):
    result = failing(RuntimeError("gears"))

    assert result.exit_code == 1
    [reference] = re.findall(
        r"^Something unexpected went wrong; the log has the details under (\w{8})\.$", result.stderr
    )
    assert f"unexpected error {reference}" in caplog.text
    assert "RuntimeError: gears" in caplog.text
    assert "gears" not in result.stderr


def test_control_c_is_one_line_and_exit_code_130(failing):
    result = failing(KeyboardInterrupt())

    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr == "Stopped; nothing half-done was kept.\n"


def test_the_version_is_printed(footnote):
    assert re.fullmatch(r"footnote \S.*\n", footnote("--version").stdout)
