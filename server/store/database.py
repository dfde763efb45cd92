"""The store: changes in their hall's turn, and reading beside them."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeVar

import structlog
from sqlalchemy import Connection, Engine, bindparam, func, select, text, update
from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from config.definition import Definition
from server.availability import Availability
from server.concurrency import Threads
from server.domain.actor import Actor
from server.store import engines, tables
from server.store.columns import from_rfc3339
from server.store.group_commit import GroupCommit
from server.store.prepared import Prepared
from server.store.turn import NoSuchHall, Turn, take_turn

T = TypeVar("T")
_Revision = tuple[str, int]
CLOCK_BEHIND_SECONDS = 60.0
"""From here on a clock counts as set back; those of several hubs may differ by less."""
log = structlog.stdlib.get_logger("jiaohao.store")

_OF_HALL = tables.definitions.c.hall == bindparam("of_hall")
_REVISION = Prepared(select(func.max(tables.definitions.c.revision)).where(_OF_HALL))
_DOCUMENT = select(tables.definitions.c.document).where(
    _OF_HALL, tables.definitions.c.revision == bindparam("revision")
)


AWAY = (OperationalError, InterfaceError, InternalError, NoFreeConnection)
"""What is raised while the database cannot be used, or when it ended our session; ``what_ails`` words it."""


def what_ails(error: Exception) -> str:
    """The database's own words, or those of the pool that has no connection left."""
    return str(getattr(error, "orig", None) or error)


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    return secrets.token_hex(8)


def _write_nothing(conn: Connection) -> None:
    conn.execute(select(1))


def _write_something(conn: Connection) -> None:
    if conn.dialect.name == "sqlite":
        conn.exec_driver_sql("PRAGMA user_version = 0")  # nobody uses it, and it is written also when it stays
    else:
        conn.execute(update(tables.secrets).values(value=tables.secrets.c.value))


