import sys
from io import StringIO

import pytest

from bot.terminal.progress import NoBar, progress_bar


class Screen(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def streams(monkeypatch):
    """Return a function that puts streams in the place of stdout and stderr."""

    def put(stdout, stderr):
        monkeypatch.setattr(sys, "stdout", stdout)
        monkeypatch.setattr(sys, "stderr", stderr)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("COLUMNS", "80")
        return stdout, stderr

    return put


def test_at_a_terminal_the_bar_shows_what_is_done_and_how_far_it_is(streams):
    _, stderr = streams(StringIO(), Screen())

    with progress_bar() as bar:
        bar.begin("1/2 [red]one[/red].txt")
        bar.show("2/2 two.txt", 30, 120)

    assert "2/2 two.txt" in stderr.getvalue()
    assert "25%" in stderr.getvalue()


def test_lines_written_while_it_pauses_are_left_whole(streams):
    screen, _ = streams(*[Screen()] * 2)

    with progress_bar(lines_between=True) as bar:
        bar.begin("one.txt")
        with bar.paused():
            screen.write("added: one.txt\n")

    assert "added: one.txt\n" in screen.getvalue()


def test_there_is_no_bar_where_nobody_would_see_it_or_it_would_be_in_the_way(streams):
    streams(Screen(), StringIO())
    with progress_bar() as unseen:
        assert isinstance(unseen, NoBar)

    streams(StringIO(), Screen())
    with progress_bar(lines_between=True) as in_the_way:
        assert isinstance(in_the_way, NoBar)
