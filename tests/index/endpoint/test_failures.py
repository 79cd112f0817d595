"""How long a server asks to be left alone."""

from __future__ import annotations

import httpx
import pytest
from openai import APIConnectionError, RateLimitError

from index.endpoint import failures
from index.endpoint.failures import wait_asked_for

REQUEST = httpx.Request("GET", "http://host/")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("2", 2),
        (" 0.5 ", 0.5),
        ("-1", 0),
        ("Mon, 23 Nov 2026 17:00:07 GMT", 7),
        ("Mon, 23 Nov 2026 16:59:00 GMT", 0),
        ("", None),
        ("nan", None),
        ("soon", None),
        ("Mon, 99 Nov 2026 17:00:07 GMT", None),
    ],
)
def test_it_is_said_in_seconds_or_as_a_date(
    monkeypatch: pytest.MonkeyPatch, header: str, seconds: float | None
) -> None:
    monkeypatch.setattr(failures.time, "time", lambda: 1_795_453_200.0)
    response = httpx.Response(429, headers={"Retry-After": header}, request=REQUEST)

    assert wait_asked_for(RateLimitError("", response=response, body=None)) == seconds


def test_it_is_said_by_nothing_else() -> None:
    assert wait_asked_for(APIConnectionError(request=REQUEST)) is None
    assert wait_asked_for(None) is None
