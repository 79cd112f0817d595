"""What every reading promises, whatever it was made from."""

from __future__ import annotations

from index.documents import Reading


def assert_sound(reading: Reading) -> None:
    """Check a reading's spans (within the text, in order, apart), its headings, pages, notes and title."""
    position = 0
    for span in reading.furniture:
        assert position <= span.start < span.end <= len(reading.text)
        position = span.end + 1
    starts = [heading.span.start for heading in reading.headings]
    assert starts == sorted(set(starts))
    for heading in reading.headings:
        assert 1 <= heading.level <= 6
        assert 0 <= heading.span.start < heading.span.end <= len(reading.text)
        assert heading.text.strip()
    assert list(reading.pages) == sorted(reading.pages)
    assert all(0 <= page <= len(reading.text) for page in reading.pages)
    for line in (*reading.notes, reading.title):
        assert line
        assert "\n" not in line
