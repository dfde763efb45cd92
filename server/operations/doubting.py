"""Looking over a day's ratings for patterns that no citizen would make, once the day's business is over.

Working them out takes seconds for a large hall, so it is done outside the hall's turn; only what was found is written
in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import Connection, and_, select

from config.definition import Definition
from server.domain.integrity import ONE_GRADE_DAYS, Finding, Seen, findings
from server.domain.numbering import hall_day
from server.domain.rating import Grade, pressed_at
from server.operations import counting
from server.operations.business_day import is_over
from server.store import counters, rating_flags
from server.store.columns import from_rfc3339
from server.store.tables import ratings, servings
from server.store.tallies import A_DAY
from server.store.turn import Turn

CAUGHT_UP = timedelta(days=31)
"""How far back days are looked over that the hub slept through."""
LOOKED_OVER = "ratings_looked_over"


def due(conn: Connection, definition: Definition, *, now: datetime) -> list[date]:
    """The hall days with ratings that are over and were not looked over yet, oldest first."""
    today = hall_day(now, definition.zone)
    query = (
        select(ratings.c.day)
        .where(ratings.c.hall == definition.code, ratings.c.day.between(today - CAUGHT_UP, today))
        .distinct()
        .order_by(ratings.c.day)
    )
    return [
        day
        for day in conn.scalars(query)
        if is_over(definition, day, now) and counters.count(conn, definition.code, day, LOOKED_OVER) == 0
    ]


def of_day(conn: Connection, hall: str, day: date) -> list[Seen]:
    """The ratings that came in on a hall day."""
    return _of_days(conn, hall, day, day)


def found_on(conn: Connection, hall: str, day: date) -> Callable[[Random], list[Finding]]:
    """Reads a day's ratings and those before it; what it gives finds the doubts, without the database."""
    ratings = of_day(conn, hall, day)
    before = _of_days(conn, hall, day - (ONE_GRADE_DAYS - 1) * A_DAY, day - A_DAY)
    return lambda random: findings(ratings, before=before, random=random)


def _of_days(conn: Connection, hall: str, first: date, last: date) -> list[Seen]:
    of_serving = and_(servings.c.hall == ratings.c.hall, servings.c.id == ratings.c.serving)
    query = (
        select(
            ratings.c.id,
            ratings.c.window,
            servings.c.staff,
            ratings.c.grade,
            ratings.c.invited_at,
            ratings.c.received_at,
            ratings.c.waited_ms,
            ratings.c.device,
        )
        .select_from(ratings.join(servings, of_serving))
        .where(ratings.c.hall == hall, ratings.c.day.between(first, last))
    )
    return [
        Seen(
            id=row.id,
            window=row.window,
            staff=row.staff,
            grade=Grade(row.grade),
            at=pressed_at(
                received_at=from_rfc3339(row.received_at),
                invited_at=from_rfc3339(row.invited_at),
                waited=None if row.waited_ms is None else timedelta(milliseconds=row.waited_ms),
            ),
            waited=None if row.waited_ms is None else row.waited_ms / 1000,
            phone=row.device.partition(":")[2] if row.device.startswith("phone") else None,
        )
        for row in conn.execute(query)
    ]


def keep(turn: Turn, day: date, found: Iterable[Finding]) -> None:
    """Writes down what was found on a day, unless another hub has done so meanwhile."""
    if counters.count_up(turn, LOOKED_OVER, day=day) > (1,):
        return
    for finding in found:
        data = {
            "day": day.isoformat(),
            "flag": finding.flag.value,
            "window": finding.window or None,
            "ratings": list(finding.ratings),
            "evidence": finding.evidence,
        }
        seq = turn.record("rating.doubted", subject=finding.flag.value, data=data)
        counting.doubted(turn, finding.ratings)
        for rating in finding.ratings:
            rating_flags.add(turn.conn, turn.hall, rating, flag=finding.flag.value, seq=seq)
