"""Servings, in and out of their table. Statements are made once: composing one costs as much as running it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, bindparam, case, func, insert, select, update

from server.domain.refusal import NotFound
from server.domain.serving import BLOCKING, Serving, ServingState
from server.store.prepared import Prepared
from server.store.tables import servings, tickets

_FIELDS = tuple(Serving.__dataclass_fields__)


def _among(states: Iterable[ServingState]) -> ColumnElement[bool]:
    """The states of a partial index, all of them, as it names them and in the statement's text: else SQLite would not
    take the index, and look through all servings that the hall ever had.
    """
    return servings.c.state.in_(bindparam("states", list(states), expanding=True, literal_execute=True))


_OPEN = (ServingState.CALLED, ServingState.SERVING, ServingState.HELD)
_OF_HALL = servings.c.hall == bindparam("hall")
_AT_WINDOW = servings.c.window == bindparam("window")
_FINISHED = servings.c.state == ServingState.FINISHED
_OF_DAY = (_OF_HALL, servings.c.day == bindparam("day"), _AT_WINDOW, _FINISHED)

IN_ORDER = (servings.c.called_at, servings.c.seq)
"""As they were called, also those of one millisecond."""
NEWEST = tuple(column.desc() for column in IN_ORDER)
COLUMNS = tuple(servings.c[name] for name in _FIELDS)
_SELECT = select(*COLUMNS)
_BY_ID = _SELECT.where(_OF_HALL, servings.c.id == bindparam("id"))
_CURRENT = _SELECT.where(_OF_HALL, _AT_WINDOW, _among(sorted(BLOCKING)))
_ALL_OPEN = _SELECT.where(_OF_HALL, _among(_OPEN))
_HELD = _ALL_OPEN.where(_AT_WINDOW, servings.c.state == ServingState.HELD).order_by(servings.c.called_at)
_LAST = _SELECT.where(_OF_HALL, servings.c.ticket == bindparam("ticket")).order_by(*NEWEST).limit(1)
_FIRST = _SELECT.where(_OF_HALL, servings.c.ticket == bindparam("ticket")).order_by(*IN_ORDER).limit(1)
_PASSED_ON = (
    select(servings.c.id)
    .where(_OF_HALL, servings.c.ticket == bindparam("ticket"), servings.c.state == ServingState.TRANSFERRED)
    .limit(1)
)
_NEWEST_INVITATION = (
    _SELECT.where(*_OF_DAY, servings.c.invited_at.is_not(None)).order_by(servings.c.invited_at.desc()).limit(1)
)
_LAST_MOVED = (
    _SELECT.where(_OF_HALL, servings.c.day == bindparam("day"), _AT_WINDOW, servings.c.moved_at.is_not(None))
    .order_by(servings.c.moved_at.desc())
    .limit(1)
)
_LAST_DEEDS = (
    select(
        servings.c.window,
        func.max(servings.c.called_at),
        func.max(servings.c.started_at),
        func.max(servings.c.finished_at),
        func.max(servings.c.moved_at),
        # Who was passed on waits again from that moment, so it tells when the window became free.
        func.max(case((servings.c.state == ServingState.TRANSFERRED, tickets.c.waiting_since))),
    )
    .select_from(servings.join(tickets, and_(tickets.c.hall == servings.c.hall, tickets.c.id == servings.c.ticket)))
    .where(_OF_HALL, servings.c.day == bindparam("day"))
    .group_by(servings.c.window)
)
_FINISHED_COUNTS = (
    select(servings.c.window, func.count())
    .where(_OF_HALL, servings.c.day == bindparam("day"), _FINISHED)
    .group_by(servings.c.window)
)
_FINISHED_COUNT = select(func.count()).select_from(servings).where(*_OF_DAY)
_RECENT = Prepared(
    select(servings.c.started_at, servings.c.finished_at)
    .where(
        _OF_HALL,
        servings.c.service == bindparam("service"),
        _FINISHED,
        servings.c.finished_at.is_not(None),
        servings.c.started_at.is_not(None),
    )
    .order_by(servings.c.finished_at.desc())
    .limit(bindparam("limit"))
)
_ADD = insert(servings)
_MINE = update(servings).where(servings.c.hall == bindparam("of_hall"), servings.c.id == bindparam("of_id"))
_SAVE = _MINE.values({name: bindparam(name) for name in _FIELDS if name != "id"})
_MARK_RATED = _MINE.values(rated=True)


def get(conn: Connection, hall: str, id: str) -> Serving:
    """Raises NotFound."""
    row = conn.execute(_BY_ID, {"hall": hall, "id": id}).first()
    if row is None:
        raise NotFound("serving", id=id)
    return _serving(row)


def add(conn: Connection, hall: str, new: Serving, *, day: date, seq: int) -> None:
    """Keeps a new serving; ``seq`` is the journal row of its call."""
    conn.execute(_ADD, {"hall": hall, "day": day, "seq": seq, **vars(new)})


def save(conn: Connection, hall: str, changed: Serving) -> None:
    values = {name: value for name, value in vars(changed).items() if name != "id"}
    conn.execute(_SAVE, {"of_hall": hall, "of_id": changed.id, **values})


def mark_rated(conn: Connection, hall: str, id: str) -> None:
    conn.execute(_MARK_RATED, {"of_hall": hall, "of_id": id})


def current(conn: Connection, hall: str, window: str) -> Serving | None:
    """The serving that keeps a window from calling another, if there is one."""
    row = conn.execute(_CURRENT, {"hall": hall, "window": window}).first()
    return None if row is None else _serving(row)


def held(conn: Connection, hall: str, window: str) -> list[Serving]:
    return [_serving(row) for row in conn.execute(_HELD, {"hall": hall, "window": window})]


def unrated(conn: Connection, hall: str, day: date, *, limit: int) -> list[Serving]:
    """The finished servings of a hall day that nobody has rated, the newest first."""
    mine = (servings.c.hall == hall, servings.c.day == day, servings.c.state == ServingState.FINISHED)
    query = select(servings).where(*mine, servings.c.rated.is_(False)).order_by(servings.c.finished_at.desc())
    rows = conn.execute(query.limit(limit)).mappings()
    return [Serving(**{name: row[name] for name in Serving.__dataclass_fields__}) for row in rows]


def all_open(conn: Connection, hall: str) -> list[Serving]:
    return [_serving(row) for row in conn.execute(_ALL_OPEN, {"hall": hall})]


def last(conn: Connection, hall: str, ticket: str) -> Serving | None:
    """The newest serving of a ticket."""
    row = conn.execute(_LAST, {"hall": hall, "ticket": ticket}).first()
    return None if row is None else _serving(row)


def first(conn: Connection, hall: str, ticket: str) -> Serving | None:
    """The oldest serving of a ticket: its call ended the wait."""
    row = conn.execute(_FIRST, {"hall": hall, "ticket": ticket}).first()
    return None if row is None else _serving(row)


def was_passed_on(conn: Connection, hall: str, ticket: str) -> bool:
    """Whether a window passed the ticket's citizen on to another."""
    return conn.scalar(_PASSED_ON, {"hall": hall, "ticket": ticket}) is not None


