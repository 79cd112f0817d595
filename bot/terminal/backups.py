"""`footnote backup` and `footnote restore`: the whole store in one file, and back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.terminal.endings import FAILED
from bot.terminal.options import AsJson
from bot.terminal.session import opened, read_settings
from bot.terminal.streams import is_terminal, say, show_json, tell
from bot.wording import counted

Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask for confirmation.")]


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Write everything Footnote has stored to one file, while it may be serving.

    An older backup of that name is replaced once the new one is whole.
    """
    from dataclasses import asdict

    from index.backup import write_backup

    with opened() as app:
        manifest = write_backup(app.store, file)
    if as_json:
        show_json(asdict(manifest))
    else:
        contents = f"{counted(manifest.documents, 'document')} in {counted(manifest.libraries, 'library', 'libraries')}"
        say(f"backed up: {file} ({contents}, {file.stat().st_size / 1_000_000:.1f} MB)")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.", show_default=False)],
    yes: Yes = False,
) -> None:
    """Put a backup in the place of everything stored; what was there is kept as a backup beside the store."""
    from bot.records.tables import TABLES
    from index.backup import read_manifest
    from index.restoring import BEFORE, restore_backup

    settings = read_settings()
    manifest = read_manifest(file)
    before = settings.store_path.exists()
    if before and not yes:
        _confirm(f"the backup of {manifest.created_at[:16].replace('T', ' ')} UTC")
    restore_backup(file, settings.store_path, TABLES)
    say(f"restored: {counted(manifest.documents, 'document')}, as of {manifest.created_at}")
    if before:
        tell(f"What was stored before is in {settings.store_path.with_name(BEFORE)}.")


def _confirm(what: str) -> None:
    """Ask the person, or refuse where there is none to ask."""
    if not is_terminal(sys.stdin):
        tell(f"Nothing was restored: say --yes to replace what is stored by {what} without being asked.")
        raise typer.Exit(FAILED)
    if not typer.confirm(f"Replace everything that is stored by {what}?", err=True):
        tell("Nothing was restored.")
        raise typer.Exit(FAILED)
