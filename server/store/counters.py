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
_COUNT = select(counters.c.count).where(*_OF_DAY, counters.c.name == bindparam("name"))
_TODAY = select(counters.c.name, counters.c.count).where(
    *_OF_DAY, counters.c.name.startswith(bindparam("kind"), autoescape=False)
)


def count_up(turn: Turn, *names: str, day: date | None = None) -> tuple[int, ...]:
    """Counts one more of each of ``names`` on a day, the hall's present one without it, and gives the counts."""
    day = day or turn.day
    of_day = {"of_hall": turn.hall, "of_day": day}
    rows = turn.conn.execute(_COUNT_UP, {**of_day, "names": list(names)})
    known: dict[str, int] = dict(rows.all())
    first = [name for name in names if name not in known]
    if first:
        turn.conn.execute(_FIRST, [{"hall": turn.hall, "day": day, "name": name, "count": 1} for name in first])
    return tuple(known.get(name, 1) for name in names)


def count(conn: Connection, hall: str, day: date, name: str) -> int:
    """How often ``name`` was counted on a day."""
    return conn.scalar(_COUNT, {"of_hall": hall, "of_day": day, "name": name}) or 0


def today(conn: Connection, hall: str, day: date, kind: str) -> dict[str, int]:
    """Today's counts named ``kind:…``, by what stands behind the colon."""
    rows = conn.execute(_TODAY, {"of_hall": hall, "of_day": day, "kind": f"{kind}:"})
    return {name.partition(":")[2]: count for name, count in rows}
