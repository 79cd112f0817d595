"""No statement on a table that holds a library's data goes without its library in the condition.

Two checks that need each other: everything public is done once, in one library beside another, and every statement on
the way is taken apart; and the source is read for places that execute statements, so that none goes unwatched, and for
SQL written as text, which cannot be taken apart.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from sqlalchemy import Engine, and_, delete, event, exists, or_, select, update
from sqlalchemy.sql.elements import ClauseElement, TextClause
from sqlalchemy.sql.selectable import TypedReturnsRows

from bot.records import Records
from bot.records.tables import TABLES, answers, messages
from index.jobs.jobs import Jobs
from index.library import Library
from index.schema import documents, passages, versions
from tests.support.apps import AppWith
from tests.support.embedders import WordHashes
from tests.support.everything import (
    do_everything,
    do_everything_in_a_library,
    do_everything_in_jobs,
    do_everything_in_records,
    follow_everything,
    forget_everything,
    write_everything,
)
from tests.support.sql_conditions import libraries_bound, unconfined

ROOT = Path(__file__).parents[1]
OURS, THEIRS = "ours", "theirs"

ALL_LIBRARIES = {
    "index.catalogue.list_libraries": "returns no more than the libraries' names",
    "index.catalogue.write_passages": "asks for the highest number of any passage, and writes rows with their library",
    "index.tables.check_rows_of": "checks the whole file and returns nothing",
    "bot.records.servers.every": "read once at the start, and kept by library",
    "bot.records.usage.of_day": "read once at the start, and kept by library and member",
    "bot.records.usage.drop_old": "deletes what is too old, wherever",
    "bot.records.spending.drop_old": "likewise",
    "index.following.catalogue.following_libraries": "returns no more than the libraries' names",
    "index.jobs.catalogue.unfinished": "read at the start to go on with; each job says whose it is",
    "index.jobs.catalogue.untold": "read to tell each library's people of their own; each job says whose it is",
    "bot.records.forgetting.libraries": "returns no more than libraries' names",
    "bot.records.departures.every": "read to forget, in time, what left servers had; returns no more than names",
    "bot.records.members.asked_before": "confined to one member, and returns no more than libraries' names",
    "bot.records.members.direct_server": "confined to one member, whose choice it is",
}
"""The functions whose statements serve every library, and why they may."""

AS_TEXT = {
    "index/schema.py:FULL_TEXT": "makes the full-text index",
    "index/schema.py:UNSEARCHED": "counts rows, to check the whole file",
    "index/schema.py:CHECK_TERMS": "checks the full-text index",
    "index/restoring.py:LAST_JOB": "reads the highest number a job has had",
    "index/restoring.py:FORGET_LAST_JOB": "changes that number",
    "index/restoring.py:SET_LAST_JOB": "changes that number",
    "index/tables.py:Tables.exist": "reads how tables are laid out, not what they hold",
    "index/tables.py:Tables._stored_number": "reads the number of a layout",
    "index/schema.py:TABLES_WITH_ROWS": "reads the names of tables, to restore all of them",
    "index/schema.py:replace_rows": "restores every table whole, from a copy of the store",
    "index/schema.py:REPLACE_TERMS": "restores the full-text index whole, likewise",
    "index/store.py:Store.forget_deleted": "has the full-text index overwrite what was deleted",
    "index/inspection.py:TERMS": "reads the terms of one passage, found by its library before",
    "index/schema.py:stand_in": "makes empty tables of the connection's own",
    "index/tables.py:Tables.check_layout": "reads the number of a layout",
    "index/tables.py:Tables.check_rows": "asks which tables hold anything, to check the whole file",
    "index/tables.py:_laid_out": "reads how tables are laid out, not what they hold",
    "index/search/sqlite.py:INSERT_ROW": "writes the terms of a passage, each under its library's number",
    "index/search/sqlite.py:DELETE_ROW": "deletes the terms of one passage, found by its library before",
    "index/search/sqlite.py:POSTINGS": "reads one term, which begins with its library's number",
    "bot/records/first_layout.py:OLD_JOBS": "reads every job there is, to move it under its own library's name",
    "bot/records/first_layout.py:DROP_JOBS": "drops a table nothing is in any more",
    "bot/records/first_layout.py:DROP_COUNTS": "deletes facts, which are nobody's",
    "index/store.py:_probed": "tries whether the file can be read",
}
"""Where SQL is written as text, and why it needs no library."""

UNWATCHED = {
    "bot.records.first_layout.move_jobs": "runs once, on a store of the release before",
    "index.schema.check_copy_of_terms": "runs on a copy, through the driver",
    "index.restoring._count_on": "counts every library on, when all of the store is restored",
    "index.schema.replace_rows": "restores all of the store",
    "index.store.Store.copy_to": "copies all of the store, through the driver",
    "index.store.Store.replace_with": "restores all of the store, through the driver",
    "index.schema.stand_in": "runs on a store of the release before that can only be read, through the driver",
    "index.tables.Tables.upgrade": "writes the number of a layout once that is converted",
    "index.store.prepare": "sets a connection up, through the driver",
}
EXECUTES = {"execute", "scalar", "scalars", "exec_driver_sql"}


class Watch:
    """What was executed: by which function of ours, and what is wrong with it."""

    def __init__(self) -> None:
        self.executed: set[str] = set()
        self.wrong: list[str] = []
        self.library: str | None = None

    def see(self, *arguments: Any) -> None:
        by = _function(sys._getframe(1))
        self.executed.add(by)
        compiled = arguments[4].compiled
        if compiled is None or by in ALL_LIBRARIES or isinstance(compiled.statement, TextClause):
            return
        if tables := unconfined(compiled.statement):
            self.wrong.append(f"{by} names no library for {', '.join(tables)}")
        for parameters in arguments[4].compiled_parameters:
            if other := libraries_bound(compiled, parameters) - {self.library}:
                self.wrong.append(f"{by} asks for {other}, in a call for {self.library}")


def _function(frame: FrameType | None) -> str:
    """Return the innermost function of index/ or bot/records/ on the stack, as module.function."""
    while frame is not None:
        if module := _module(frame.f_code.co_filename):
            name = re.sub(r"(?:\.<locals>\.<\w+>)+$", "", frame.f_code.co_qualname).rpartition("<locals>.")[2]
            if not (module == "index.store" and name in {"Store.reading", "Store.writing"}):
                return f"{module}.{name}"
        frame = frame.f_back
    return "elsewhere"


@cache
def _module(file: str) -> str | None:
    """Return the name of a module of index/ or bot/records/, None of any other."""
    path = Path(file)
    ours = path.is_relative_to(ROOT / "index") or path.is_relative_to(ROOT / "bot" / "records")
    return ".".join(path.relative_to(ROOT).with_suffix("").parts) if ours else None


@contextmanager
def watched() -> Iterator[Watch]:
    watch = Watch()
    event.listen(Engine, "before_cursor_execute", watch.see)
    try:
        yield watch
    finally:
        event.remove(Engine, "before_cursor_execute", watch.see)


def public(kind: type) -> set[str]:
    return {name for name, each in inspect.getmembers(kind, inspect.isfunction) if not name.startswith("_")}


def called(workload: Callable[..., None]) -> set[str]:
    tree = ast.parse(inspect.getsource(workload))
    return {node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_method(node.func)}


def _is_method(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute)


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Watch:
    """What was executed while everything was done in one library, and then in another one of the same store.

    The second time there is no memory for vectors, so that they are read from the store.
    """
    folder = tmp_path_factory.mktemp("watched")
    with watched() as watch:
        for library, memory in ((OURS, 10), (THEIRS, 0.000001)):
            watch.library = library
            app = AppWith(folder, WordHashes(), search_memory_mb=memory)
            do_everything(app, library, folder)
            app.store.check(whole=False)
            app.close()
    return watch


def test_every_statement_on_a_library_s_data_names_that_library_and_no_other(watch: Watch) -> None:
    assert watch.wrong == []


def test_everything_public_was_done() -> None:
    assert (
        public(Library) - called(do_everything_in_a_library) - called(follow_everything) - called(forget_everything)
        == set()
    )
    assert (
        public(Records) - called(do_everything_in_records) - called(write_everything) - called(forget_everything)
        == set()
    )
    assert public(Jobs) - called(do_everything_in_jobs) - called(forget_everything) == set()


def test_every_place_that_executes_a_statement_was_watched(watch: Watch) -> None:
    places = set(executing_functions())
    assert places - watch.executed == set(UNWATCHED)
    assert len(places) > 40


def test_what_serves_every_library_does_exist_and_was_done(watch: Watch) -> None:
    assert set(ALL_LIBRARIES) - watch.executed == set()


def executing_functions() -> Iterator[str]:
    """Yield every function of index/ and bot/ in whose body something is executed on a connection."""
    for path in source_files():
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        written = path.read_text(encoding="utf-8")
        if not any(name in written for name in EXECUTES):
            continue  # reading what it says takes far longer
        for name, node in functions(ast.parse(written)):
            if any(_executes(each) for each in own_nodes(node)):
                yield f"{module}.{name}"


def _executes(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in EXECUTES


def source_files() -> list[Path]:
    return sorted(path for folder in ("bot", "index", "prompts") for path in (ROOT / folder).rglob("*.py"))


def functions(tree: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Yield the functions and methods of a module by name; of one within another, the inner name alone."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{prefix}{node.name}", node
            yield from functions(node)
        elif isinstance(node, ast.ClassDef):
            yield from functions(node, f"{prefix}{node.name}.")
        else:
            yield from functions(node, prefix)


def own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """Yield what stands in a function but not in one within it."""
    for node in ast.iter_child_nodes(function):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
            yield from own_nodes(node)


SQL = re.compile(r"\b(?:SELECT|INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|FROM|JOIN)\s")


def test_sql_is_written_as_text_only_where_no_library_s_data_is_read() -> None:
    assert set(texts_of_sql()) == set(AS_TEXT)


def texts_of_sql() -> Iterator[str]:
    for path in source_files():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        spoken = docstrings(tree)
        written = [each for each in ast.walk(tree) if _is_sql(each) and each not in spoken]
        places = places_in(tree) if written else {}
        yield from (f"{path.relative_to(ROOT).as_posix()}:{places.get(each, 'elsewhere')}" for each in written)


def _is_sql(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value) is not None


def places_in(tree: ast.Module) -> dict[ast.AST, str]:
    """Return the function, or the name on a module's level, that each node of these belongs to."""
    within = {node: name for name, function in functions(tree) for node in own_nodes(function)}
    for statement in tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign):
            target = statement.targets[0] if isinstance(statement, ast.Assign) else statement.target
            within |= dict.fromkeys(ast.walk(statement), ast.unparse(target))
    return within


