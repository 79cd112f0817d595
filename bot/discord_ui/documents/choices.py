"""What is offered while a person types a command: documents of the server they are in, versions of a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import discord
from discord.app_commands import Choice

from bot.discord_ui.context import Context
from bot.discord_ui.documents.files import file_name
from bot.discord_ui.screens.escaping import NOTHING, plain
from bot.discord_ui.screens.splitting import length
from index.documents import Document, Version
from index.errors import FootnoteError

MOST_CHOICES: Final = 25
LONGEST_NAME: Final = 100
LONGEST_FILE_NAME: Final = 40
NO_FIT: Final = 9


async def document_choices(context: Context, interaction: discord.Interaction, typed: str) -> list[Choice[str]]:
    """Return the documents of the server the interaction came from that fit what is typed; none in direct messages."""
    if interaction.guild_id is None:
        return []
    library = context.app.library(str(interaction.guild_id))
    try:
        return await context.read(lambda: choices_of_documents(library.documents(), typed))
    except FootnoteError:
        return []  # the command itself says what is wrong


async def version_choices(
    context: Context, interaction: discord.Interaction, reference: str, typed: str
) -> list[Choice[int]]:
    """Return the versions of the document of this server that `reference` names and that fit what is typed."""
    if interaction.guild_id is None:
        return []
    library = context.app.library(str(interaction.guild_id))
    try:
        document = await context.read(library.find, reference)
        versions = await context.read(library.versions, document)
    except FootnoteError:
        return []
    return choices_of_versions(versions, typed)


def choices_of_documents(documents: Sequence[Document], typed: str) -> list[Choice[str]]:
    """Return up to 25 documents whose title or file name holds what is typed, those that begin with it first."""
    wanted = " ".join(typed.split()).casefold()
    titles = Counter(plain(document.title, LONGEST_NAME) for document in documents)
    ranked = [(_fit(document, wanted), place) for place, document in enumerate(documents)]
    best = [documents[place] for fit, place in sorted(ranked) if fit < NO_FIT][:MOST_CHOICES]
    return [Choice(name=_named(document, titles), value=document.id) for document in best]


def choices_of_versions(versions: Iterable[Version], typed: str) -> list[Choice[int]]:
    """Return up to 25 versions, the newest first: `version 2, 3 March 2026`."""
    named = [(_version_name(version), version.number) for version in versions]
    fitting = [Choice(name=name, value=number) for name, number in named if typed.strip().casefold() in name.casefold()]
    return fitting[:MOST_CHOICES]


def _fit(document: Document, wanted: str) -> int:
    """Return how well the document fits, the lower the better."""
    title, file = document.title.casefold(), file_name(document.source).casefold()
    if document.id == wanted:
        return 0
    if title.startswith(wanted):
        return 1
    if f" {wanted}" in title:
        return 2
    if wanted in title:
        return 3
    return 4 if wanted in file else NO_FIT


def _named(document: Document, titles: Counter[str]) -> str:
    """Return the document's title; where others have the same or there is none to see, with its file name and id."""
    title = plain(document.title, LONGEST_NAME)
    if title != NOTHING and titles[title] == 1:
        return title
    ending = f" ({plain(file_name(document.source), LONGEST_FILE_NAME)}, {document.id})"
    return plain(document.title, LONGEST_NAME - length(ending)) + ending


def _version_name(version: Version) -> str:
    live = " (live)" if version.live else ""
    return f"version {version.number}, {version.created_at.day} {version.created_at:%B %Y}{live}"
