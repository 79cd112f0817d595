"""What adding a thousand documents of every kind costs, and adding them again when nothing has changed.

The processes that read the files are counted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import Cost, cost_of_everything, print_costs
from opening import fresh_settings

from bot.app import App
from bot.settings import Settings
from index.documents import Change
from index.jobs.job import NewItem

sys.path.insert(0, str(Path(__file__).parents[2]))  # for the documents of the tests
from tests.support.mixed_documents import mixed_documents

DOCUMENTS = 1000
FIRST = "first"


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory(prefix="footnote-bench-") as folder:
        paths = _written(Path(folder, "documents"))
        settings = fresh_settings(Path(folder, "data"))
        first, changes = _adding(settings, paths)
        passages, embedded = (sum(getattr(change, name) for change in changes) for name in ("passages", "embedded"))
        print(f"{len(changes)} documents with {passages} passages, {embedded} of them embedded at first.")
        again, changes = _adding(settings, paths)
        print(f"The second time {sum(change.embedded for change in changes)} were embedded.")
        print_costs({FIRST: first, "again, unchanged": again}, basis=FIRST)


def _written(folder: Path) -> Sequence[Path]:
    folder.mkdir()
    for name, data in mixed_documents(DOCUMENTS):
        (folder / name).write_bytes(data)
    return sorted(folder.iterdir())


def _adding(settings: Settings, paths: Sequence[Path]) -> tuple[Cost, Sequence[Change]]:
    """Add the files as `footnote library add` does."""
    changes: list[Change] = []

    def add() -> None:
        app = App(settings)
        job = app.jobs.submit("bench", "add", [NewItem("file", str(path)) for path in paths])
        changes.extend(change for item in app.jobs.run(job).items for change in item.outcome.changes)
        app.close()

    return cost_of_everything(add), changes


if __name__ == "__main__":
    main()
