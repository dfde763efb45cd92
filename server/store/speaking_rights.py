"""The right to speak: in each room one terminal, for a few seconds at a time, whichever hub it asks.

Not journalled: it is presence, not a deed. Whoever holds the right renews it; when the holder dies, its time runs out
and the next one to ask gets it. The row outlives what its holder was told by a margin, for hubs whose clocks differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from server.store.tables import speaking_rights as rights

HELD = timedelta(seconds=10)
MARGIN = timedelta(seconds=2)


@dataclass(frozen=True, kw_only=True)
class Right:
    """Who speaks in a room. ``spoken`` is the sequence number of the last call that was heard there, 0 for none."""

    holder: str
    until: datetime
    spoken: int


def standing(conn: Connection, hall: str, room: str) -> Right | None:
    """The right as it stands, also when its time has run out."""
    row = conn.execute(
        select(rights.c.holder, rights.c.until, rights.c.spoken).where(rights.c.hall == hall, rights.c.room == room)
    ).first()
    return None if row is None else Right(**row._asdict())


def take(conn: Connection, hall: str, room: str, *, holder: str, spoken: int | None, now: datetime) -> bool:
    """Takes or renews the right unless somebody else holds it; whether it is the holder's now."""
    until = now + HELD + MARGIN
    free_or_mine = and_(
        rights.c.hall == hall, rights.c.room == room, or_(rights.c.holder == holder, rights.c.until < now)
    )
    heard = {} if spoken is None else {"spoken": spoken}
    if conn.execute(update(rights).where(free_or_mine).values(holder=holder, until=until, **heard)).rowcount:
        return True
    if standing(conn, hall, room) is not None:
        return False
    try:
        with conn.begin_nested():
            new = {"hall": hall, "room": room, "holder": holder, "until": until, "spoken": spoken or 0}
            conn.execute(insert(rights), new)
    except IntegrityError:  # another hub's terminal was the first in this room
        return False
    return True


def give_up(conn: Connection, hall: str, room: str, *, holder: str, now: datetime) -> None:
    """Lets the next one have it at once; nothing when it was not the holder's."""
    mine = and_(rights.c.hall == hall, rights.c.room == room, rights.c.holder == holder)
    conn.execute(update(rights).where(mine).values(until=now - MARGIN))
