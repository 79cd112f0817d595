import pytest

from bot.terminal.intervals import minutes_of, spoken
from index.errors import LibraryError


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("30m", 30), ("6h", 360), (" 1D ", 1440), ("2 w", 20_160), ("8760h", 525_600), ("never", 0), ("default", None)],
)
def test_an_interval_is_read_as_minutes(written, minutes):
    assert minutes_of(written) == minutes


@pytest.mark.parametrize(
    "written",
    ["", "h", "6", "0m", "-1h", "1.5h", "6 hours", "1h30m", "367d", "999999999999m", "٣h", "daily", "\x1b[31m"],
)
def test_what_is_no_interval_is_refused_in_one_sentence(written):
    with pytest.raises(LibraryError, match=r"^Say how often as 30m, 6h, 1d or 2w \(a year at most\)"):
        minutes_of(written)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "never"),
        (1, "every minute"),
        (90, "every 90 minutes"),
        (360, "every 6 hours"),
        (1440, "every day"),
        (2880, "every 2 days"),
        (10_080, "every week"),
    ],
)
def test_an_interval_is_said_in_its_longest_unit(minutes, said):
    assert spoken(minutes) == said
