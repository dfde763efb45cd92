"""Appointments, in and out of their table."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from server.domain.appointment import Appointment
from server.domain.refusal import NotFound
from server.store.tables import appointments

_FIELDS = tuple(Appointment.__dataclass_fields__)
_SELECT = select(*(appointments.c[name] for name in _FIELDS))


def get(conn: Connection, hall: str, code: str) -> Appointment:
    """Raises NotFound."""
    row = conn.execute(_SELECT.where(appointments.c.hall == hall, appointments.c.code == code)).first()
    if row is None:
        raise NotFound("appointment", given=code)
    return Appointment(**dict(zip(_FIELDS, row, strict=True)))


def known(conn: Connection, hall: str, codes: Iterable[str]) -> set[str]:
    """Which of these codes are taken."""
    query = select(appointments.c.code).where(appointments.c.hall == hall, appointments.c.code.in_(list(codes)))
    return set(conn.scalars(query))


def between(conn: Connection, hall: str, first: datetime, end: datetime) -> list[Appointment]:
    """The appointments from ``first`` up to ``end``, both UTC, in the order of their times."""
    of_hall = _SELECT.where(appointments.c.hall == hall, appointments.c.at >= first, appointments.c.at < end)
    rows = conn.execute(of_hall.order_by(appointments.c.at, appointments.c.code))
    return [Appointment(**dict(zip(_FIELDS, row, strict=True))) for row in rows]


def add(conn: Connection, hall: str, new: Iterable[Appointment]) -> None:
    conn.execute(insert(appointments), [{"hall": hall, **vars(each)} for each in new])


def save(conn: Connection, hall: str, changed: Appointment) -> None:
    conn.execute(
        update(appointments)
        .where(appointments.c.hall == hall, appointments.c.code == changed.code)
        .values(state=changed.state, at=changed.at, ticket=changed.ticket)
    )
