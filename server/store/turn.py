"""The hall's turn: one change of one hall at a time.

A change takes its hall's head row first, so all changes of a hall are serial: on SQLite by the one writer, on
PostgreSQL by ``SELECT ... FOR UPDATE``. Time within a turn never goes back behind the journal's head.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from config.definition import Definition
from server.domain.actor import Actor
from server.domain.numbering import hall_day
from server.store import journal, tallies
from server.store.columns import from_rfc3339, rfc3339, whole_milliseconds
from server.store.prepared import Prepared
from server.store.tables import halls
from server.store.tallies import Counted

_TAKE = select(halls.c.seq, halls.c.hash, halls.c.at).where(halls.c.hall == bindparam("of_hall")).with_for_update()
LONGEST_STANDSTILL_MS = 8_000
"""A hub that stands still in the middle of its turn loses it on PostgreSQL, so that the others can go on."""
_TAKE_ALONE = Prepared(_TAKE)
_TAKE_AMONG_HUBS = _TAKE.add_columns(
    func.set_config("idle_in_transaction_session_timeout", bindparam("longest_ms"), True)
)
_MOVE = Prepared(
    update(halls)
    .where(halls.c.hall == bindparam("of_hall"))
    .values(seq=bindparam("seq"), hash=bindparam("hash"), at=bindparam("at"))
)


class NoSuchHall(LookupError):
    """The database holds no hall of this code."""


@dataclass(kw_only=True)
class Turn:
    """A change under way. ``now`` is UTC in whole milliseconds, the same throughout the turn."""

    conn: Connection
    definition: Definition
    actor: Actor
    now: datetime
    seq: int
    head: str
    new_id: Callable[[], str]
    began_at_seq: int = field(init=False)
    counted: Counted = field(default_factory=Counted)

    def __post_init__(self) -> None:
        self.began_at_seq = self.seq

    @property
    def hall(self) -> str:
        return self.definition.code

    @property
    def day(self) -> date:
        """The hall's own calendar day."""
        return hall_day(self.now, self.definition.zone)

    def record(self, kind: str, *, subject: str, data: Mapping[str, Any]) -> int:
        """Writes a change into the journal and gives its sequence number."""
        entry = journal.chained(
            hall=self.hall,
            seq=self.seq + 1,
            at=rfc3339(self.now),
            kind=kind,
            subject=subject,
            actor=self.actor.name,
            data=data,
            prev_hash=self.head,
        )
        journal.append(self.conn, entry)
        self.seq, self.head = entry.seq, entry.hash
        return entry.seq

    def end(self) -> None:
        """Writes down what was counted and moves the hall's head to the last entry of this turn."""
        tallies.write(self.conn, self.hall, self.counted, today=self.day)
        if self.seq == self.began_at_seq:
            return
        head = {"of_hall": self.hall, "seq": self.seq, "hash": self.head, "at": rfc3339(self.now)}
        _MOVE.run(self.conn, head)


def take_turn(
    conn: Connection,
    hall: str,
    *,
    actor: Actor,
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
    definition: Callable[[Connection, str], Definition],
) -> Turn:
    """Waits for the hall's turn and takes it. Raises NoSuchHall."""
    head: Sequence[Any] | None
    if conn.dialect.name == "sqlite":
        head = _TAKE_ALONE.first(conn, {"of_hall": hall})
    else:
        head = conn.execute(_TAKE_AMONG_HUBS, {"of_hall": hall, "longest_ms": str(LONGEST_STANDSTILL_MS)}).first()
    if head is None:
        raise NoSuchHall(hall)
    seq, hash, at = head[:3]
    return Turn(
        conn=conn,
        definition=definition(conn, hall),
        actor=actor,
        now=max(whole_milliseconds(clock()), from_rfc3339(at)),
        seq=seq,
        head=hash,
        new_id=new_id,
    )
