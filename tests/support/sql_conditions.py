"""Which library each part of a statement is confined to, read from the statement itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import BinaryExpression, BindParameter, Column, Delete, Join, Select, Table, Update
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import BooleanClauseList, ClauseElement

Statement = Select[Any] | Update | Delete


def unconfined(statement: ClauseElement) -> list[str]:
    """Return the tables with a `library` column that the statement reads or changes without naming one library.

    Every select within it is looked at by itself: what confines one confines no other.
    """
    parts = [part for part in visitors.iterate(statement) if isinstance(part, Statement)]
    return [name for part in parts for name in _unconfined(part)]


def libraries_bound(compiled: SQLCompiler, parameters: Mapping[str, Any]) -> set[Any]:
    """Return the values that a `library` column is compared with anywhere in a compiled statement."""
    return {
        parameters[compiled.bind_names[part.right]]
        for part in visitors.iterate(compiled.statement)
        if isinstance(part, BinaryExpression) and _is_library(part.left) and isinstance(part.right, BindParameter)
    }


def _unconfined(part: Statement) -> Iterator[str]:
    froms = part.get_final_froms() if isinstance(part, Select) else [part.table]
    conditions = [condition for clause in _conditions(part, froms) for condition in _all_of(clause)]
    confined = {table for condition in conditions for table in _confined_by(condition)}
    for table in _tables(froms):
        if "library" in table.c and table not in confined:
            yield table.name


def _conditions(part: Statement, froms: Iterable[Any]) -> Iterator[ClauseElement]:
    if part.whereclause is not None:
        yield part.whereclause
    for each in froms:
        yield from _join_conditions(each)


def _join_conditions(source: Any) -> Iterator[ClauseElement]:
    """Yield the conditions of joins that keep nothing which does not fulfil them.

    An outer join keeps all of its left side, whatever its condition says, and of its right side what fulfils it.
    """
    if isinstance(source, Join):
        if not source.isouter and not source.full:
            yield source.onclause
        elif not source.full:
            right = {*_tables([source.right])}
            yield from (each for each in _all_of(source.onclause) if right.issuperset(_confined_by(each)))
        yield from _join_conditions(source.left)
        yield from _join_conditions(source.right)


def _all_of(condition: ClauseElement) -> Iterator[ClauseElement]:
    """Take a condition apart into those that must all hold."""
    if isinstance(condition, BooleanClauseList) and condition.operator is operators.and_:
        for each in condition.clauses:
            yield from _all_of(each)
    else:
        yield condition


def _confined_by(condition: ClauseElement) -> Iterator[Table]:
    if isinstance(condition, BinaryExpression) and condition.operator is operators.eq:
        column, value = condition.left, condition.right
        if _is_library(column) and isinstance(value, BindParameter) and not value.expanding:
            yield column.table


def _is_library(element: Any) -> bool:
    return isinstance(element, Column) and element.name == "library"


def _tables(froms: Iterable[Any]) -> Iterator[Table]:
    for each in froms:
        if isinstance(each, Join):
            yield from _tables([each.left, each.right])
        elif isinstance(each, Table):
            yield each
        elif not hasattr(each, "element"):  # an alias has; a subquery is looked at by itself
            raise AssertionError(f"a source this check does not know: {type(each)}")
        elif isinstance(each.element, Table):
            raise AssertionError("an alias of a table: teach this check to tell it from the table")