class Store:
    """One database, as one hub uses it, or without ``threads`` as somebody who only reads beside the hub.

    Where it only reads, ``broken_text`` says whether text that is none is read all the same, which makes a million
    rows a tenth slower. ``clock`` gives UTC, ``new_id`` identifiers nobody can guess. After each change that wrote to
    the journal ``on_change`` is told the hall and its new head; after each change ``on_turn`` is told how many seconds
    it waited for its turn.
    """

    def __init__(
        self,
        url: str,
        *,
        threads: Threads | None,
        broken_text: bool = True,
        clock: Callable[[], datetime] = _utc_now,
        new_id: Callable[[], str] = _new_id,
    ) -> None:
        self.url = url
        self.clock = clock
        self._new_id = new_id
        self._definitions: dict[_Revision, Definition] = {}
        self.writing = Availability("writing to the database", log)
        self.on_change: Callable[[str, int], None] = lambda hall, seq: None
        self.on_turn: Callable[[float], None] = lambda seconds: None
        self._writer: GroupCommit | None = None
        if not engines.is_sqlite(url):
            self._engines: tuple[Engine, ...] = (engines.postgresql(url),)
        elif threads is None:
            self._engines = (engines.sqlite_reader(url, broken_text=broken_text),)
        else:
            writer = engines.sqlite_writer(url)
            self._engines = (writer, engines.sqlite_reader(url))
            self._writer = GroupCommit(writer, threads)

    @property
    def reader(self) -> Engine:
        return self._engines[-1]

    def on_commit(self, tell: Callable[[int], None]) -> None:
        """Has ``tell`` hear how many changes each group commit made durable; PostgreSQL groups by itself."""
        if self._writer is not None:
            self._writer.on_commit = tell

    def change(self, actor: Actor, work: Callable[[Turn], T]) -> T:
        """Does ``work`` in the hall's turn and gives its result once it is durable.

        Raises NoSuchHall, or whatever ``work`` raised; then nothing was changed.
        """
        written: list[int] = []
        asked, taken = time.monotonic(), []
        read: dict[_Revision, Definition] = {}

        def definition(conn: Connection, hall: str) -> Definition:
            revision, known = self._looked_up(conn, hall)
            read[revision] = known
            return known

        def act(conn: Connection) -> T:
            written.clear()  # this may be the second time, in a batch that is done anew
            read.clear()
            turn = take_turn(
                conn, actor.hall, actor=actor, clock=self.clock, new_id=self._new_id, definition=definition
            )
            taken.append(time.monotonic())
            result = work(turn)
            turn.end()
            if turn.seq != turn.began_at_seq:
                written.append(turn.seq)
            return result

        try:
            result: T = self.write(act)
        finally:
            if taken:
                self.on_turn(taken[-1] - asked)
        self._definitions |= read  # only now: what another of the same batch had put there might have been undone
        if written:
            self.writing.found()
            self.on_change(actor.hall, written[-1])
        return result

    def write(self, work: Callable[[Connection], Any]) -> Any:
        """A transaction outside any hall's turn: tokens, passwords, secrets."""
        try:
            if self._writer is not None:
                return self._writer.run(work)
            with self.reader.begin() as conn:
                return work(conn)
        except AWAY as error:
            self.writing.lost(what_ails(error))
            raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one moment of the database throughout."""
        if self.reader.dialect.name == "sqlite":
            with self.reader.connect() as conn, conn.begin():
                yield conn
        else:
            with self.reader.connect().execution_options(isolation_level="REPEATABLE READ") as conn, conn.begin():
                yield conn

    @property
    def stands_alone(self) -> bool:
        """Whether the database lives by itself, so that it may go away and other hubs may use it."""
        return self.reader.dialect.name != "sqlite"

    @contextmanager
    def alone(self, what: str) -> Iterator[None]:
        """Makes other hubs of this database wait that want to do ``what``."""
        if not self.stands_alone:
            yield
            return
        with self.reader.begin() as conn:
            conn.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))"), {"what": what})
            yield

    def definition(self, conn: Connection, hall: str) -> Definition:
        """The hall as the database defines it, seen from outside of any change. Raises NoSuchHall."""
        revision, known = self._looked_up(conn, hall)
        self._definitions[revision] = known
        return known

    def _looked_up(self, conn: Connection, hall: str) -> tuple[_Revision, Definition]:
        revision = _REVISION.one(conn, {"of_hall": hall})[0]
        if revision is None:
            raise NoSuchHall(hall)
        known = self._definitions.get((hall, revision))
        if known is None:
            document = conn.scalars(_DOCUMENT, {"of_hall": hall, "revision": revision}).one()
            known = Definition.model_validate_json(document)
        return (hall, revision), known

    def halls(self) -> list[str]:
        with self.read() as conn:
            return list(conn.scalars(select(tables.halls.c.hall).order_by(tables.halls.c.hall)))

    def trouble(self) -> str | None:
        """Why the database cannot be written to just now, None when it can.

        Once it has failed, only something really written shows that it works again: a transaction that changes
        nothing would also succeed on a full disk.
        """
        is_lost = not self.writing.is_there
        try:
            self.write(_write_something if is_lost else _write_nothing)
        except (DBAPIError, NoFreeConnection) as error:
            return what_ails(error)
        if is_lost:
            self.writing.found()
        return None

    def clock_behind(self, conn: Connection) -> dict[str, float]:
        """By how many seconds the clock stands before each hall's newest row: the hall's time waits for it there."""
        now = self.clock()
        heads = conn.execute(select(tables.halls.c.hall, tables.halls.c.at)).all()
        return {hall: max((from_rfc3339(at) - now).total_seconds(), 0.0) for hall, at in heads}

    @cached_property
    def secret(self) -> str:
        """The key that all hubs of this database sign page sessions with."""
        with self.read() as conn:
            known: str = conn.scalars(
                select(tables.secrets.c.value).where(tables.secrets.c.name == "page_sessions")
            ).one()
            return known

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        for engine in self._engines:
            engine.dispose()
