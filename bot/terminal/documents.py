"""Documents as the `library` commands show them to people, and in pipes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from bot.terminal.safe_text import one_line, safe
from bot.wording import counted

if TYPE_CHECKING:
    from rich.table import Table

    from index.documents import Document, Passage, Version

ROOMY: Final = 80
"""Columns from which a table may show everything."""


def tab_separated(documents: Iterable[Document]) -> str:
    """Return a line a document: id, title, version, passages, when it came, source."""
    return "\n".join("\t".join(_cells(document)) for document in documents)


def table(documents: Iterable[Document], width: int) -> Table:
    """Return the documents as a table for a terminal; a narrow one does not show when they came."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    columns = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    columns.add_column("Title", ratio=1, overflow="fold")
    others = ("Id", "Version", "Passages", "Updated") if width >= ROOMY else ("Id", "Version", "Passages")
    for name in others:
        columns.add_column(name, no_wrap=True, justify="right" if name in {"Version", "Passages"} else "left")
    for document in documents:
        identity, title, version, passages, updated, _source = _cells(document)
        columns.add_row(Text(title), *(identity, version, passages, updated[:10])[: len(others)])
    return columns


def description(
    document: Document, versions: Sequence[Version], passages: Sequence[Passage], *, with_text: bool
) -> Iterator[str]:
    """Yield the lines of `footnote library show`."""
    yield one_line(document.title)
    yield f"  id       {document.id}"
    yield f"  source   {one_line(document.source)}"
    yield f"  size     {counted(document.characters, 'character')}, {counted(document.passages, 'passage')}"
    for version in versions:
        yield from _version(version)
    yield ""
    for number, passage in enumerate(passages, 1):
        yield f"  passage {number}, {_place(passage)}"
        if with_text:
            yield from ("", *(f"    {line}" for line in safe(passage.text).splitlines()), "")


def _version(version: Version) -> Iterator[str]:
    facts = [
        f"{version.number}, {version.created_at:%Y-%m-%d %H:%M} UTC",
        "live" if version.live else "",
        counted(version.pages, "page") if version.pages else "",
        f"published {one_line(version.published)}" if version.published else "",
    ]
    yield f"  version  {', '.join(filter(None, facts))}"
    if version.canonical_url:
        yield f"           address of its own: {one_line(version.canonical_url)}"
    for note in version.notes:
        yield f"           note: {one_line(note)}"


def _cells(document: Document) -> tuple[str, ...]:
    return (
        document.id,
        one_line(document.title),
        str(document.version),
        str(document.passages),
        document.updated_at.isoformat(),
        one_line(document.source),
    )


def _place(passage: Passage) -> str:
    page = f"page {passage.page}, " if passage.page is not None else ""
    heading = f": {one_line(passage.heading)}" if passage.heading else ""
    return f"{page}line {passage.line}{heading}"
