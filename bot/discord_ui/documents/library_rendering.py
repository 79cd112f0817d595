"""The library on the screen: its documents, one of them, its versions, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePosixPath
from typing import Final

from bot.discord_ui.documents.files import file_name
from bot.discord_ui.rendering import notice
from bot.discord_ui.screens.actions import custom_id
from bot.discord_ui.screens.escaping import safe_line
from bot.discord_ui.screens.places import day, shown_title
from bot.discord_ui.screens.screen import Button, Row, Screen, Section, Text
from bot.wording import counted
from index.documents import AddResult, Document, Version

ON_A_PAGE: Final = 8
LONGEST_FILE_NAME: Final = 80
WHOLE: Final = "-"
"""Stands for the beginning of a document in the id of a button that reads it."""

KINDS: Final = {
    ".txt": "text",
    ".md": "Markdown",
    ".markdown": "Markdown",
    ".html": "web page",
    ".htm": "web page",
}
EMPTY: Final = "This library is empty. Its admins add documents with `/library add`."
KEPT: Final = "Nothing was removed."
GONE: Final = "It is gone already; nothing was changed."


def list_screen(library: str, documents: Sequence[Document], page: int) -> Screen:
    """Return a page of the library's documents, the nearest there is. Pages count from 0."""
    if not documents:
        return notice(EMPTY)
    page, last = _page(page, len(documents))
    passages = sum(document.passages for document in documents)
    heading = f"**{counted(len(documents), 'document')}**, {counted(passages, 'passage')}"
    shown = documents[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    sections = [
        Section(_line(document), Button("Show", custom_id("document", library, document.id))) for document in shown
    ]
    turns = _turns(page, last, lambda other: custom_id("list", library, other))
    return Screen((Text(heading), *sections, *turns), "notice")


def document_screen(library: str, document: Document, versions: Sequence[Version]) -> Screen:
    """Return what there is to know about a document."""
    size = f"{counted(document.characters, 'character')} in {counted(document.passages, 'passage')}"
    facts = [
        f"**{shown_title(document.title)}**",
        f"File: {_file(document)}",
        f"Version {document.version:,} of {day(document.updated_at)}; {counted(len(versions), 'version')} kept",
        f"Size: {size}",
        f"-# Id: {document.id}",
    ]
    buttons = Row(
        (
            Button("Read", custom_id("read", library, document.id, document.version, WHOLE)),
            Button("Versions", custom_id("versions", library, document.id)),
        )
    )
    return Screen((Text("\n".join(facts)), buttons), "notice")


def history_screen(library: str, document: Document, versions: Sequence[Version], page: int) -> Screen:
    """Return a page of a document's versions, the newest first. Pages count from 0."""
    page, last = _page(page, len(versions))
    heading = f"**{shown_title(document.title)}**, {counted(len(versions), 'version')}"
    sections = [
        Section(_version_line(version), Button("Read", custom_id("read", library, document.id, version.number, WHOLE)))
        for version in versions[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    ]
    turns = _turns(page, last, lambda other: custom_id("history", library, document.id, other))
    return Screen((Text(heading), *sections, *turns), "notice")


def removal_question(library: str, document: Document, versions: int, member: int) -> Screen:
    """Ask whether a document is really to be removed; the buttons are for the member who asked."""
    text = (
        f"Remove **{shown_title(document.title)}** ({_file(document)}), with {counted(versions, 'version')}?\n"
        "Its text is deleted, here and in answers given before. This cannot be undone."
    )
    buttons = Row(
        (
            Button("Remove", custom_id("remove", library, document.id, member), "danger"),
            Button("Keep", custom_id("keep", library, document.id, member)),
        )
    )
    return Screen((Text(text), buttons), "problem")


def removed_screen(document: Document) -> Screen:
    """Say that a document was removed."""
    return notice(f"Removed **{shown_title(document.title)}**. No answer quotes it any more.")


def restored_screen(number: int, result: AddResult) -> Screen:
    """Say what is live after a version was restored."""
    document = result.document
    live = f"Version {document.version:,} of **{shown_title(document.title)}** is live"
    if result.outcome == "unchanged":
        return notice(f"{live}, and says the same as version {number:,}: nothing was changed.")
    return notice(f"{live} now, with the text of version {number:,}: {counted(result.passages, 'passage')}.")


def _line(document: Document) -> str:
    figures = f"version {document.version:,} of {day(document.updated_at)} · {counted(document.passages, 'passage')}"
    return f"**{shown_title(document.title)}**\n-# {_file(document)} · {figures}"


def _version_line(version: Version) -> str:
    live = ", **live**" if version.live else ""
    return (
        f"Version {version.number:,}{live}\n-# {day(version.created_at)} · {counted(version.characters, 'character')}"
    )


def _file(document: Document) -> str:
    """Return the name of the document's file and its kind; never the folder it may be in on this machine."""
    name = file_name(document.source)
    kind = KINDS.get(PurePosixPath(name).suffix.lower())
    return safe_line(name, LONGEST_FILE_NAME) + (f", {kind}" if kind else "")


def _page(page: int, items: int) -> tuple[int, int]:
    """Return the page there is that is nearest, and the last one."""
    last = max(0, (items - 1) // ON_A_PAGE)
    return min(max(page, 0), last), last


def _turns(page: int, last: int, action: Callable[[int], str]) -> tuple[Row, ...]:
    """Return the row that leads to the pages before and after, where there is more than one."""
    if not last:
        return ()
    before = Button("Previous", action(max(page - 1, 0)), disabled=page == 0)
    after = Button(f"Next ({page + 1:,}/{last + 1:,})", action(page + 1), disabled=page == last)
    return (Row((before, after)),)
