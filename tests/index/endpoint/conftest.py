"""Endpoints at a scripted model server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from index.endpoint.address import Address
from index.endpoint.endpoint import Endpoint
from tests.model_server.server import ModelServer

KEY = "sk-canary-of-the-key"
EndpointMaker = Callable[..., Endpoint]


@pytest.fixture
def make_endpoint(model_server: ModelServer) -> Iterator[EndpointMaker]:
    """Return a function that makes an endpoint at the scripted server; all are closed."""
    made: list[Endpoint] = []

    def make(
        url: str | None = None, key: str = KEY, proxy: str | None = None, retries: int = 0, **more: Any
    ) -> Endpoint:
        made.append(Endpoint(Address(url or model_server.base_url, key, proxy), retries=retries, **more))
        made[-1].open()
        return made[-1]

    yield make
    for endpoint in made:
        endpoint.close()


@pytest.fixture
def endpoint(make_endpoint: EndpointMaker) -> Endpoint:
    return make_endpoint()