def docstrings(tree: ast.AST) -> set[ast.AST]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}


SQLALCHEMY = re.compile(r"^\s*(?:from|import) sqlalchemy", re.MULTILINE)


def test_only_the_index_and_the_records_speak_to_the_database() -> None:
    allowed = (ROOT / "index", ROOT / "bot" / "records")
    speaking = [
        path for path in source_files() if re.search(r"^\s*(?:from|import) sqlalchemy", path.read_text("utf-8"), re.M)
    ]
    assert speaking
    assert [path for path in speaking if not any(path.is_relative_to(folder) for folder in allowed)] == []


def test_every_table_of_the_bot_s_that_holds_a_server_s_data_has_its_library() -> None:
    without = {table.name for table in TABLES.metadata.sorted_tables if "library" not in table.c}
    assert without == {
        "bot_layouts",
        "bot_facts",
        "bot_held_questions",
    }  # the last is a member's, until a server is picked


both = select(documents.c.title).join(versions, versions.c.document_id == documents.c.id)
LEAKS: dict[str, TypedReturnsRows[Any] | ClauseElement] = {
    "no condition": select(passages.c.text),
    "another condition": select(passages.c.text).where(passages.c.id == 1),
    "either or": select(passages.c.text).where(or_(passages.c.library == "x", passages.c.id == 1)),
    "not": select(passages.c.text).where(passages.c.library != "x"),
    "a column": select(passages.c.text).where(passages.c.library == passages.c.text),
    "several": select(passages.c.text).where(passages.c.library.in_(["x", "y"])),
    "one of two tables": both.where(documents.c.library == "x"),
    "the left of an outer join": select(documents.c.title).outerjoin(
        versions, and_(documents.c.library == "x", versions.c.library == "x")
    ),
    "the right of an outer join": select(documents.c.title)
    .outerjoin(versions, versions.c.document_id == documents.c.id)
    .where(documents.c.library == "x"),
    "a full join": select(documents.c.title)
    .outerjoin(versions, and_(documents.c.library == "x", versions.c.library == "x"), full=True)
    .where(documents.c.library == "x"),
    "a subquery": select(documents.c.title).where(documents.c.library == "x", exists(select(passages.c.id))),
    "from a subquery": select(select(passages.c.text).subquery().c.text),
    "a product": select(documents.c.title, passages.c.text).where(documents.c.library == "x"),
    "an update": update(answers).where(answers.c.id == "x").values(shared=True),
    "a deletion": delete(messages),
}


@pytest.mark.parametrize("kind", LEAKS)
def test_the_check_sees_a_statement_that_is_not_confined(kind: str) -> None:
    assert unconfined(LEAKS[kind])


def test_the_check_passes_statements_that_are_confined() -> None:
    mine = (documents.c.library == "x", versions.c.library == "x")
    assert unconfined(both.where(*mine)) == []
    assert unconfined(both.where(and_(mine[0], and_(mine[1], documents.c.id == "y")))) == []
    assert unconfined(select(documents.c.title).outerjoin(versions, and_(mine[1])).where(mine[0])) == []
    assert unconfined(delete(messages).where(messages.c.library == "x", messages.c.message == 1)) == []
    assert unconfined(select(documents.c.title).where(mine[0], exists(select(versions.c.text).where(mine[1])))) == []


def test_the_check_sees_a_call_that_asks_for_another_library(app: AppWith) -> None:
    with watched() as watch:
        watch.library = OURS
        app.library(OURS).documents()
        assert watch.wrong == []
        app.library(THEIRS).documents()
    assert len(watch.wrong) == 1
