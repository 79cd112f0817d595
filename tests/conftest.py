"""What every test stands on: no outside settings, no network, stores in folders of their own, one model a machine."""

from __future__ import annotations

import gc
import os
import shutil
import socket
from collections.abc import Callable, Generator, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.configuration import set_hypothesis_home_dir
from hypothesis.database import DirectoryBasedExampleDatabase

from bot.records.tables import TABLES
from bot.settings import Settings
from index.embedding import Embedder
from index.embedding.minilm import MiniLM
from index.library import Library
from index.store import Store
from tests.support.apps import AppWith
from tests.support.embedders import WordHashes
from tests.support.processes import Child
from tests.support.quick_stores import quick_stores

if TYPE_CHECKING:
    from tests.model_server.server import ModelServer

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
"""Third-party files that some tests read where they lie; never copied into the project."""

TEST_CACHE = os.environ.get("FOOTNOTE_TEST_CACHE", "") and str(Path(os.environ["FOOTNOTE_TEST_CACHE"]).resolve())
"""A folder for the embedding model that outlives `make clean`, if a developer names one."""

OWN_NAMES = {"localhost", "", None}

AppMaker = Callable[..., AppWith]
ChildStarter = Callable[..., Child]

# The same examples in every run: a failure belongs to the change that made it. `make soak` looks for new ones.
set_hypothesis_home_dir(ROOT / ".hypothesis")
settings.register_profile(
    "default", deadline=None, derandomize=True, max_examples=40, suppress_health_check=list(HealthCheck)
)
settings.register_profile(
    "soak",
    settings.get_profile("default"),
    derandomize=False,
    max_examples=400,
    database=DirectoryBasedExampleDatabase(ROOT / ".hypothesis" / "examples"),
    print_blob=True,
)


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("soak" if _soaking(config) else "default")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Let `make soak` run the property tests too, on examples of its own."""
    if _soaking(config):
        for item in items:
            if hasattr(getattr(item, "obj", None), "hypothesis"):
                item.add_marker(pytest.mark.soak)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Keep the garbage collector from looking through thousands of tests, of which none goes before the end."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def _soaking(config: pytest.Config) -> bool:
    return config.option.markexpr == "soak"


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Hide the developer's settings, `.env` and data folder."""
    known = {name.upper() for name in Settings.model_fields}
    for name in list(os.environ):
        if name.upper() in known or name.upper().startswith(("FOOTNOTE_", "DISCORD_")):
            monkeypatch.delenv(name)
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True, scope="session")
def no_names_looked_up() -> Iterator[None]:
    """Refuse to look up any name but this machine's own; pytest-socket refuses the connections."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", _guarded(socket.getaddrinfo))
        yield


@pytest.fixture(autouse=True, scope="session")
def stores_are_quick() -> Iterator[None]:
    """Open stores in this process without what costs tests much and shows in none."""
    with quick_stores():
        yield


def _guarded(lookup: Callable[..., Any]) -> Callable[..., Any]:
    def getaddrinfo(host: str | bytes | None, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name not in OWN_NAMES and not _is_address(name):
            pytest.fail(f"a test looked up the name {name!r}")
        return lookup(host, *args, **kwargs)

    return getaddrinfo


def _is_address(name: str | None) -> bool:
    try:
        return bool(ip_address(name or ""))
    except ValueError:
        return False


@pytest.fixture(scope="session")
def model_cache(request: pytest.FixtureRequest) -> Path:
    """A folder that holds the int8 model, made at the first run on this machine."""
    folder = Path(TEST_CACHE) if TEST_CACHE else request.config.cache.mkdir("embedding-model")
    MiniLM(folder)
    return folder


@pytest.fixture(scope="session")
def minilm(model_cache: Path) -> MiniLM:
    """The model that ships."""
    return MiniLM(model_cache)


@pytest.fixture
def embedder() -> WordHashes:
    """The small model, which remembers what it embedded."""
    return WordHashes()


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory, stores_are_quick: None) -> Path:
    """The file of a store in which nothing is yet; copying it is quicker than making another."""
    path = tmp_path_factory.mktemp("empty") / "footnote.db"
    Store(path, TABLES).close()
    return path


@pytest.fixture
def make_app(tmp_path: Path, embedder: WordHashes, empty_store: Path) -> Iterator[AppMaker]:
    """Return a function that opens an App, by default on this test's store with the small model; all are closed."""
    opened: list[AppWith] = []

    def open_one(folder: Path | None = None, model: Embedder | None = embedder, **settings: Any) -> AppWith:
        if folder is None and not (tmp_path / "data").exists():
            (tmp_path / "data").mkdir()
            shutil.copyfile(empty_store, tmp_path / "data" / empty_store.name)
        app = AppWith(folder or tmp_path / "data", model, **settings)
        opened.append(app)
        return app

    yield open_one
    for app in opened:
        app.close()


@pytest.fixture
def app(make_app: AppMaker) -> AppWith:
    return make_app()


@pytest.fixture
def library(app: AppWith) -> Library:
    return app.library("local")


@pytest.fixture
def start_child(monkeypatch: pytest.MonkeyPatch) -> Iterator[ChildStarter]:
    """Return a function that starts a process; all are ended."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))  # for the server the processes are forked from
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    started: list[Child] = []

    def start(*work: Any) -> Child:
        started.append(Child(*work))
        return started[-1]

    yield start
    for child in started:
        child.close()


@pytest.fixture
def model_server() -> Iterator[ModelServer]:
    """An OpenAI-compatible server on this machine; what it was asked against the API's description fails the test."""
    from tests.model_server.server import ModelServer  # half a second of imports, which few tests need

    with ModelServer() as server:
        yield server


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of third-party files beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared with third-party files is not here")
    return SHARED


@pytest.fixture(scope="session")
def article(shared: Path) -> Path:
    """The document this project was asked to answer over."""
    return shared / "documents" / "china-ai-travel.txt"
