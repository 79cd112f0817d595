"""`footnote library watch`: what is followed kept current, for those who do not run the bot."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

from bot.errors import explain
from bot.terminal.options import DEFAULT_LIBRARY, LibraryName, library_option
from bot.terminal.session import opened
from bot.terminal.streams import say, tell
from bot.terminal.taken import line
from bot.terminal.taking_in import OTHERS_AT_WORK, Patience
from bot.wording import counted
from index.errors import FootnoteError, LibraryError, StoreReadOnly

if TYPE_CHECKING:
    from bot.app import App
    from index.following.source import Source
    from index.jobs.job import Item, Job

SECONDS_BETWEEN_LOOKS: Final = 15.0
"""How often it is asked whether the time of something has come."""

SECONDS_TO_END: Final = 3.0


def watch(library: LibraryName = DEFAULT_LIBRARY) -> None:
    """Take in what changes in what is followed, until Ctrl-C.

    `footnote serve` does so by itself.
    """
    with opened() as app:
        followed = app.library(library).sources()
        if app.store.read_only:
            raise StoreReadOnly
        if not followed:
            raise LibraryError(
                f"The library {library} follows nothing: follow a folder with `footnote library add FOLDER --follow"
                f"{library_option(library)}`, or add a web page."
            )
        tell(f"Watching {_what(followed)}; Ctrl-C ends it.")
        try:
            _Watch(app, library).watch()
        except KeyboardInterrupt:
            tell("Stopped.")


def _what(followed: Collection[Source]) -> str:
    kinds = [source.kind for source in followed]
    counts = {"folder": kinds.count("folder"), "web page": kinds.count("url")}
    return " and ".join(counted(count, noun) for noun, count in counts.items() if count)


class _Watch:
    """Looks at what is followed in one library, and tells what changes. Folders are watched in a thread."""

    def __init__(self, app: App, library: str) -> None:
        self._app = app
        self._library = library
        self._over = Event()
        self._changed: SimpleQueue[set[Path]] = SimpleQueue()
        self._problems: dict[tuple[str, str], Collection[str]] = {}
        self._trouble = ""

    def watch(self) -> None:
        """Go on until KeyboardInterrupt, or until nobody reads what is written."""
        listening = Thread(target=self._listen, daemon=True)
        listening.start()
        try:
            while True:
                self._look(self._next_change())
        finally:
            self._over.set()
            listening.join(SECONDS_TO_END)

    def _listen(self) -> None:
        from index.following.watching import watched_folders

        for folders in watched_folders(self._folders, self._over.is_set):
            self._changed.put(folders)

    def _folders(self) -> list[Path]:
        sources = self._app.library(self._library).sources()
        return [Path(source.location) for source in sources if source.kind == "folder"]

    def _next_change(self) -> set[Path]:
        try:
            return self._changed.get(timeout=SECONDS_BETWEEN_LOOKS)
        except Empty:
            return set()

    def _look(self, changed: Collection[Path]) -> None:
        """Carry out what has changed and what is due. What goes wrong is told once: the next look may go well."""
        from index.following.submitting import submit_folders

        try:
            submit_folders(self._app.jobs, self._library, sorted(map(str, changed)))
            self._app.follow_due(self._library)
            for job in self._app.jobs.unfinished():
                if job.library == self._library and not job.told:
                    self._carry_out(job)
            self._trouble = ""
        except FootnoteError as error:
            if self._trouble != (sentence := explain(error)):
                tell(sentence)
            self._trouble = sentence

    def _carry_out(self, job: Job) -> None:
        patience = Patience()

        def wait() -> None:
            if patience.wait():
                tell(OTHERS_AT_WORK)

        ended = self._app.jobs.run(job, ended=self._end, waiting=wait)
        if not ended.open:
            self._app.jobs.mark_told(ended)

    def _end(self, item: Item) -> None:
        """Tell what has changed, and what is wrong that was not so at the last look."""
        known = self._problems.get((item.kind, item.name), ())
        self._problems[item.kind, item.name] = item.outcome.problems
        for problem in item.outcome.problems:
            if problem not in known:
                tell(problem)
        for change in item.outcome.changes:
            if change.outcome != "unchanged":
                say(line(change.title, change))
                for note in change.notes:
                    tell(f"{change.title}: {note}")
