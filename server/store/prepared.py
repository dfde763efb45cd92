"""Statements of the ways that are walked most, worked out once.

On SQLite SQLAlchemy takes ten times as long over a small statement as the database: it looks up the compiled text,
the parameters' and the columns' types and who listens, anew for each run. A ``Prepared`` statement keeps all that. It
is written, and behaves on both databases, as any other; PostgreSQL, to which the way is long, runs it as one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from sqlite3 import Cursor, Error
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Delete, Insert, Select, Update
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Row = tuple[Any, ...]
Values = Mapping[str, Any]
Processor = Callable[[Any], Any]
T = TypeVar("T")


@dataclass(frozen=True)
class _Worked:
    """The text for SQLite. ``given`` names its parameters in order and says how each is written, ``constants`` are
    those that the statement has of itself, ``told`` is how each column is read.
    """

    text: str
    given: tuple[tuple[str, Processor | None], ...]
    constants: Values
    told: tuple[Processor | None, ...]

    def parameters(self, values: Values) -> list[Any]:
        known = {**self.constants, **values}
        return [known[name] if write is None else write(known[name]) for name, write in self.given]

    def read(self, row: Row) -> Row:
        return tuple([value if read is None else read(value) for value, read in zip(row, self.told, strict=True)])


class Prepared:
    """A statement with named parameters, none of them a list. To be run within a transaction.

    A constant by which a partial index is chosen belongs into the text, or SQLite works out its plan anew for each run.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert | Update | Delete) -> None:
        self._statement = statement

    def first(self, conn: Connection, values: Values) -> Row | None:
        """The first row, None where there is none."""
        if conn.dialect.name != "sqlite":
            found = conn.execute(self._statement, values).first()
            return None if found is None else tuple(found)
        row: Row | None = self._run(conn, values, Cursor.fetchone)
        return None if row is None else self._for_sqlite.read(row)

    def one(self, conn: Connection, values: Values) -> Row:
        """The row of a statement that always has one."""
        row = self.first(conn, values)
        assert row is not None
        return row

    def all(self, conn: Connection, values: Values) -> list[Row]:
        if conn.dialect.name != "sqlite":
            return [tuple(row) for row in conn.execute(self._statement, values)]
        return [self._for_sqlite.read(row) for row in self._run(conn, values, Cursor.fetchall)]

    def run(self, conn: Connection, values: Values) -> None:
        """Runs a statement that gives no rows."""
        if conn.dialect.name != "sqlite":
            conn.execute(self._statement, values)
        else:
            self._run(conn, values, Cursor.close)

    def _run(self, conn: Connection, values: Values, take: Callable[[Cursor], T]) -> T:
        worked = self._for_sqlite
        parameters = worked.parameters(values)
        cursor = cast(Cursor, conn.connection.cursor())
        try:
            return take(cursor.execute(worked.text, parameters))
        except Error as error:  # as SQLAlchemy's own, by which everybody knows that the database is away
            raise DBAPIError.instance(worked.text, parameters, error, Error, dialect=conn.dialect) from error
        finally:
            cursor.close()

    @cached_property
    def _for_sqlite(self) -> _Worked:
        dialect: Dialect = sqlite.dialect()
        compiled = self._statement.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        assert compiled.positiontup is not None
        types: dict[str, TypeEngine[Any]] = {name: bind.type for name, bind in compiled.binds.items()}
        return _Worked(
            text=compiled.string,
            given=tuple(
                (name, types[name].dialect_impl(dialect).bind_processor(dialect)) for name in compiled.positiontup
            ),
            constants={name: bind.effective_value for name, bind in compiled.binds.items() if not bind.required},
            told=tuple(
                column.type.dialect_impl(dialect).result_processor(dialect, None)
                for column in self._statement.exported_columns
            ),
        )
