"""Broken and hostile PDFs behind the wall: each is read, or refused in one plain sentence, and the next one goes on."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.errors import SourceUnreadable
from index.reading.sandbox import Sandbox
from tests.support.pdfs import by_hand, flate_bomb, of_objects, words_at
from tests.support.readings import assert_sound

SECONDS = 30
EVERY = 30
GOOD = by_hand([words_at(50, 500, "Words on a page.")])
LEAF = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] >>"
CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    made = Sandbox()
    yield made
    made.close()


def assert_read_or_refused(sandbox: Sandbox, data: bytes) -> None:
    began = time.monotonic()
    refusal = ""
    try:
        assert_sound(sandbox.read("mill.pdf", data))
    except SourceUnreadable as error:
        refusal = str(error)
    assert re.fullmatch(r"(mill\.pdf: [^\n]+\.)?", refusal)
    assert time.monotonic() - began < SECONDS


def assert_all(sandbox: Sandbox, files: list[Path]) -> None:
    for path in files:
        assert_read_or_refused(sandbox, path.read_bytes())
    assert sandbox.read("mill.pdf", GOOD).text == "Words on a page."


def test_a_sample_of_the_broken_files_is_read_or_refused(sandbox: Sandbox, shared: Path) -> None:
    assert_all(sandbox, sorted((shared / "attacks" / "pdf").iterdir())[::EVERY])


@pytest.mark.soak
def test_every_broken_file_is_read_or_refused(sandbox: Sandbox, shared: Path) -> None:
    assert_all(sandbox, sorted((shared / "attacks" / "pdf").iterdir()))


@pytest.mark.parametrize(
    "data",
    [
        by_hand([words_at(50, 500, "Words.") + b"[" * 20_000 + b"]" * 20_000 + b" TJ"]),
        of_objects([b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * 50_000 + b" >>", LEAF]),
        of_objects([CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R 3 0 R] /Count 400 >>", LEAF]),
        by_hand([words_at(50, 500, "Words on a page.")], count=2_000_000_000),
        b"%PDF-1.7\n" + GOOD[:300],
    ],
    ids=["deep operands", "deep catalogue", "pages in a circle", "a count that lies", "half a file"],
)
def test_a_file_made_to_exhaust_its_reader_is_read_or_refused(sandbox: Sandbox, data: bytes) -> None:
    assert_read_or_refused(sandbox, data)


@pytest.mark.soak
@pytest.mark.parametrize(
    "make",
    [
        lambda: of_objects(
            [CATALOG, *(b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 9 >>" % (n, n) for n in range(3, 33)), LEAF]
        ),
        lambda: flate_bomb(400 << 20),
        lambda: flate_bomb(2 << 30, times=2),
        lambda: by_hand([words_at(50, 500, "Words on a page again.") * 100_000]),
        lambda: by_hand([b"q " * 3_000_000 + words_at(50, 500, "Words.")]),
        lambda: by_hand([words_at(50, 500, f"Words on page {number}.") for number in range(20_000)]),
    ],
    ids=["pages of pages", "400 MB", "2 GB twice packed", "one place written over", "states piled up", "20,000 pages"],
)
def test_a_bomb_is_read_or_refused_in_time(sandbox: Sandbox, make: Callable[[], bytes]) -> None:
    assert_read_or_refused(sandbox, make())
