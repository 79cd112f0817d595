"""Importing, before a file is looked at, what its reader will import: behind the wall nothing can be opened any more.

A reader's libraries are found in the source of its module, so that a format has to say nothing about them. A module
whose libraries read files of their own has a function `prepare` that makes them do so.
"""

from __future__ import annotations

import ast
import gc
import pkgutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from importlib import import_module, util
from pathlib import Path

_PROGRAMS = ("__main__", "_cli", "cli", "tests")
"""Parts of libraries that are programs: they do things when they are imported."""


@cache
def preload(module: str) -> None:
    """Import `module` and everything that it, or a module of its project that it imports, ever imports."""
    _load_all("encodings")  # which codec a file needs, its bytes say
    _preload(module, set())
    gc.collect()
    gc.freeze()  # what is here stays; a process forked from this one shares it, and need not look through it


def _preload(module: str, done: set[str]) -> None:
    """Load one module of the project and, once each, what it imports."""
    done.add(module)
    with suppress(ImportError):  # a name in a module, not a module
        getattr(import_module(module), "prepare", _nothing)()
    for name in _imports(module):
        if not _is_of(module, name):
            _load(name)
        elif name not in done:
            _preload(name, done)


def _is_of(module: str, name: str) -> bool:
    """Whether a name is of the module's own project, or of this one, and so no library."""
    return name.partition(".")[0] in {module.partition(".")[0], __name__.partition(".")[0]}


@cache
def _load(name: str) -> None:
    """Import a module of a library, and with it all of the library, which may import parts of itself late."""
    top = name.partition(".")[0]
    with suppress(ImportError):  # a name in a module, or a library that the reader can do without
        import_module(name)
    if top not in sys.stdlib_module_names:
        _load_all(top)


@cache
def _load_all(package: str) -> None:
    for path in _paths(package):
        for found in pkgutil.iter_modules([path]):
            if found.name not in _PROGRAMS:
                name = f"{package}.{found.name}"
                with suppress(Exception):  # a part that needs another system, or what is not installed
                    import_module(name)
                if found.ispkg:
                    _load_all(name)


def _paths(package: str) -> list[str]:
    return list(getattr(sys.modules.get(package), "__path__", ()))


def _imports(module: str) -> Iterator[str]:
    """Yield the names that a module's source imports anywhere, those of `from a import b` as `a` and as `a.b`."""
    try:
        found = util.find_spec(module)
    except ImportError:
        return
    if found is None or found.submodule_search_locations or not (found.origin or "").endswith(".py"):
        return  # a package imports for all its modules what one of them alone may need
    for node in ast.walk(ast.parse(Path(str(found.origin)).read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _nothing() -> None:
    """Stand in for `prepare`."""
