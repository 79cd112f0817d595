from __future__ import annotations

import pytest

from index.errors import SourceUnreadable
from index.reading import read


def test_tables_are_headings_and_lists_of_tables_are_rows() -> None:
    reading = read(
        "club.toml",
        b'title = "Club"\n[hall]\nseats = 40\nfee = 1.50\nsince = 2021-02-17\nopen = true\n[[member]]\nname = "Ada"\n'
        b'role = "chair"\n[[member]]\nname = "Ben"\nrole = "guest"\n',
    )
    assert reading.title == "Club"
    assert reading.text == (
        "title: Club\n\nhall\n\nseats: 40\n\nfee: 1.50\n\nsince: 2021-02-17\n\nopen: true\n\n"
        "member\n\nname: Ada | role: chair\nname: Ben | role: guest"
    )


def test_what_breaks_the_rules_is_refused_with_its_line() -> None:
    with pytest.raises(SourceUnreadable, match=r"not valid TOML \(line 2, column 5\)"):
        read("a.toml", b"a = 1\nb = \n")


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(SourceUnreadable, match="nested more than 100 levels deep"):
        read("a.toml", b"a = " + b"[" * 50_000)


def test_a_number_beyond_counting_is_refused_in_one_sentence() -> None:
    with pytest.raises(SourceUnreadable, match="not valid TOML;"):
        read("a.toml", b"a = " + b"9" * 10_000)
