"""Wrong passwords in a row, by whose they were: a person's, or an address's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from server.domain import lockout
from server.store.tables import login_failures


def free_at(conn: Connection, whose: Iterable[str]) -> datetime | None:
    """When the next password may be tried, the latest of ``whose``; None where nothing was wrong lately."""
    query = select(login_failures.c.free_at).where(login_failures.c.whose.in_(list(whose)))
    return max(conn.scalars(query), default=None)


def longest_of_person(conn: Connection, whose: str) -> datetime | None:
    """When a person may sign in again from everywhere, None where nothing was wrong lately."""
    latest: datetime | None = conn.scalar(select(func.max(login_failures.c.free_at)).where(_of_person(whose)))
    return latest


def count_up(conn: Connection, whose: str, *, free: int, at: datetime) -> None:
    """One more wrong password, of which ``free`` in a row cost nothing."""
    mine = login_failures.c.whose == whose
    try:
        with conn.begin_nested():
            conn.execute(insert(login_failures), {"whose": whose, "failures": 0, "last_at": at, "free_at": at})
    except IntegrityError:  # not the first, or another hub's came at the same moment
        pass
    row = conn.execute(select(login_failures).where(mine).with_for_update()).one()
    failures = 1 if row.last_at + lockout.FORGOTTEN_AFTER < at else row.failures + 1
    free_at = at + lockout.delay(failures, free=free)
    conn.execute(update(login_failures).where(mine).values(failures=failures, last_at=at, free_at=free_at))


def forget(conn: Connection, whose: str) -> None:
    """The right password, or a new one: what was counted for a person, and what for them from each address."""
    conn.execute(delete(login_failures).where(_of_person(whose)))


def forget_old(conn: Connection, *, now: datetime) -> None:
    """What is too long ago to count."""
    conn.execute(delete(login_failures).where(login_failures.c.last_at < now - lockout.FORGOTTEN_AFTER))


def _of_person(whose: str) -> ColumnElement[bool]:
    from_somewhere = login_failures.c.whose.startswith(f"{whose}@", autoescape=True)
    return or_(login_failures.c.whose == whose, from_somewhere)
