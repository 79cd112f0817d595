"""What a client asked: a request as it came, for a test to look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Asked:
    """One request. `left` turns true when the client goes before the reply is over; `sent` counts bytes of its body."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: Mapping[str, Any] = field(default_factory=dict)
    left: bool = False
    sent: int = 0

    @property
    def system(self) -> str:
        """What the request tells the model to do."""
        return self._said_by("system", "developer")

    @property
    def user(self) -> str:
        """What the request gives the model to work on."""
        return self._said_by("user")

    @property
    def prompt(self) -> str:
        """All the text of a chat request."""
        return f"{self.system}\n{self.user}"

    @property
    def texts(self) -> list[str]:
        """The texts of an embedding request."""
        given = self.body["input"]
        return [given] if isinstance(given, str) else list(given)

    def _said_by(self, *roles: str) -> str:
        messages = self.body.get("messages", ())
        return "\n".join(_text(message["content"]) for message in messages if message["role"] in roles)


def _text(content: str | list[dict[str, Any]]) -> str:
    return content if isinstance(content, str) else "\n".join(part["text"] for part in content)
