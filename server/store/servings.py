"""Servings, in and out of their table."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, RowMapping, and_, func, insert, select, update

from server.domain.refusal import NotFound
from server.domain.serving import BLOCKING, Serving, ServingState
from server.store.tables import servings


def get(conn: Connection, hall: str, id: str) -> Serving:
    """Raises NotFound."""
    row = conn.execute(select(servings).where(servings.c.hall == hall, servings.c.id == id)).mappings().first()
    if row is None:
        raise NotFound("serving", id=id)
    return _serving(row)


def add(conn: Connection, hall: str, new: Serving, *, day: date) -> None:
    conn.execute(insert(servings), {"hall": hall, "day": day, **vars(new)})


def save(conn: Connection, hall: str, changed: Serving) -> None:
    conn.execute(update(servings).where(servings.c.hall == hall, servings.c.id == changed.id).values(**vars(changed)))


def current(conn: Connection, hall: str, window: str) -> Serving | None:
    """The serving that keeps a window from calling another, if there is one."""
    where = and_(servings.c.hall == hall, servings.c.window == window, servings.c.state.in_(list(BLOCKING)))
    row = conn.execute(select(servings).where(where)).mappings().first()
    return None if row is None else _serving(row)


def held(conn: Connection, hall: str, window: str) -> list[Serving]:
    where = and_(servings.c.hall == hall, servings.c.window == window, servings.c.state == ServingState.HELD)
    query = select(servings).where(where).order_by(servings.c.called_at)
    return [_serving(row) for row in conn.execute(query).mappings()]


def all_open(conn: Connection, hall: str) -> list[Serving]:
    states = [ServingState.CALLED, ServingState.SERVING, ServingState.HELD]
    where = and_(servings.c.hall == hall, servings.c.state.in_(states))
    return [_serving(row) for row in conn.execute(select(servings).where(where)).mappings()]


def last(conn: Connection, hall: str, ticket: str) -> Serving | None:
    """The newest serving of a ticket."""
    where = and_(servings.c.hall == hall, servings.c.ticket == ticket)
    query = select(servings).where(where).order_by(servings.c.called_at.desc()).limit(1)
    row = conn.execute(query).mappings().first()
    return None if row is None else _serving(row)


def newest_invitation(conn: Connection, hall: str, day: date, window: str) -> Serving | None:
    """The serving of that window and day that was last invited to be rated."""
    where = and_(
        servings.c.hall == hall,
        servings.c.day == day,
        servings.c.window == window,
        servings.c.state == ServingState.FINISHED,
        servings.c.invited_at.is_not(None),
    )
    query = select(servings).where(where).order_by(servings.c.invited_at.desc()).limit(1)
    row = conn.execute(query).mappings().first()
    return None if row is None else _serving(row)


def finished_count(conn: Connection, hall: str, day: date, window: str) -> int:
    where = and_(
        servings.c.hall == hall,
        servings.c.day == day,
        servings.c.window == window,
        servings.c.state == ServingState.FINISHED,
    )
    return conn.scalars(select(func.count()).select_from(servings).where(where)).one()


def recent_minutes(conn: Connection, hall: str, service: str, *, limit: int = 50) -> list[float]:
    """Minutes from start to finish of the service's newest finished servings."""
    query = (
        select(servings.c.started_at, servings.c.finished_at)
        .where(
            servings.c.hall == hall,
            servings.c.service == service,
            servings.c.state == ServingState.FINISHED,
            servings.c.finished_at.is_not(None),
            servings.c.started_at.is_not(None),
        )
        .order_by(servings.c.finished_at.desc())
        .limit(limit)
    )
    return [(finished - started).total_seconds() / 60 for started, finished in conn.execute(query)]


def _serving(row: RowMapping) -> Serving:
    return Serving(**{name: row[name] for name in Serving.__dataclass_fields__})


def mark_rated(conn: Connection, hall: str, id: str) -> None:
    conn.execute(update(servings).where(servings.c.hall == hall, servings.c.id == id).values(rated=True))
