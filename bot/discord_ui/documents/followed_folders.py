"""The folders that libraries follow, and jobs for those in which something changed. Synchronous: it uses the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

from bot.app import App
from index.following import catalogue
from index.following.submitting import submit_folders


class FollowedFolders:
    """The followed folders of every library."""

    def __init__(self, app: App) -> None:
        """Take them from the store of `app`."""
        self._app = app

    def paths(self) -> Collection[Path]:
        """Return the folders that are followed, by their resolved paths. Raises StoreError."""
        return list(self._libraries_by_folder())

    def submit_changed(self, folders: Collection[Path]) -> None:
        """Store jobs for folders in which something has changed. Raises StoreError."""
        by_library: dict[str, list[str]] = defaultdict(list)
        for folder, libraries in self._libraries_by_folder().items():
            if folder in folders:
                for library in libraries:
                    by_library[library].append(str(folder))
        for library, changed in by_library.items():
            submit_folders(self._app.jobs, library, changed)

    def _libraries_by_folder(self) -> dict[Path, list[str]]:
        with self._app.store.reading() as connection:
            libraries = catalogue.following_libraries(connection)
        found: dict[Path, list[str]] = defaultdict(list)
        for library in libraries:
            for source in self._app.library(library).sources():
                if source.kind == "folder":
                    found[Path(source.location)].append(library)
        return found
