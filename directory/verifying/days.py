"""Days between two dates, counted by the database: SQLite and PostgreSQL have no word for it in common."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date, Integer, cast
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.functions import FunctionElement


class days_between(FunctionElement[int]):
    """`days_between(later, earlier)`: NULL when one of them is."""

    name = "days_between"
    type = Integer()
    inherit_cache = True

    def __init__(self, later: Any, earlier: Any) -> None:
        super().__init__(cast(later, Date) if not isinstance(later, ColumnElement) else later, earlier)


@compiles(days_between, "sqlite")
def _sqlite(element: days_between, compiler: SQLCompiler, **kw: Any) -> str:
    later, earlier = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"CAST(julianday({later}) - julianday({earlier}) AS INTEGER)"


@compiles(days_between, "postgresql")
def _postgresql(element: days_between, compiler: SQLCompiler, **kw: Any) -> str:
    later, earlier = (compiler.process(clause, **kw) for clause in element.clauses)
    return f"({later} - {earlier})"
