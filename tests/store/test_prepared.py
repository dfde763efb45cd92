"""Statements that are worked out once: the same on both databases as SQLAlchemy runs them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Integer,
    MetaData,
    Table,
    Text,
    bindparam,
    create_engine,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from server.domain.ticket import TicketState
from server.store import engines
from server.store.columns import Instant, Word
from server.store.database import AWAY
from server.store.prepared import Prepared

SHEETS = Table(
    "sheets",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("name", Text),
    Column("day", Date),
    Column("at", Instant),
    Column("state", Word(TicketState), nullable=False),
    Column("is_first", Boolean),
)
FULL = {
    "id": 1,
    "name": "藏文 \u0f56\u0f7c\u0f51",
    "day": date(2026, 3, 2),
    "at": datetime(2026, 3, 2, 1, 30, 0, 250_000, tzinfo=UTC),
    "state": TicketState.CALLED,
    "is_first": True,
}
EMPTY = {"id": 2, "name": None, "day": None, "at": None, "state": TicketState.WAITING, "is_first": None}
ADD = Prepared(insert(SHEETS))
BY_STATE = select(SHEETS).where(SHEETS.c.state == bindparam("in_state"))


@pytest.fixture
def conn(database: str) -> Iterator[Connection]:
    engine = engines.sqlite_writer(database) if engines.is_sqlite(database) else create_engine(database)
    with engine.connect() as connection, connection.begin() as transaction:
        SHEETS.metadata.create_all(connection)
        yield connection
        transaction.rollback()
    engine.dispose()


def test_each_kind_of_value_goes_and_comes_as_with_sqlalchemy(conn: Connection) -> None:
    for sheet in (FULL, EMPTY):
        ADD.run(conn, sheet)
    assert [tuple(row) for row in conn.execute(select(SHEETS).order_by(SHEETS.c.id))] == [
        tuple(FULL.values()),
        tuple(EMPTY.values()),
    ]
    everything = Prepared(select(SHEETS).order_by(SHEETS.c.id)).all(conn, {})
    assert everything == [tuple(FULL.values()), tuple(EMPTY.values())]
    assert [type(value) for value in everything[0]] == [int, str, date, datetime, TicketState, bool]


def test_a_statement_brings_its_own_constants_and_takes_the_rest_anew_each_time(conn: Connection) -> None:
    ADD.run(conn, FULL)
    ADD.run(conn, EMPTY)
    calling = Prepared(
        update(SHEETS)
        .where(SHEETS.c.state == TicketState.WAITING, SHEETS.c.id == bindparam("of_id"))
        .values(state=TicketState.CALLED)
        .returning(SHEETS.c.id, SHEETS.c.state)
    )
    assert calling.first(conn, {"of_id": 1}) is None
    assert calling.one(conn, {"of_id": 2}) == (2, TicketState.CALLED)
    by_state = Prepared(BY_STATE.order_by(SHEETS.c.id))
    assert [row[0] for row in by_state.all(conn, {"in_state": TicketState.CALLED})] == [1, 2]
    assert by_state.all(conn, {"in_state": TicketState.MISSED}) == []


def test_a_row_without_one_of_its_values_is_not_written(tmp_path: Path) -> None:
    engine = engines.sqlite_writer(f"sqlite:///{tmp_path / 'sheets.db'}")
    with engine.begin() as conn:
        SHEETS.metadata.create_all(conn)
        with pytest.raises(KeyError, match="name"):
            ADD.run(conn, {name: value for name, value in FULL.items() if name != "name"})
        assert Prepared(select(SHEETS)).first(conn, {}) is None
    engine.dispose()


def test_what_the_database_refuses_is_told_as_by_sqlalchemy(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sheets.db'}"
    writer, reader = engines.sqlite_writer(url), engines.sqlite_reader(url)
    with writer.begin() as conn:
        SHEETS.metadata.create_all(conn)
        ADD.run(conn, FULL)
        with pytest.raises(IntegrityError, match="UNIQUE"):
            ADD.run(conn, FULL)
    with reader.begin() as conn, pytest.raises(AWAY, match="readonly"):
        ADD.run(conn, EMPTY)
    for engine in (writer, reader):
        engine.dispose()
