"""The part of the server that remembers what was sent and says what was wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.discord_server import recording
from tests.discord_server.calls import Request
from tests.discord_server.recording import Violation
from tests.discord_server.spec import MISSING, Spec

if TYPE_CHECKING:
    from tests.discord_server.clock import Clock


class Checking:
    """`requests` in order of arrival; `violations` make the test fail at its end, unless they were taken."""

    clock: Clock

    def __init__(self, spec: Spec | None) -> None:
        self.requests: list[Request] = []
        self.violations: list[Violation] = []
        self.spec = spec

    @property
    def unchecked(self) -> str | None:
        """Why nothing is checked against Discord's own description, or None."""
        return None if self.spec else MISSING

    def violation(self, kind: str, where: str, what: str) -> None:
        self.violations.append(Violation(kind, where, what))

    def take_violations(self) -> list[Violation]:
        """The violations so far, which then do not fail the test."""
        taken, self.violations = self.violations, []
        return taken

    def assert_clean(self) -> None:
        """Raise AssertionError if there are violations."""
        if self.violations:
            raise AssertionError("the bot and Discord disagree:\n" + self.describe_violations())

    def describe_violations(self) -> str:
        return "\n".join(f"  {violation}" for violation in self.violations)

    def check_request(self, record: Request, params: dict[str, str]) -> None:
        """Compare a request with Discord's description."""
        if self.spec is None:
            return
        where = f"{record.method} {record.route}"
        problem = self.spec.query_problem(record.method, record.route, params | record.query)
        problem = problem or self.spec.request_problem(record.method, record.route, record.body)
        if problem:
            self.violation("request against the description", where, problem)

    def check_answer(self, record: Request, status: int, body: Any) -> None:
        """Compare an answer of ours with Discord's description."""
        if self.spec is None:
            return
        problem = self.spec.answer_problem(record.method, record.route, status, body)
        if problem:
            self.violation("our answer against the description", f"{record.method} {record.route} {status}", problem)

    # What a test asks

    def sent(self, method: str = "", route: str = "") -> list[Request]:
        """The requests by a method on a route of Discord's documentation."""
        return [one for one in self.requests if method in {"", one.method} and route in {"", one.route}]

    def refused(self, code: int | None = None) -> list[Request]:
        """The requests that were answered with 4xx, or with one of Discord's numbers."""
        if code is None:
            return [one for one in self.requests if 400 <= one.status < 500]
        return [one for one in self.requests if one.code == code]

    def invalid_requests(self) -> int:
        """How many requests of the last ten minutes count towards a ban (10,000)."""
        return recording.invalid_requests(self.requests, self.clock.time())

    def assert_no_pings(self) -> int:
        """Raise AssertionError unless every outgoing message forbids every mention; returns how many there were."""
        count = 0
        for request, payload in recording.outgoing_messages(self.requests):
            count += 1
            allowed = payload.get("allowed_mentions")
            assert not recording.may_ping(payload), f"{request.method} {request.path} allows mentions: {allowed}"
        return count

    def describe_recent(self, count: int = 12) -> str:
        lines = [f"  {one.method} {one.path[:70]} → {one.status} {one.code or ''}" for one in self.requests[-count:]]
        return "The last requests:\n" + "\n".join(lines or ["  none"]) + ("\n" + self.describe_violations()).rstrip()
