"""Counts of a hall day: numbers by prefix, tickets and calls by service."""

from __future__ import annotations

from datetime import date
from functools import cache

from sqlalchemy import Connection, bindparam, insert, select, update

from server.store.prepared import Prepared
from server.store.tables import counters
from server.store.turn import Turn

_OF_DAY = (counters.c.hall == bindparam("of_hall"), counters.c.day == bindparam("of_day"))
_FIRST = insert(counters)
_COUNT = select(counters.c.count).where(*_OF_DAY, counters.c.name == bindparam("name"))
_TODAY = Prepared(
    select(counters.c.name, counters.c.count).where(
        *_OF_DAY, counters.c.name.startswith(bindparam("kind"), autoescape=False)
    )
)


def count_up(turn: Turn, *names: str, day: date | None = None) -> tuple[int, ...]:
    """Counts one more of each of ``names`` on a day, the hall's present one without it, and gives the counts."""
    day = day or turn.day
    meant = {"of_hall": turn.hall, "of_day": day} | {f"name_{n}": name for n, name in enumerate(names)}
    known: dict[str, int] = dict(_counting_up(len(names)).all(turn.conn, meant))
    first = [name for name in names if name not in known]
    if first:
        turn.conn.execute(_FIRST, [{"hall": turn.hall, "day": day, "name": name, "count": 1} for name in first])
    return tuple(known.get(name, 1) for name in names)


@cache
def _counting_up(names: int) -> Prepared:
    return Prepared(
        update(counters)
        .where(*_OF_DAY, counters.c.name.in_([bindparam(f"name_{n}") for n in range(names)]))
        .values(count=counters.c.count + 1)
        .returning(counters.c.name, counters.c.count)
    )


def count(conn: Connection, hall: str, day: date, name: str) -> int:
    """How often ``name`` was counted on a day."""
    return conn.scalar(_COUNT, {"of_hall": hall, "of_day": day, "name": name}) or 0


def today(conn: Connection, hall: str, day: date, kind: str) -> dict[str, int]:
    """Today's counts named ``kind:…``, by what stands behind the colon."""
    rows = _TODAY.all(conn, {"of_hall": hall, "of_day": day, "kind": f"{kind}:"})
    return {name.partition(":")[2]: count for name, count in rows}
