"""What of a PDF could not be read, page by page, in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from index.reading.pdf_layout.pages import PdfFile

_MOST_RANGES = 12


def notes_on(file: PdfFile, furniture: Sequence[Set[int]]) -> tuple[str, ...]:
    """Return one sentence for each thing that is missing from the text, with the numbers of its pages."""
    bare = [len(page.lines) == len(marked) for page, marked in zip(file.pages, furniture, strict=True)]
    pages = list(enumerate(file.pages, 1))
    images = [at for at, page in pages if bare[at - 1] and page.shows == "image" and not page.lost]
    drawings = [at for at, page in pages if bare[at - 1] and page.shows == "drawing" and not page.lost]
    damaged = [at for at, page in pages if page.damaged]
    return (
        *_count(file, len(damaged)),
        *_note(damaged, "is damaged and could not be read.", "are damaged and could not be read."),
        *_note(images, "is an image; it has no text.", "are images; they have no text."),
        *_note(drawings, "is a drawing; it has no text.", "are drawings; they have no text."),
        *_note(
            [at for at, page in pages if page.lost],
            "has letters that could not be decoded; they are left out.",
            "have letters that could not be decoded; they are left out.",
        ),
    )


def _count(file: PdfFile, damaged: int) -> Iterator[str]:
    read = len(file.pages) - damaged
    if read < file.declared:
        yield f"The file says it has {file.declared} {'page' if file.declared == 1 else 'pages'}; {read} could be read."


def _note(pages: Sequence[int], one: str, many: str) -> Iterator[str]:
    if len(pages) == 1:
        yield f"Page {pages[0]} {one}"
    elif pages:
        yield f"Pages {_listed(pages)} {many}"


def _listed(pages: Sequence[int]) -> str:
    """Return page numbers as people write them: "3, 5 and 8 to 12"."""
    ranges: list[list[int]] = []
    for page in pages:
        if ranges and page == ranges[-1][-1] + 1:
            ranges[-1] = [ranges[-1][0], page]
        else:
            ranges.append([page, page])
    shown = [words for first, last in ranges[:_MOST_RANGES] for words in _range(first, last)]
    rest = sum(last - first + 1 for first, last in ranges[_MOST_RANGES:])
    if rest:
        shown.append(f"{rest} more")
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]


def _range(first: int, last: int) -> tuple[str, ...]:
    return (f"{first} to {last}",) if last > first + 1 else tuple(map(str, range(first, last + 1)))
