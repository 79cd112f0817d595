"""Claims written by hand under quotes from real documents, honest and false: the text files beside this module.

A file is blocks of lines, an empty line after each. `# PATH` names a document: of the project, or of the folder of
third-party files beside it. `@ START-END HASH` is a quote from it by its place, `@ TEXT` one by its words (of the
project's own documents alone); the lines after are claims under that quote, each with its kind before it. Text of third
parties is not stored here, so `<3-12>` in a claim stands for the words 3 to 12 of its quotes, counted from 0. `HASH`
begins the SHA-256 of the quote.

Rules may be improved on the misses of cases in files named `dev`. Those of `held-out` are under other quotes,
written by somebody who had not read the rules, and are only counted; who improves rules on them renames the file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.reading import read
from index.reading.titles import title_from

CLOSE, FREE, FAR = "close", "free", "far"
HONEST = (CLOSE, FREE, FAR)
"""Near the words of the quotes; freely said, as a model does when told to use its own words; and as far from the words
of the quotes as a person can get without changing what is said, often by what everybody knows."""

FALSE = (
    *("number", "unit", "currency", "date", "name", "roles", "negation"),
    *("quantifier", "hedge", "direction", "cause", "detail"),
)

OURS = ("docs/", "tests/")
"""How the paths of the project's own documents begin."""

FOLDER = Path(__file__).parent
PROJECT = FOLDER.parents[4]
PLACE = re.compile(r"(\d+)-(\d+) ([0-9a-f]{8})")
COPIED = re.compile(r"<(\d+)-(\d+)>")


@dataclass(frozen=True, slots=True)
class Case:
    """A claim under quotes. `kind` is one of HONEST, or of FALSE: what was changed so that the quotes do not say it.

    `context` is what stands above the quotes, as the judge is told it; `by_program`: no person wrote the claim.
    """

    document: str
    held_out: bool
    quotes: tuple[str, ...]
    context: str
    kind: str
    claim: str
    by_program: bool = False

    @property
    def honest(self) -> bool:
        return self.kind in HONEST


def written_cases(shared: Path | None) -> list[Case]:
    """Return the cases of all documents; without the third-party folder, those of the project's own documents."""
    return [case for file in sorted(FOLDER.glob("*.txt")) for case in _cases(file, shared)]


def _cases(file: Path, shared: Path | None) -> Iterator[Case]:
    held_out = file.stem.endswith("held-out")
    document, quotes = "", tuple[str, ...]()
    for line in file.read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "#":
            document = rest
        elif not (document.startswith(OURS) or shared):
            continue
        elif mark == "@":
            quotes = (*quotes, _quote(document, rest, shared))
        elif not mark:
            quotes = ()
        else:
            kind, claim = mark.removesuffix(":"), _filled_in(rest, quotes)
            yield Case(document, held_out, quotes, _context(document, quotes[0]), kind, claim)


def _quote(document: str, written: str, shared: Path | None) -> str:
    place = PLACE.fullmatch(written)
    text = text_of(document, shared)
    quote = text[int(place[1]) : int(place[2])] if place else written
    found = hashlib.sha256(quote.encode()).hexdigest().startswith(place[3]) if place else quote in text
    if not found:
        raise ValueError(f"{document} has changed: {written} is not the quote the cases were written for.")
    return quote


def _filled_in(claim: str, quotes: tuple[str, ...]) -> str:
    """Return the claim with the words of the quotes where it refers to them."""
    words = " ".join(quotes).split()
    return COPIED.sub(lambda run: " ".join(words[int(run[1]) : int(run[2]) + 1]), claim)


@cache
def text_of(document: str, shared: Path | None) -> str:
    """Return a document's text; offsets count in it."""
    root = PROJECT if document.startswith(OURS) else shared
    return ((root or PROJECT) / document).read_bytes().decode()


@cache
def _context(document: str, quote: str) -> str:
    """Return the title and heading above a quote. The third parties' documents have no headings."""
    name = Path(document).name
    if not document.startswith(OURS):
        return title_from(name)
    reading = read(name, (PROJECT / document).read_bytes())
    at = reading.text.index(quote)
    above = [heading.text for heading in reading.headings if heading.span.end <= at and heading.text != reading.title]
    return " ".join([reading.title, *above[-1:]])
