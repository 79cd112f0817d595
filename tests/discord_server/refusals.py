"""What Discord refuses, with its own numbers and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

INVALID_FORM = 50035
EMPTY_MESSAGE = 50006
INVALID_JSON = 50109

Path = Sequence[str | int]


class Refusal(Exception):
    """An answer of 4xx."""

    def __init__(self, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code}: {message}" + (f" {errors}" if errors else ""))
        self.status = status
        self.code = code
        self.body: dict[str, Any] = {"message": message, "code": code}
        if errors:
            self.body["errors"] = errors


def unknown(what: str, code: int) -> Refusal:
    return Refusal(404, code, f"Unknown {what}")


def unknown_channel() -> Refusal:
    return unknown("Channel", 10003)


def unknown_guild() -> Refusal:
    return unknown("Guild", 10004)


def unknown_member() -> Refusal:
    return unknown("Member", 10007)


def unknown_message() -> Refusal:
    return unknown("Message", 10008)


def unknown_user() -> Refusal:
    return unknown("User", 10013)


def unknown_webhook() -> Refusal:
    return unknown("Webhook", 10015)


def unknown_interaction() -> Refusal:
    return unknown("interaction", 10062)


def already_acknowledged() -> Refusal:
    return Refusal(400, 40060, "Interaction has already been acknowledged.")


def expired_token() -> Refusal:
    return Refusal(401, 50027, "Invalid Webhook Token")


def unauthorized() -> Refusal:
    return Refusal(401, 0, "401: Unauthorized")


def missing_access() -> Refusal:
    return Refusal(403, 50001, "Missing Access")


def missing_permissions() -> Refusal:
    return Refusal(403, 50013, "Missing Permissions")


def somebody_elses_message() -> Refusal:
    return Refusal(403, 50005, "Cannot edit a message authored by another user")


def cannot_message_user() -> Refusal:
    return Refusal(403, 50007, "Cannot send messages to this user")


def no_guild_in_common() -> Refusal:
    return Refusal(403, 50278, "Cannot send messages to this user due to having no mutual guilds")


def wrong_channel_kind() -> Refusal:
    return Refusal(400, 50024, "Cannot execute action on this channel type")


def archived_thread() -> Refusal:
    return Refusal(400, 50083, "Thread is archived")


def locked_thread() -> Refusal:
    return Refusal(403, 160005, "Thread is locked")


def thread_exists() -> Refusal:
    return Refusal(400, 160004, "A thread has already been created for this message")


def empty_message() -> Refusal:
    return Refusal(400, EMPTY_MESSAGE, "Cannot send an empty message")


def too_large() -> Refusal:
    return Refusal(413, 40005, "Request entity too large")


def not_json() -> Refusal:
    return Refusal(400, INVALID_JSON, "The request body contains invalid JSON.")


class Problems:
    """What is wrong with a form, gathered as Discord's tree of errors."""

    def __init__(self) -> None:
        self._tree: dict[str, Any] = {}

    def add(self, path: Path, code: str, message: str) -> None:
        node = self._tree
        for step in path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def required(self, path: Path) -> None:
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required")

    def length(self, path: Path, least: int, most: int) -> None:
        self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.")

    def one_of(self, path: Path, allowed: Sequence[Any]) -> None:
        self.add(path, "BASE_TYPE_CHOICES", f"Value must be one of {{{', '.join(map(str, allowed))}}}.")

    def refuse(self) -> None:
        """Raise what Discord answers, if anything is wrong."""
        if self._tree:
            raise Refusal(400, INVALID_FORM, "Invalid Form Body", self._tree)


def refused(path: Path, code: str, message: str) -> Refusal:
    """A form with one thing wrong with it."""
    problems = Problems()
    problems.add(path, code, message)
    return Refusal(400, INVALID_FORM, "Invalid Form Body", problems._tree)
