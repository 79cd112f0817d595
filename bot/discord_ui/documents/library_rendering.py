"""The library on the screen: its documents, one of them, its versions, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from bot.discord_ui.documents.adding_rendering import notes_under
from bot.discord_ui.documents.files import file_name
from bot.discord_ui.documents.intervals import interval
from bot.discord_ui.documents.turning import nearest_page, on_page, turns
from bot.discord_ui.rendering import notice
from bot.discord_ui.screens.actions import custom_id
from bot.discord_ui.screens.escaping import safe_line
from bot.discord_ui.screens.places import day, minute, shown_title
from bot.discord_ui.screens.screen import Button, Row, Screen, Section, Text
from bot.wording import counted
from index.documents import AddResult, Document, Version
from index.following.source import Source
from index.reading.formats import BY_EXTENSION
from index.web.urls import is_url

ON_A_PAGE: Final = 8
LONGEST_FILE_NAME: Final = 80
LONGEST_DATE: Final = 20
MOST_NOTES: Final = 2
LONGEST_NOTE: Final = 110
LONGEST_URL: Final = 600
LONGEST_PROBLEM: Final = 300
AS_USUAL: Final = "-"
"""Stands for the versions that are compared where nothing else is said, in the id of a button that compares."""
WHOLE: Final = "-"
"""Stands for the beginning of a document in the id of a button that reads it."""

EMPTY: Final = "This library is empty. Its admins add documents with `/library add`."
KEPT: Final = "Nothing was removed."
GONE: Final = "It is gone already; nothing was changed."


def list_screen(library: str, documents: Sequence[Document], page: int) -> Screen:
    """Return a page of the library's documents, the nearest there is. Pages count from 0."""
    if not documents:
        return notice(EMPTY)
    page, last = nearest_page(page, len(documents), ON_A_PAGE)
    passages = sum(document.passages for document in documents)
    heading = f"**{counted(len(documents), 'document')}**, {counted(passages, 'passage')}"
    shown = on_page(documents, page, ON_A_PAGE)
    sections = [
        Section(_line(document), Button("Show", custom_id("document", library, document.id))) for document in shown
    ]
    rows = turns(page, last, lambda other: custom_id("list", library, other))
    return Screen((Text(heading), *sections, *rows), "notice")


def document_screen(
    library: str, document: Document, versions: Sequence[Version], followed: Source | None = None
) -> Screen:
    """Return what there is to know about a document; `followed` where it is a web page that is looked at again."""
    size = f"{counted(document.characters, 'character')} in {counted(document.passages, 'passage')}"
    facts = [
        f"**{shown_title(document.title)}**",
        f"Web page: {safe_line(document.source, LONGEST_URL)}"
        if is_url(document.source)
        else f"File: {_file(document)}",
        f"Version {document.version:,} of {day(document.updated_at)}; {counted(len(versions), 'version')} kept",
        f"Size: {size}",
        *_following(followed),
        f"-# Id: {document.id}",
    ]
    buttons = Row(
        (
            Button("Read", custom_id("read", library, document.id, document.version, WHOLE)),
            Button("Versions", custom_id("versions", library, document.id)),
            Button("What changed", custom_id("compare", library, document.id, AS_USUAL, AS_USUAL)),
        )[: 3 if len(versions) > 1 else 2]
    )
    return Screen((Text("\n".join(facts)), buttons), "notice")


def history_screen(library: str, document: Document, versions: Sequence[Version], page: int) -> Screen:
    """Return a page of a document's versions, the newest first. Pages count from 0."""
    page, last = nearest_page(page, len(versions), ON_A_PAGE)
    heading = f"**{shown_title(document.title)}**, {counted(len(versions), 'version')}"
    sections = [
        Section(_version_line(version), Button("Read", custom_id("read", library, document.id, version.number, WHOLE)))
        for version in on_page(versions, page, ON_A_PAGE)
    ]
    rows = turns(page, last, lambda other: custom_id("history", library, document.id, other))
    return Screen((Text(heading), *sections, *rows), "notice")


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
    figures = [day(version.created_at), counted(version.characters, "character")]
    if version.pages:
        figures.append(counted(version.pages, "page"))
    if version.published:
        figures.append(f"published {safe_line(version.published, LONGEST_DATE)}")
    return "\n".join(
        [
            f"Version {version.number:,}{live}",
            f"-# {' · '.join(figures)}",
            *notes_under(version.notes, MOST_NOTES, LONGEST_NOTE),
        ]
    )


def _following(source: Source | None) -> Iterator[str]:
    if source is None:
        return
    last = f"; last {minute(source.checked_at)}" if source.checked_at else ""
    yield f"Looked at again: {interval(source.every_minutes)}{last}"
    if source.facts.problem:
        yield f"⚠️ {safe_line(source.facts.problem, LONGEST_PROBLEM)}"


def _file(document: Document) -> str:
    """Return the name of the document's file and its kind; never the folder it may be in on this machine."""
    if is_url(document.source):
        return safe_line(document.source, LONGEST_FILE_NAME)
    name = file_name(document.source)
    kind = BY_EXTENSION.get(PurePosixPath(name).suffix.lower())
    return safe_line(name, LONGEST_FILE_NAME) + (f", {kind.name}" if kind else "")
