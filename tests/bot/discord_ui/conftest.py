"""What every test of the Discord face stands on: the bot never blocks its event loop."""

from __future__ import annotations

import gc
import importlib
import logging
from collections.abc import Iterator

import pytest

from tests.discord_server.spec import load_spec
from tests.support.held_up import HeldUp
from tests.support.loop_guard import watched_loops


@pytest.fixture(autouse=True, scope="session")
def what_was_loaded_is_not_collected() -> Iterator[None]:
    """Keep the garbage collector from looking through every library there is, which takes longer than a step may."""
    importlib.import_module("tests.support.preload")
    load_spec()
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def the_loop_is_never_blocked() -> Iterator[None]:
    """Fail a test in which the bot ran SQL, slept or worked for long in the event loop."""
    with watched_loops() as found:
        yield
    if found:
        pytest.fail("The bot blocked its event loop:\n" + "\n".join(found), pytrace=False)


@pytest.fixture
def no_error_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test in which the bot logged an error, unless the test has taken it (`caplog.clear()`)."""
    yield
    logged = [record for record in caplog.get_records("call") if record.name != "aiohttp.server"]  # the tests' own
    errors = [record.getMessage() for record in logged if record.levelno >= logging.ERROR]
    if errors:
        pytest.fail("The bot logged errors:\n" + "\n".join(errors), pytrace=False)


@pytest.fixture
def held_up() -> HeldUp:
    """A model that works until `go` is cleared."""
    model = HeldUp()
    model.go.set()
    return model
