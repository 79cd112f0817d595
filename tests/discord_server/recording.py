"""What the bot sent, and what was wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.discord_server.bits import Callback
from tests.discord_server.calls import Request

INVALID_STATUSES = {401, 403, 429}
INVALID_WINDOW = 600.0
"""Seconds in which 10,000 invalid requests get a bot banned."""

MESSAGE_ROUTES = {
    ("POST", "/channels/{channel_id}/messages"),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"),
    ("POST", "/webhooks/{webhook_id}/{webhook_token}"),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"),
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"),
}
CALLBACK_ROUTE = ("POST", "/interactions/{interaction_id}/{interaction_token}/callback")


@dataclass(frozen=True, slots=True)
class Violation:
    """Something the bot sent that Discord refuses, or that we answered against Discord's description."""

    kind: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.where}: {self.what}"


def outgoing_messages(requests: list[Request]) -> Iterator[tuple[Request, dict[str, Any]]]:
    """The payload of every message in the requests: sent, edited, follow-up, or in a callback."""
    for request in requests:
        place, body = (request.method, request.route), request.body
        if not isinstance(body, dict):
            continue
        if place in MESSAGE_ROUTES:
            yield request, body
        elif place == CALLBACK_ROUTE and body.get("type") in {Callback.MESSAGE, Callback.UPDATE}:
            yield request, body.get("data") or {}


def may_ping(payload: dict[str, Any]) -> bool:
    """Whether the payload leaves any mention alive."""
    allowed = payload.get("allowed_mentions")
    if allowed is None or allowed.get("parse") != []:
        return True
    return bool(allowed.get("users") or allowed.get("roles") or allowed.get("replied_user"))


def invalid_requests(requests: list[Request], now: float) -> int:
    """How many of the last ten minutes' requests count towards a ban."""
    return sum(
        request.status in INVALID_STATUSES and request.scope != "shared" and request.at > now - INVALID_WINDOW
        for request in requests
    )
