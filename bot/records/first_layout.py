"""What becomes of the jobs in the bot's tables of the first layout: they move to the catalogue, which has jobs now."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from index.documents import now
from index.jobs import catalogue as jobs
from index.jobs.job import ItemKind, NewItem

OLD_JOBS: Final = "SELECT library, kind, name, channel, member, data FROM bot_jobs ORDER BY id"
DROP_JOBS: Final = "DROP TABLE bot_jobs"
DROP_COUNTS: Final = "DELETE FROM bot_facts WHERE key IN ('last job', 'jobs begun')"

KINDS: Final[dict[str, ItemKind]] = {"add": "bytes", "reindex": "reindex"}


def move_jobs(connection: Connection) -> None:
    """Move the jobs, and drop what the bot kept them in."""
    for row in connection.exec_driver_sql(OLD_JOBS).all():
        _move(connection, row, now())
    connection.exec_driver_sql(DROP_JOBS)
    connection.exec_driver_sql(DROP_COUNTS)


def _move(connection: Connection, row: Any, created_at: datetime) -> None:
    name = bytes(row.name).decode("utf-8", "surrogatepass")
    asked = json.dumps({"channel": int(row.channel), "member": int(row.member)})
    item = NewItem(KINDS[row.kind], name, row.data if row.kind == "add" else None)
    jobs.add(connection, row.library, row.kind, [item], asked, created_at, told=False)
