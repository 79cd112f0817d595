"""Which processes live (Linux)."""

from __future__ import annotations

from pathlib import Path


def processes_below(ancestor: int) -> list[int]:
    """Return the living processes that descend from one, by number."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        stat = _stat(entry)
        if stat and int(stat[1]) == ancestor and stat[0] != "Z":
            number = int(entry.parent.name)
            found += [number, *processes_below(number)]
    return found


def alive(process: int) -> bool:
    stat = _stat(Path(f"/proc/{process}/stat"))
    return bool(stat) and stat[0] != "Z"


def _stat(entry: Path) -> list[str]:
    """Return a process's state and the number of its parent; nothing where it is gone."""
    try:
        return entry.read_text("utf-8", "replace").rpartition(")")[2].split()[:2]
    except OSError:
        return []
