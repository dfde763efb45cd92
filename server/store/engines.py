"""Connections to the database, made ready for how we use them."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.pool import QueuePool, StaticPool

BUSY_SECONDS = 10
CONNECTIONS = 12
"""That a hub keeps to PostgreSQL, and as many again under load: its usual hundred is enough for four hubs."""
FREE_CONNECTION_WITHIN = 10
NOTICES_LOSS = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 6_000,
}
"""libpq's own, in seconds and the last in milliseconds: a server whose machine is gone never says so."""
IS_NOTICED = "SET tcp_keepalives_idle = 2; SET tcp_keepalives_interval = 1; SET tcp_keepalives_count = 2"
"""The same the other way round: the hall's turn that a hub had whose machine is gone is free again after 4 s."""


def is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def sqlite_writer(url: str) -> Engine:
    """The engine of the one connection that writes and checkpoints."""
    engine = create_engine(
        url, poolclass=StaticPool, connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS}
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _: object) -> None:
        connection.isolation_level = None  # the driver says no BEGIN of its own: savepoints would not nest
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "cache_size=-16000",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    _begin_with(engine, "BEGIN IMMEDIATE")
    return engine


def sqlite_reader(url: str, *, broken_text: bool = False) -> Engine:
    """Read-only connections: only one connection may write or checkpoint (the WAL-reset bug of SQLite 3.40).

    With ``broken_text`` bytes that are no UTF-8 are read as U+FFFD, so that a damaged row can be named.
    """
    path = make_url(url).database or ""
    file = f"file:{quote(path)}?mode=ro"
    engine = create_engine(
        URL.create("sqlite", database=file, query={"uri": "true"}),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=60,
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _: object) -> None:
        connection.isolation_level = None
        if broken_text:
            connection.text_factory = lambda found: found.decode("utf-8", "replace")

    _begin_with(engine, "BEGIN")
    return engine


def _begin_with(engine: Engine, statement: str) -> None:
    """How a transaction begins. A listener for the event ``begin`` would make each statement look for listeners."""

    def begin(connection: Any) -> None:
        connection.dbapi_connection.execute(statement)

    engine.dialect.do_begin = begin  # type: ignore[assignment, method-assign]


def postgresql(url: str) -> Engine:
    """A pool for a hub's tasks. A connection that died with the server is found out before it is used."""
    engine = create_engine(
        url,
        pool_size=CONNECTIONS,
        max_overflow=CONNECTIONS,
        pool_timeout=FREE_CONNECTION_WITHIN,
        pool_pre_ping=True,
        connect_args={name: value for name, value in NOTICES_LOSS.items() if name not in make_url(url).query},
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _: object) -> None:
        connection.execute(IS_NOTICED)
        connection.commit()

    return engine
