"""Counts of a hall day: numbers by prefix, tickets and calls by service."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, bindparam, insert, select, update

from server.store.tables import counters
from server.store.turn import Turn

_OF_DAY = (counters.c.hall == bindparam("of_hall"), counters.c.day == bindparam("of_day"))
_COUNT_UP = (
    update(counters)
    .where(*_OF_DAY, counters.c.name.in_(bindparam("names", expanding=True)))
    .values(count=counters.c.count + 1)
    .returning(counters.c.name, counters.c.count)
)
_FIRST = insert(counters)
_TODAY = select(counters.c.name, counters.c.count).where(
    *_OF_DAY, counters.c.name.startswith(bindparam("kind"), autoescape=False)
)


def count_up(turn: Turn, *names: str) -> tuple[int, ...]:
    """Counts one more of each of ``names`` on the hall's day and gives the counts."""
    of_day = {"of_hall": turn.hall, "of_day": turn.day}
    rows = turn.conn.execute(_COUNT_UP, {**of_day, "names": list(names)})
    known: dict[str, int] = dict(rows.all())
    first = [name for name in names if name not in known]
    if first:
        turn.conn.execute(_FIRST, [{"hall": turn.hall, "day": turn.day, "name": name, "count": 1} for name in first])
    return tuple(known.get(name, 1) for name in names)


def today(conn: Connection, hall: str, day: date, kind: str) -> dict[str, int]:
    """Today's counts named ``kind:…``, by what stands behind the colon."""
    rows = conn.execute(_TODAY, {"of_hall": hall, "of_day": day, "kind": f"{kind}:"})
    return {name.partition(":")[2]: count for name, count in rows}
