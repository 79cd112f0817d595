"""`footnote backup` and `footnote restore`: the whole store in one file, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal.confirming import confirm
from bot.terminal.options import AsJson, Yes
from bot.terminal.progress import progress_bar
from bot.terminal.safe_text import one_line
from bot.terminal.session import opened, read_settings
from bot.terminal.streams import say, show_json, tell
from bot.wording import counted

if TYPE_CHECKING:
    from index.backup import Manifest


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.", show_default=False)],
    as_json: AsJson = False,
) -> None:
    """Write everything that is stored to one file.

    Footnote may go on serving meanwhile. An older backup of that name is replaced once the new one is whole.
    """
    from dataclasses import asdict

    from index.backup import write_backup

    with opened() as app, progress_bar() as bar:
        bar.begin("Writing the backup")
        manifest = write_backup(app.store, file)
    if as_json:
        show_json(asdict(manifest))
    else:
        say(f"backed up: {one_line(str(file))} ({_contents(manifest)}, {file.stat().st_size / 1_000_000:.1f} MB)")


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup.", show_default=False)],
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Put a backup in the place of everything that is stored.

    What was there is kept beside the store.
    """
    from dataclasses import asdict

    from bot.records.tables import TABLES
    from index.backup import read_manifest
    from index.restoring import restore_backup

    settings = read_settings()
    manifest = read_manifest(file)
    if settings.store_path.exists() and not yes:
        what = f"the backup of {_time(manifest)} ({_contents(manifest)})"
        confirm(
            f"Replace everything that is stored by {what}?",
            to_do=f"replace what is stored by {what}",
            done="restored",
        )
    with progress_bar() as bar:
        bar.begin("Restoring the backup")
        kept = restore_backup(file, settings.store_path, TABLES)
    if as_json:
        show_json(asdict(manifest))
    else:
        say(f"restored: {_contents(manifest)}, as of {_time(manifest)}")
    if kept:
        tell(f"What was stored before is in {kept}.")


def _contents(manifest: Manifest) -> str:
    return f"{counted(manifest.documents, 'document')} in {counted(manifest.libraries, 'library', 'libraries')}"


def _time(manifest: Manifest) -> str:
    return f"{one_line(manifest.created_at)[:16].replace('T', ' ')} UTC"