def newest_invitation(conn: Connection, hall: str, day: date, window: str) -> Serving | None:
    """The serving of that window and day that was last invited to be rated."""
    row = conn.execute(_NEWEST_INVITATION, {"hall": hall, "day": day, "window": window}).first()
    return None if row is None else _serving(row)


def last_moved(conn: Connection, hall: str, day: date, window: str) -> Serving | None:
    """The serving of that window and day whose last move is the newest of those that can be taken back."""
    row = conn.execute(_LAST_MOVED, {"hall": hall, "day": day, "window": window}).first()
    return None if row is None else _serving(row)


def last_deeds(conn: Connection, hall: str, day: date) -> dict[str, datetime]:
    """When each window last did anything with a citizen on a day, UTC, by window."""
    rows = conn.execute(_LAST_DEEDS, {"hall": hall, "day": day})
    return {window: max(at for at in times if at is not None) for window, *times in rows}


def finished_counts(conn: Connection, hall: str, day: date) -> dict[str, int]:
    """How many each window finished on a day; windows without any are left out."""
    return {row[0]: row[1] for row in conn.execute(_FINISHED_COUNTS, {"hall": hall, "day": day})}


def finished_count(conn: Connection, hall: str, day: date, window: str) -> int:
    return conn.scalars(_FINISHED_COUNT, {"hall": hall, "day": day, "window": window}).one()


def recent_minutes(conn: Connection, hall: str, service: str, *, limit: int = 50) -> list[float]:
    """Minutes from start to finish of the service's newest finished servings."""
    rows = _RECENT.all(conn, {"hall": hall, "service": service, "limit": limit})
    return [(finished - started).total_seconds() / 60 for started, finished in rows]


def of_row(row: Sequence[Any]) -> Serving:
    """The serving in the first columns of a row, in the order of its fields."""
    return Serving(**dict(zip(_FIELDS, row, strict=False)))


def _serving(row: Row[Any]) -> Serving:
    return Serving(**dict(zip(_FIELDS, row, strict=True)))
