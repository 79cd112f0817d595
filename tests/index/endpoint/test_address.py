"""Where a model server is."""

from __future__ import annotations

import pytest

from index.endpoint.address import Address

KEY = "sk-canary-of-the-key"


@pytest.mark.parametrize(
    ("url", "openais"),
    [
        (None, True),
        ("https://api.openai.com/v1", True),
        ("https://eu.api.openai.com/v1", True),
        ("https://notapi.openai.com/v1", False),
        ("http://localhost:11434/v1", False),
        ("http://api.openai.com.example/v1", False),
    ],
)
def test_openais_own_server_is_known_by_its_name(url: str | None, openais: bool) -> None:
    assert Address(url, KEY).is_default is openais


def test_an_address_shows_nothing_of_itself() -> None:
    assert repr(Address("http://ada:secret@host/v1", KEY, "http://ada:secret@proxy")) == "Address()"
