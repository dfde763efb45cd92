"""Counts of a hall day: numbers by prefix, tickets and calls by service."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, and_, insert, select, update

from server.store.tables import counters
from server.store.turn import Turn


def count_up(turn: Turn, name: str) -> int:
    """Counts one more of ``name`` on the hall's day and gives the count."""
    key = {"hall": turn.hall, "day": turn.day, "name": name}
    where = and_(*(counters.c[column] == value for column, value in key.items()))
    counted = turn.conn.scalar(
        update(counters).where(where).values(count=counters.c.count + 1).returning(counters.c.count)
    )
    if counted is None:
        turn.conn.execute(insert(counters), {**key, "count": 1})
        counted = 1
    return int(counted)


def today(conn: Connection, hall: str, day: date, kind: str) -> dict[str, int]:
    """Today's counts named ``kind:…``, by what stands behind the colon."""
    query = select(counters.c.name, counters.c.count).where(
        counters.c.hall == hall, counters.c.day == day, counters.c.name.startswith(f"{kind}:", autoescape=True)
    )
    return {name.partition(":")[2]: count for name, count in conn.execute(query)}
