"""The log: on stderr, from LOG_LEVEL up."""

from __future__ import annotations

import logging

OURS = ("bot", "index")


def start_log(level: str) -> None:
    """Log Footnote's own records from `level` up, and those of the libraries it uses from WARNING up.

    The libraries stay at WARNING whatever is asked: at DEBUG, SQLAlchemy logs the rows it reads, which are documents.
    """
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level)
