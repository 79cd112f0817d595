"""What a child process needs, done once before any is forked: imports, and all that is slow the first time."""

from __future__ import annotations

import tempfile
from pathlib import Path

import tests.support.checks
import tests.support.workloads
from tests.support.apps import open_app

PRELOADED = (tests.support.checks, tests.support.workloads)

with tempfile.TemporaryDirectory() as folder:
    app = open_app(Path(folder))
    app.library("local").add_bytes("warm.txt", "warm.txt", b"It is warm. It runs.")
    app.library("local").remove("warm.txt")
    app.close()
