"""Who in Discord asked for a job, and where to tell them what came of it; kept with the job."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Self

from index.jobs.job import Job


@dataclass(frozen=True, slots=True)
class Asked:
    """A channel and a member, as Discord's ids."""

    channel: int
    member: int

    def as_text(self) -> str:
        """Return it as a job keeps it."""
        return json.dumps(asdict(self))

    @classmethod
    def for_job(cls, job: Job) -> Self | None:
        """Return who asked for a job; None for one that nobody in Discord asked for."""
        with suppress(ValueError, TypeError, KeyError):
            kept = json.loads(job.asked)
            return cls(int(kept["channel"]), int(kept["member"]))
        return None
